"""Stock Whoosh as its manual has it: TEXT fields, its own searcher, facets by ``groupedby``.

It holds words alone: its phrases are of tokens, and a field of grams would take it hours.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from whoosh import fields, index, query, scoring, sorting, versionstring
from whoosh.analysis import SpaceSeparatedTokenizer

from benchmarks.corpus import TEXTS, Item
from benchmarks.engine import HEAD, SHOWN, Counts, Page, Row
from benchmarks.ordinals import facet_values
from benchmarks.queries import COUNTED, EXACT, KINDS, BenchQuery, unlike_total

_FILTERS = {"region": ("province", "city"), "org": ("organization",)}
_STORED = ("id", "date", "source", *(f"{text}_shown" for text in TEXTS))
_MEMORY_MB = 256


class WhooshBuilder:
    """Builds and opens stock Whoosh."""

    name = "whoosh"

    def build(self, folder: Path, items: Iterable[Item], grams: bool) -> None:
        """Write an index of the words of ``items``; that is built once, for both figures."""
        if not grams:
            raise NotImplementedError("there is one index, of words alone")
        folder.mkdir(parents=True)
        _write(index.create_in(str(folder), _schema()), items)

    def open(self, folder: Path) -> WhooshPeer:
        """Open what was built."""
        return WhooshPeer(folder)


def builder(cache: Path) -> WhooshBuilder:
    """Return stock Whoosh; the product stands on it."""
    return WhooshBuilder()


def _schema() -> fields.Schema:
    schema = fields.Schema(**{name: fields.STORED() for name in _STORED})
    for text in TEXTS:
        schema.add(text, fields.TEXT(analyzer=SpaceSeparatedTokenizer(), phrase=False))
    for name in (*COUNTED, "year"):
        schema.add(name, fields.KEYWORD())
    return schema


def _write(whole: Any, items: Iterable[Item]) -> None:
    writer = whole.writer(limitmb=_MEMORY_MB)
    for item in items:
        given = item.document
        values = {name: " ".join(found) for name, found in facet_values(item).items()}
        texts = {text: " ".join(item.words[text]) for text in TEXTS}
        shown = {f"{text}_shown": getattr(given, text) for text in TEXTS}
        stored = {"id": given.id, "date": item.date, "source": given.source, **shown}
        writer.add_document(**texts, **values, **stored)
    writer.commit()


class WhooshPeer:
    """Stock Whoosh, open."""

    name = "whoosh"
    version = str(versionstring())
    kinds = frozenset(KINDS) - EXACT

    def __init__(self, folder: Path) -> None:
        self._index = index.open_dir(str(folder))
        self._searcher = self._index.searcher(weighting=scoring.BM25F())

    def page(self, query: BenchQuery) -> Page:
        """Answer one query: a search that groups while it collects, and one more for each facet
        whose own choice its counts leave out."""
        apart = unlike_total(query)
        left = tuple(n for n in COUNTED if not any(n in names for names in apart.values()))
        found, counts = self._search(_query(query, without=None), left)
        for facet, names in apart.items():
            counts |= self._search(_query(query, without=facet), names)[1]
        hits = found[:SHOWN]
        return Page(
            ids=tuple(hit["id"] for hit in hits),
            rows=tuple(map(_row, hits)),
            total=len(found),
            counts=counts,
            scores=tuple(hit.score for hit in hits),
        )

    def _search(self, wanted: Any, names: tuple[str, ...]) -> tuple[Any, dict[str, dict[Any, int]]]:
        facets = sorting.Facets()
        for name in names:
            facets.add_field(name, allow_overlap=True, maptype=sorting.Count)
        found = self._searcher.search(wanted, limit=SHOWN, groupedby=facets)
        return found, {name: _known(found.groups(name)) for name in names}

    def named(self, page: Page) -> Counts | None:
        """Return the counts of ``page`` by code."""
        return page.counts

    def add(self, items: Iterable[Item]) -> None:
        """Add documents in one commit."""
        _write(self._index, items)
        self._searcher = self._searcher.refresh()

    def close(self) -> None:
        """Close the files."""
        self._searcher.close()
        self._index.close()


def _query(asked: BenchQuery, without: str | None) -> Any:
    words = [query.Or([query.Term(text, word) for text in TEXTS]) for word in asked.words]
    found = query.Or(words) if asked.kind == "or" else query.And(words)
    chosen = {name: values for name, values in asked.chosen.items() if name != without}
    narrowing = [_filter(name, v) for name, v in [*asked.restrict.items(), *chosen.items()]]
    # Whoosh 2.7.4 collects more than ``Require`` allows; a filter of no score says the same.
    return query.And([found, *(query.ConstantScoreQuery(each, 0.0) for each in narrowing)])


def _filter(name: str, values: tuple[str, ...]) -> Any:
    names = _FILTERS.get(name, (name,))
    return query.Or([query.Term(field, value) for field in names for value in values])


def _known(groups: dict[Any, int]) -> dict[str, int]:
    return {str(value): count for value, count in groups.items() if value}


def _row(hit: Any) -> Row:
    return hit["title_shown"], hit["date"], hit["source"], hit["body_shown"][:HEAD]
