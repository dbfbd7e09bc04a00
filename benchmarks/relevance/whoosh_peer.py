"""Whoosh with jieba's ChineseAnalyzer, as jieba's documentation shows it, any word matching."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import Any

from benchmarks.relevance.measures import DEPTH
from benchmarks.relevance.peer import Material

_BATCH = 10_000


class WhooshPeer:
    """Whoosh with its default BM25F."""

    def __init__(self, index: Any) -> None:
        from whoosh.qparser import OrGroup, QueryParser

        self._searcher = index.searcher()
        self._parser = QueryParser("text", index.schema, group=OrGroup)

    def ranked(self, text: str) -> list[str]:
        """Return ids, best first."""
        plain = "".join(char if char.isalnum() else " " for char in text)
        found = self._searcher.search(self._parser.parse(plain), limit=DEPTH)
        return [hit["id"] for hit in found]


def words(material: Material, folder: Path) -> WhooshPeer:
    """Return Whoosh over the words ChineseAnalyzer yields. It takes minutes over a large
    collection: a run that was interrupted goes on where the last one stopped."""
    from jieba.analyse import ChineseAnalyzer
    from whoosh.fields import ID, TEXT, Schema
    from whoosh.index import create_in, exists_in, open_dir

    if not exists_in(str(folder)):
        folder.mkdir(parents=True, exist_ok=True)
        create_in(str(folder), Schema(id=ID(stored=True), text=TEXT(analyzer=ChineseAnalyzer())))
    index = open_dir(str(folder))
    texts = islice(material.texts(), index.doc_count(), None)
    while batch := list(islice(texts, _BATCH)):
        writer = index.writer(limitmb=512)
        for id_, text in batch:
            writer.add_document(id=id_, text=text)
        writer.commit(merge=False)
    return WhooshPeer(open_dir(str(folder)))
