"""Whoosh with jieba's ChineseAnalyzer, as jieba's documentation shows it, any word matching."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from benchmarks.relevance.measures import DEPTH
from benchmarks.relevance.peer import Material


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
    """Return Whoosh over the words ChineseAnalyzer yields."""
    from jieba.analyse import ChineseAnalyzer
    from whoosh.fields import ID, TEXT, Schema
    from whoosh.index import create_in, open_dir

    if not folder.exists():
        folder.mkdir(parents=True)
        schema = Schema(id=ID(stored=True), text=TEXT(analyzer=ChineseAnalyzer()))
        writer = create_in(str(folder), schema).writer(limitmb=512)
        for id_, text in material.texts():
            writer.add_document(id=id_, text=text)
        writer.commit()
    return WhooshPeer(open_dir(str(folder)))
