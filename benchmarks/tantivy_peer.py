"""tantivy through its Python binding: integer facets, words, and one- and two-character grams."""

from __future__ import annotations

from collections.abc import Iterable
from operator import add, itemgetter
from pathlib import Path
from typing import Any

from benchmarks.corpus import TEXTS, Item
from benchmarks.engine import HEAD, SHOWN, Counts, NotInstalled, Page, Row, installed
from benchmarks.ordinals import Ordinals
from benchmarks.queries import COUNTED, EXACT, KINDS, BenchQuery, unlike_total

tantivy = installed("tantivy")

HEAP = 256_000_000
_FILTERS = {"region": ("province", "city"), "org": ("organization",)}
"""Our facets, and the integer fields that hold their values."""
_VALUES = 1000
"""More values than any facet has: every bucket is asked for, so that counts are exact."""


def _schema() -> Any:
    schema = tantivy.SchemaBuilder()
    schema.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    for text in TEXTS:
        schema.add_text_field(f"{text}_w", tokenizer_name="whitespace", index_option="freq")
        schema.add_text_field(f"{text}_1", tokenizer_name="whitespace", index_option="basic")
        schema.add_text_field(f"{text}_2", tokenizer_name="whitespace", index_option="position")
        schema.add_bytes_field(text, stored=True)
    for name in ("date", "source"):
        schema.add_bytes_field(name, stored=True)
    for name in (*COUNTED, "year"):
        schema.add_unsigned_field(name, indexed=True, fast=True)
    return schema.build()


class TantivyBuilder:
    """Builds and opens tantivy. One writing thread: its CPU time is what is compared."""

    name = "tantivy"

    def build(self, folder: Path, items: Iterable[Item], grams: bool) -> None:
        """Write an index of ``items``."""
        (folder / "index").mkdir(parents=True)
        ordinals = Ordinals()
        index = tantivy.Index(_schema(), path=str(folder / "index"))
        _write(index, items, ordinals, grams)
        ordinals.write(folder)

    def open(self, folder: Path) -> TantivyPeer:
        """Open what was built."""
        return TantivyPeer(folder)


def builder(cache: Path) -> TantivyBuilder:
    """Return tantivy, or raise NotInstalled."""
    if tantivy is None:
        raise NotInstalled("pip install -r requirements/bench.txt")
    return TantivyBuilder()


def _write(index: Any, items: Iterable[Item], ordinals: Ordinals, grams: bool) -> None:
    writer = index.writer(heap_size=HEAP, num_threads=1)
    for item in items:
        writer.add_document(_document(item, ordinals, grams))
    writer.commit()
    writer.wait_merging_threads()


def _document(item: Item, ordinals: Ordinals, grams: bool) -> Any:
    given = item.document
    document = tantivy.Document()
    document.add_text("id", given.id)
    for text in TEXTS:
        document.add_text(f"{text}_w", " ".join(item.words[text]))
        document.add_bytes(text, getattr(given, text).encode())
        if grams:
            stream = item.streams[text]
            document.add_text(f"{text}_1", " ".join(dict.fromkeys(stream)))
            document.add_text(f"{text}_2", " ".join(map(add, stream, stream[1:])))
    document.add_bytes("date", item.date.encode())
    document.add_bytes("source", (given.source or "").encode())
    for name, values in ordinals.of(item).items():
        for value in values:
            document.add_unsigned(name, value)
    return document


