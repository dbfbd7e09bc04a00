"""The seam every engine of a run answers through."""

from __future__ import annotations

import importlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from benchmarks.corpus import Item, is_province
from benchmarks.queries import BenchQuery

HEAD = 160
"""Characters of the body a page shows."""
SHOWN = 10
"""Hits on a page."""

Row = tuple[str, str, str, str]
"""Title, date, source, head of the body."""
Counts = dict[str, dict[str, int]]


class NotInstalled(Exception):
    """A peer is not there; the message says how to get it."""


@dataclass(frozen=True, slots=True)
class Page:
    """One answer. ``total`` and ``counts`` are None where an engine cannot tell.

    ``counts`` may be keyed in the engine's own way: ``Peer.named`` turns them into codes, off the
    clock.
    """

    ids: tuple[str, ...]
    rows: tuple[Row, ...]
    total: int | None = None
    counts: dict[str, dict[Any, int]] | None = None
    scores: tuple[float, ...] = field(default=())


def installed(module: str) -> Any:
    """Return a module, None if it is not installed."""
    try:
        return importlib.import_module(module)
    except ImportError:
        return None


class Peer(Protocol):
    """An engine open on one built folder."""

    name: str
    version: str
    kinds: frozenset[str]
    """The kinds of query it can answer."""

    def page(self, query: BenchQuery) -> Page:
        """Answer one query with everything a page shows."""
        ...

    def named(self, page: Page) -> Counts | None:
        """Return the counts of ``page`` by code."""
        ...

    def add(self, items: Iterable[Item]) -> None:
        """Add documents in one commit, the next page sees them; or raise NotImplementedError."""
        ...

    def close(self) -> None:
        """Release files."""
        ...


class Builder(Protocol):
    """How an engine is built and opened."""

    def build(self, folder: Path, items: Iterable[Item], grams: bool) -> None:
        """Write an index of ``items``; without ``grams`` of words alone.

        Raises NotImplementedError where there is no such index.
        """
        ...

    def open(self, folder: Path) -> Peer:
        """Open what was built."""
        ...


def by_level(regions: dict[str, int]) -> Counts:
    """Return the counts of regions of all levels as those of provinces and of cities."""
    return {
        "province": {code: n for code, n in regions.items() if is_province(code)},
        "city": {code: n for code, n in regions.items() if not is_province(code)},
    }
