"""Our engine on array segments, and the same engine on Whoosh's own codec."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.corpus import TEXTS, Item
from benchmarks.engine import Counts, Page, by_level
from benchmarks.plain import KnownWords
from benchmarks.queries import KINDS, BenchQuery
from benchmarks.stored import StoredTexts
from index.arrays.analysis import AnalyzedDocument, AnalyzedText, values_of
from index.arrays.codec import ArrayCodec
from index.arrays.commit import ArrayWriter
from index.codec import Codec
from index.query import TEXTS as INDEXED
from index.scoring import PLAIN, Profile
from index.whoosh_codec import WhooshCodec
from index.whoosh_engine import WhooshEngine
from tokenizers.analyzer import open_analyzer

_NO_TEXTS = {text: AnalyzedText([], "") for text in INDEXED if text not in TEXTS}


class Ours:
    """Our engine and its stored texts, open; peers can be compared with the plain profile."""

    kinds = frozenset(KINDS)

    def __init__(
        self, name: str, folder: Path, codec: Codec, words: KnownWords, profile: Profile = PLAIN
    ) -> None:
        self.name = name
        self.version = codec.name
        self._words = words
        self._engine = WhooshEngine(folder / "index", folder, codec, profile, words)
        self._stored = StoredTexts(folder)

    def rebuild(self, items: Iterable[Item]) -> None:
        """Write everything anew."""
        self._engine.rebuild(self._words.one_by_one(self._stored.add(items)))

    def page(self, query: BenchQuery) -> Page:
        """Answer one query with everything a page shows."""
        found = self._engine.search(query.request())
        ids = tuple(hit.id for hit in found.hits)
        counts: dict[str, dict[Any, int]] = {facet.name: facet.counts for facet in found.facets}
        scores = tuple(hit.score for hit in found.hits)
        return Page(ids, self._stored.rows(ids), found.total, counts, scores)

    def named(self, page: Page) -> Counts | None:
        """Return the counts of ``page`` by code."""
        if page.counts is None:
            return None
        counts = {
            name: {str(code): n for code, n in values.items()}
            for name, values in page.counts.items()
        }
        levels = by_level(counts["region"])
        return {**levels, "month": counts["month"], "organization": counts["org"]}

    def add(self, items: Iterable[Item]) -> None:
        """Add documents in one commit."""
        self._engine.update(self._words.all_at_once(self._stored.add(items)))

    def close(self) -> None:
        """Release files."""
        self._engine.close()
        self._stored.close()


@dataclass(frozen=True, slots=True)
class OursBuilder:
    """Builds and opens our engine on one codec."""

    name: str
    codec: Codec
    words: KnownWords

    def build(self, folder: Path, items: Iterable[Item], grams: bool) -> None:
        """Write an index of ``items``; without ``grams`` of words alone (array segments only)."""
        folder.mkdir(parents=True, exist_ok=True)
        if grams:
            engine = self.open(folder)
            engine.rebuild(items)
            engine.close()
        elif isinstance(self.codec, ArrayCodec):
            stored = StoredTexts(folder)
            self._build_words(folder / "index", stored.add(items))
            stored.close()
        else:
            raise NotImplementedError("the stock codec always has grams")

    def _build_words(self, folder: Path, items: Iterable[Item]) -> None:
        folder.mkdir()
        self.codec.create(folder)
        writer = ArrayWriter(folder)
        for item in items:
            writer.add(_words_alone(item))
        writer.commit()

    def open(self, folder: Path) -> Ours:
        """Open what was built."""
        return Ours(self.name, folder, self.codec, self.words)


def _words_alone(item: Item) -> AnalyzedDocument:
    texts = {text: AnalyzedText(words, "") for text, words in item.words.items()}
    texts |= _NO_TEXTS
    return AnalyzedDocument(item.document.id, values_of(item.document), texts)


def builder(cache: Path) -> OursBuilder:
    """Return our engine as the product has it."""
    return OursBuilder("ours", ArrayCodec(), KnownWords(open_analyzer(cache)))


def stock_builder(cache: Path) -> OursBuilder:
    """Return our engine on Whoosh's codec."""
    return OursBuilder("ours_stock", WhooshCodec(), KnownWords(open_analyzer(cache)))
