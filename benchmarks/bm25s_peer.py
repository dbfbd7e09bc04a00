"""bm25s: the ten best of words alone; no totals, no counts, no narrowing."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from benchmarks.corpus import TEXTS, Item
from benchmarks.engine import SHOWN, Counts, NotInstalled, Page, installed
from benchmarks.queries import BenchQuery
from benchmarks.stored import StoredTexts

bm25s = installed("bm25s")


class Bm25sBuilder:
    """Builds and opens bm25s."""

    name = "bm25s"

    def build(self, folder: Path, items: Iterable[Item], grams: bool) -> None:
        """Write an index of the words of ``items``; it knows no grams."""
        folder.mkdir(parents=True)
        stored = StoredTexts(folder)
        words = [
            [word for text in TEXTS for word in item.words[text]] for item in stored.add(items)
        ]
        stored.close()
        index = bm25s.BM25(method="lucene", k1=1.2, b=0.75)
        index.index(words, show_progress=False)
        index.save(str(folder / "index"))

    def open(self, folder: Path) -> Bm25sPeer:
        """Open what was built."""
        return Bm25sPeer(folder)


def builder(cache: Path) -> Bm25sBuilder:
    """Return bm25s, or raise NotInstalled."""
    if bm25s is None:
        raise NotInstalled("pip install -r requirements/bench.txt")
    return Bm25sBuilder()


class Bm25sPeer:
    """bm25s, open."""

    name = "bm25s"
    kinds = frozenset({"common", "rare", "or"})

    def __init__(self, folder: Path) -> None:
        self.version = str(bm25s.__version__)
        self._stored = StoredTexts(folder)
        self._index: Any = bm25s.BM25.load(str(folder / "index"), mmap=True)

    def page(self, query: BenchQuery) -> Page:
        """Answer one query with its ten best."""
        docs, scores = self._index.retrieve(
            [list(query.words)], k=SHOWN, show_progress=False, n_threads=0
        )
        pairs = zip(docs[0].tolist(), scores[0].tolist(), strict=True)
        best = [(f"n{doc:07}", score) for doc, score in pairs if score > 0]
        ids = tuple(id_ for id_, _ in best)
        return Page(ids, self._stored.rows(ids), scores=tuple(score for _, score in best))

    def named(self, page: Page) -> Counts | None:
        """Return None: nothing is counted."""
        return None

    def add(self, items: Iterable[Item]) -> None:
        """Raise NotImplementedError: everything would have to be built anew."""
        raise NotImplementedError("bm25s adds nothing to an index")

    def close(self) -> None:
        """Close the texts."""
        self._stored.close()
