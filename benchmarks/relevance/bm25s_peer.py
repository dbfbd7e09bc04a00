"""bm25s over jieba's words, as its documentation shows it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from benchmarks.engine import NotInstalled, installed
from benchmarks.relevance.cut import words_of
from benchmarks.relevance.measures import DEPTH
from benchmarks.relevance.peer import Material

bm25s = installed("bm25s")


class Bm25sPeer:
    """bm25s with its own defaults."""

    def __init__(self, retriever: Any, ids: list[str]) -> None:
        self._retriever = retriever
        self._ids = ids

    def ranked(self, text: str) -> list[str]:
        """Return ids, best first; documents without any of the words are left out."""
        count = min(DEPTH, len(self._ids))
        found, scores = self._retriever.retrieve([words_of(text)], k=count, show_progress=False)
        pairs = zip(found[0].tolist(), scores[0].tolist(), strict=True)
        return [self._ids[place] for place, score in pairs if score > 0]


def words(material: Material, folder: Path) -> Bm25sPeer:
    """Return bm25s over jieba's words; raise NotInstalled."""
    if bm25s is None:
        raise NotInstalled("pip install -r requirements/bench.txt")
    names = folder / "ids.json"
    if not names.exists():
        documents = list(material.words())
        retriever = bm25s.BM25()
        retriever.index([own for _, own in documents], show_progress=False)
        retriever.save(str(folder))
        names.write_text(json.dumps([id_ for id_, _ in documents]), encoding="utf-8")
    ids = json.loads(names.read_text(encoding="utf-8"))
    return Bm25sPeer(bm25s.BM25.load(str(folder)), ids)
