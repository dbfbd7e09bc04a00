"""Facet values as small integers, for engines that count those best."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from benchmarks.corpus import Item
from benchmarks.engine import Counts
from benchmarks.queries import COUNTED

FIELDS = (*COUNTED, "year")
_FILE = "ordinals.json"


class Ordinals:
    """Values of each counted field, numbered as they are met."""

    def __init__(self, values: dict[str, list[str]] | None = None) -> None:
        self._values = values or {name: [] for name in FIELDS}
        self._numbers = {
            name: {value: n for n, value in enumerate(known)}
            for name, known in self._values.items()
        }

    @classmethod
    def read(cls, folder: Path) -> Ordinals:
        """Return the numbers kept in ``folder``."""
        return cls(json.loads((folder / _FILE).read_text(encoding="utf-8")))

    def write(self, folder: Path) -> None:
        """Keep the numbers in ``folder``."""
        (folder / _FILE).write_text(json.dumps(self._values), encoding="utf-8")

    def of(self, item: Item) -> dict[str, list[int]]:
        """Return the numbers of the values of one document by field."""
        return {name: self._numbered(name, values) for name, values in facet_values(item).items()}

    def _numbered(self, name: str, values: tuple[str, ...]) -> list[int]:
        numbers, known = self._numbers[name], self._values[name]
        for value in values:
            if value not in numbers:
                numbers[value] = len(known)
                known.append(value)
        return [numbers[value] for value in values]

    def number(self, name: str, value: str) -> int | None:
        """Return the number of a value, None if no document has it."""
        return self._numbers[name].get(value)

    def named(self, counts: dict[str, dict[Any, int]] | None) -> Counts | None:
        """Return counts by number as counts by value."""
        if counts is None:
            return None
        return {
            name: {self._values[name][int(number)]: count for number, count in found.items()}
            for name, found in counts.items()
        }


def facet_values(item: Item) -> dict[str, tuple[str, ...]]:
    """Return the values of one document by field."""
    return {
        "province": item.provinces,
        "city": item.cities,
        "month": (item.date[:7],),
        "organization": item.document.organizations,
        "year": (item.date[:4],),
    }
