"""Every engine a run is compared with, and how many queries of a large set it is asked."""

from __future__ import annotations

import importlib
from dataclasses import dataclass

from benchmarks.relevance.peer import Opener


@dataclass(frozen=True, slots=True)
class PeerRow:
    """Where a peer is opened. Of a set of more than ``most`` queries it is asked a regular
    sample: of two peers the slower must not decide how long a run takes."""

    name: str
    module: str
    opener: str
    most: int = 10_000

    def open(self) -> Opener:
        """Return the function that opens it."""
        module = importlib.import_module(f"benchmarks.relevance.{self.module}")
        found: Opener = getattr(module, self.opener)
        return found


PEERS = (
    PeerRow("tantivy+jieba", "tantivy_peer", "words"),
    PeerRow("tantivy 1+2-grams", "tantivy_peer", "one_and_two"),
    PeerRow("FTS5+jieba", "fts5_peer", "words"),
    PeerRow("FTS5 trigram", "fts5_peer", "trigram", 300),
    PeerRow("Xapian n-grams", "xapian_peer", "grams", 1000),
    PeerRow("bm25s+jieba", "bm25s_peer", "words"),
    PeerRow("Lucene SmartChinese", "lucene_peer", "smart"),
    PeerRow("Lucene CJK", "lucene_peer", "cjk"),
    PeerRow("Whoosh+ChineseAnalyzer", "whoosh_peer", "words", 100),
)
