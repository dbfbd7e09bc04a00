"""The engine seam: the few verbs every search engine behind this product answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Protocol

from index.document import Document
from index.query import Query
from index.result import EngineStats, Result


class Engine(Protocol):
    """A search engine over one collection. Readers may share it between threads."""

    def update(self, documents: Iterable[Document]) -> int:
        """Add or replace documents by id in one commit; return how many. Last one of an id wins.

        Raises IndexBusy when another process is writing.
        """
        ...

    def delete(self, ids: Iterable[str]) -> int:
        """Remove documents by id in one commit; return how many were there."""
        ...

    def rebuild(self, documents: Iterable[Document]) -> int:
        """Build a new generation beside the live one, verify it, swap; return its documents.

        The live generation answers until the swap; a failure leaves it untouched.
        """
        ...

    def search(self, query: Query) -> Result:
        """Answer one query exactly, from one committed generation.

        Raises EngineUnavailable, IndexOutdated, EngineTimeout.
        """
        ...

    def ids(self) -> frozenset[str]:
        """Every document id in the live generation (for ``check``)."""
        ...

    def words(self) -> Mapping[str, int]:
        """Every word of titles and bodies in the live generation (folded) and about how many
        documents have it; a pass over the whole vocabulary."""
        ...

    def frequencies(self, words: Iterable[str]) -> dict[str, int]:
        """About how many documents have each of ``words`` (as the index keeps them) in their
        body."""
        ...

    def stats(self) -> EngineStats:
        """State of the live generation."""
        ...

    def close(self) -> None:
        """Release files; further calls are undefined."""
        ...


def open_engine(folder: Path, cache: Path) -> Engine:
    """Open (or create empty) the embedded engine in ``folder``; segmenter cache in ``cache``.

    An index built with another fingerprint opens, and says so by IndexOutdated on search and
    update until ``rebuild`` has replaced it.
    """
    from index.arrays.codec import ArrayCodec
    from index.whoosh_engine import WhooshEngine

    return WhooshEngine(folder, cache, ArrayCodec())
