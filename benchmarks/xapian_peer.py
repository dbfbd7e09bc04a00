"""Xapian (Debian's python3-xapian): terms with prefixes, positions for grams, value slots."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from operator import add
from pathlib import Path
from typing import Any

from benchmarks.corpus import TEXTS, Item
from benchmarks.engine import HEAD, SHOWN, Counts, NotInstalled, Page, Row, installed
from benchmarks.ordinals import facet_values
from benchmarks.queries import COUNTED, EXACT, KINDS, BenchQuery, unlike_total

# Debian installs it for its own Python; a virtual environment of the same version may use it.
sys.path.append("/usr/lib/python3/dist-packages")
xapian = installed("xapian")
sys.path.pop()

_PREFIX = {"title": "T", "body": "B"}
_FILTERS = {"region": ("province", "city"), "org": ("organization",)}
_SLOTS = {"province": (0, 1), "city": (2, 3), "month": (4,), "organization": (5, 6, 7)}
"""A slot holds one value, so a count has as many as a document has values at most."""
_BETWEEN = "\n"


class XapianBuilder:
    """Builds and opens Xapian, compacted as its manual advises."""

    name = "xapian"

    def build(self, folder: Path, items: Iterable[Item], grams: bool) -> None:
        """Write a database of ``items``."""
        folder.mkdir(parents=True)
        loose = folder / "loose"
        database = xapian.WritableDatabase(str(loose), xapian.DB_CREATE)
        for item in items:
            database.add_document(_document(item, grams))
        database.commit()
        database.compact(str(folder / "index"))
        database.close()
        for path in loose.iterdir():
            path.unlink()
        loose.rmdir()

    def open(self, folder: Path) -> XapianPeer:
        """Open what was built."""
        return XapianPeer(folder)


def builder(cache: Path) -> XapianBuilder:
    """Return Xapian, or raise NotInstalled."""
    if xapian is None:
        raise NotInstalled("apt-get install python3-xapian")
    return XapianBuilder()


def _document(item: Item, grams: bool) -> Any:
    document = xapian.Document()
    for text in TEXTS:
        prefix = _PREFIX[text]
        for word, count in Counter(item.words[text]).items():
            document.add_term(f"{prefix}W{word}", count)
        if grams:
            _add_grams(document, prefix, item.streams[text])
    for name, values in facet_values(item).items():
        for value in values:
            document.add_boolean_term(f"X{name}:{value}")
        for slot, value in zip(_SLOTS.get(name, ()), values, strict=False):
            document.add_value(slot, value)
    given = item.document
    shown = (given.id, item.date, given.source or "", given.title, given.body)
    document.set_data(_BETWEEN.join(shown))
    return document


def _add_grams(document: Any, prefix: str, stream: str) -> None:
    for char in set(stream):
        document.add_boolean_term(f"{prefix}1{char}")
    for place, gram in enumerate(map(add, stream, stream[1:])):
        document.add_posting(f"{prefix}2{gram}", place, 0)


class XapianPeer:
    """Xapian, open."""

    name = "xapian"
    kinds = frozenset(KINDS)

    def __init__(self, folder: Path) -> None:
        self.version = str(xapian.version_string())
        self._folder = folder
        self._database = xapian.Database(str(folder / "index"))

    def page(self, query: BenchQuery) -> Page:
        """Answer one query; match spies count while it is searched."""
        apart = unlike_total(query)
        left = tuple(n for n in COUNTED if not any(n in names for names in apart.values()))
        found, counts = self._search(self._query(query, without=None), left, SHOWN)
        for facet, names in apart.items():
            counts |= self._search(self._query(query, without=facet), names, 0)[1]
        data = [match.document.get_data().decode().split(_BETWEEN, 4) for match in found]
        return Page(
            ids=tuple(parts[0] for parts in data),
            rows=tuple(map(_row, data)),
            total=found.get_matches_estimated(),
            counts=counts,
            scores=tuple(match.weight for match in found),
        )

    def _search(
        self, query: Any, names: tuple[str, ...], shown: int
    ) -> tuple[Any, dict[str, dict[Any, int]]]:
        enquire = xapian.Enquire(self._database)
        enquire.set_weighting_scheme(xapian.BM25Weight(1.2, 0, 1, 0.75, 0))
        enquire.set_query(query)
        spies = {name: [xapian.ValueCountMatchSpy(slot) for slot in _SLOTS[name]] for name in names}
        for spy in (spy for own in spies.values() for spy in own):
            enquire.add_matchspy(spy)
        found = enquire.get_mset(0, shown, self._database.get_doccount())
        return found, {name: _summed(own) for name, own in spies.items()}

    def _query(self, query: BenchQuery, without: str | None) -> Any:
        chosen = {name: v for name, v in query.chosen.items() if name != without}
        narrowing = [_filter(name, v) for name, v in [*query.restrict.items(), *chosen.items()]]
        found = self._matching(query)
        if narrowing:
            both = xapian.Query(xapian.Query.OP_AND, narrowing)
            found = xapian.Query(xapian.Query.OP_FILTER, found, both)
        return found

    def _matching(self, query: BenchQuery) -> Any:
        words = [_either([f"{_PREFIX[text]}W{word}" for text in TEXTS]) for word in query.words]
        if query.kind in EXACT:
            scored = xapian.Query(xapian.Query.OP_OR, words)
            found = xapian.Query(xapian.Query.OP_SCALE_WEIGHT, _exact(query.needle), 0)
            return xapian.Query(xapian.Query.OP_AND_MAYBE, found, scored)
        combine = xapian.Query.OP_OR if query.kind == "or" else xapian.Query.OP_AND
        return xapian.Query(combine, words)

    def named(self, page: Page) -> Counts | None:
        """Return the counts of ``page`` by code."""
        if page.counts is None:
            return None
        return {
            name: {str(value): n for value, n in found.items()}
            for name, found in page.counts.items()
        }

    def add(self, items: Iterable[Item]) -> None:
        """Add documents in one commit."""
        database = xapian.WritableDatabase(str(self._folder / "index"), xapian.DB_OPEN)
        for item in items:
            database.add_document(_document(item, grams=True))
        database.commit()
        database.close()
        self._database.reopen()

    def close(self) -> None:
        """Close the files."""
        self._database.close()


def _either(terms: list[str]) -> Any:
    return xapian.Query(xapian.Query.OP_OR, terms)


def _exact(needle: str) -> Any:
    if len(needle) <= 2:
        return _either([f"{_PREFIX[text]}{len(needle)}{needle}" for text in TEXTS])
    grams = list(map(add, needle, needle[1:]))
    return xapian.Query(
        xapian.Query.OP_OR,
        [
            xapian.Query(
                xapian.Query.OP_PHRASE, [f"{_PREFIX[text]}2{gram}" for gram in grams], len(grams)
            )
            for text in TEXTS
        ],
    )


def _filter(name: str, values: tuple[str, ...]) -> Any:
    fields = _FILTERS.get(name, (name,))
    return _either([f"X{field}:{value}" for field in fields for value in values])


def _summed(spies: list[Any]) -> dict[Any, int]:
    counts: Counter[Any] = Counter()
    for spy in spies:
        for found in spy.values():
            counts[found.term.decode()] += found.termfreq
    return dict(counts)


def _row(parts: list[str]) -> Row:
    _, date, source, title, body = parts
    return title, date, source, body[:HEAD]
