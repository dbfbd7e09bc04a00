"""Old names of parameters, from a table: links and saved searches of every version keep opening."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

TABLE = Path(__file__).with_name("parameter_aliases.tsv")


@cache
def aliases() -> dict[str, str]:
    """Return old name → name of today. ``since`` in the table is the version that renamed it."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {row["alias"]: row["name"] for row in rows}


def renamed(args: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Return the arguments under the names of today; a name of today wins over its old one."""
    found: dict[str, list[str]] = {}
    for name, values in args.items():
        found.setdefault(aliases().get(name, name), []).extend(values)
    for name in set(args) & set(found):
        found[name] = [*args[name]] if any(v.strip() for v in args[name]) else found[name]
    return found