class TantivyPeer:
    """tantivy, open."""

    name = "tantivy"
    kinds = frozenset(KINDS)

    def __init__(self, folder: Path) -> None:
        self.version = str(tantivy.__version__)
        self._folder = folder
        self._ordinals = Ordinals.read(folder)
        self._index = tantivy.Index.open(str(folder / "index"))
        self._index.config_reader(reload_policy="manual")
        self._schema = self._index.schema
        self._searcher = self._index.searcher()

    def page(self, query: BenchQuery) -> Page:
        """Answer one query: one search for hits and total, one for all counts over its documents,
        and one more for each facet whose own choice its counts leave out."""
        whole = self._query(query, without=None)
        found = self._searcher.search(whole, SHOWN)
        stored = [self._searcher.doc(address) for _, address in found.hits]
        apart = unlike_total(query)
        left = tuple(n for n in COUNTED if not any(n in names for names in apart.values()))
        counts = self._counts(whole, left)
        for facet, names in apart.items():
            counts |= self._counts(self._query(query, without=facet), names)
        return Page(
            ids=tuple(document["id"][0] for document in stored),
            rows=tuple(map(_row, stored)),
            total=found.count,
            counts=counts,
            scores=tuple(score for score, _ in found.hits),
        )

    def _counts(self, query: Any, names: tuple[str, ...]) -> dict[str, dict[Any, int]]:
        asked = {name: {"terms": {"field": name, "size": _VALUES}} for name in names}
        found = self._searcher.aggregate(query, asked)
        pair = itemgetter("key", "doc_count")
        return {name: dict(map(pair, found[name]["buckets"])) for name in names}

    def _query(self, query: BenchQuery, without: str | None) -> Any:
        parts = [(tantivy.Occur.Must, part) for part in self._matching(query)]
        if query.kind in EXACT:
            parts += [(tantivy.Occur.Should, self._word(word)) for word in query.words]
        chosen = {name: v for name, v in query.chosen.items() if name != without}
        for name, values in [*query.restrict.items(), *chosen.items()]:
            parts.append(
                (tantivy.Occur.Must, tantivy.Query.boost_query(self._filter(name, values), 0.0))
            )
        return parts[0][1] if len(parts) == 1 else tantivy.Query.boolean_query(parts)

    def _matching(self, query: BenchQuery) -> list[Any]:
        if query.kind in EXACT:
            return [tantivy.Query.boost_query(self._exact(query.needle), 0.0)]
        words = [self._word(word) for word in query.words]
        if query.kind == "or":
            return [tantivy.Query.boolean_query([(tantivy.Occur.Should, word) for word in words])]
        return words

    def _word(self, word: str) -> Any:
        return self._either(
            [tantivy.Query.term_query(self._schema, f"{text}_w", word, "freq") for text in TEXTS]
        )

    def _exact(self, needle: str) -> Any:
        """Return a query for a run of characters: by a gram, or by grams side by side, as few of
        them as cover it."""
        if len(needle) <= 2:
            option = "basic"
            return self._either(
                [
                    tantivy.Query.term_query(self._schema, f"{text}_{len(needle)}", needle, option)
                    for text in TEXTS
                ]
            )
        starts = sorted({*range(0, len(needle) - 1, 2), len(needle) - 2})
        grams = [(at, needle[at : at + 2]) for at in starts]
        return self._either(
            [tantivy.Query.phrase_query(self._schema, f"{text}_2", grams) for text in TEXTS]
        )

    def _filter(self, name: str, values: tuple[str, ...]) -> Any:
        queries = [
            tantivy.Query.term_query(self._schema, field, number)
            for value in values
            for field in _FILTERS.get(name, (name,))
            if (number := self._ordinals.number(field, value)) is not None
        ]
        return self._either(queries) if queries else tantivy.Query.empty_query()

    @staticmethod
    def _either(queries: list[Any]) -> Any:
        return tantivy.Query.boolean_query([(tantivy.Occur.Should, query) for query in queries])

    def named(self, page: Page) -> Counts | None:
        """Return the counts of ``page`` by code."""
        return self._ordinals.named(page.counts)

    def add(self, items: Iterable[Item]) -> None:
        """Add documents in one commit."""
        _write(self._index, items, self._ordinals, grams=True)
        self._ordinals.write(self._folder)
        self._index.reload()
        self._searcher = self._index.searcher()

    def close(self) -> None:
        """Release files; tantivy does so by itself."""


def _row(document: Any) -> Row:
    title, date, source = (bytes(document[n][0]).decode() for n in ("title", "date", "source"))
    return title, date, source, bytes(document["body"][0]).decode()[:HEAD]
