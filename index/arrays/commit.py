"""Commits of array segments: Whoosh's segments, table of contents and clean-up; our files."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np
from whoosh.codec.base import Segment
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC, clean_files

from index.arrays.analysis import AnalyzedDocument
from index.arrays.builder import SegmentBuilder
from index.arrays.ids import documents_of
from index.arrays.merge import merge, sources
from index.arrays.pack import open_pack, part_of, write_pack
from index.codec import NAME

FLUSH = 20_480
"""Documents collected before they become a segment; bounds the writer's memory."""
RATIO = 2
"""A segment is merged with the ones after it unless it is so many times their size: all in all a
document is rewritten a few times."""
MAX_SEGMENTS = 6
"""Only when there are more is anything merged, or when one commit wrote several: most commits just
write what they add, and a whole index built at once is one segment."""
DELETED_SHARE = 0.25
"""From this share of deleted documents on, a segment is rewritten without them."""


class PackedSegment(Segment):  # type: ignore[misc]
    """What the table of contents keeps of one array segment: name, size, deleted documents."""

    def __init__(self, indexname: str, size: int) -> None:
        super().__init__(indexname)
        self._size = size
        self._deleted: set[int] = set()

    def doc_count_all(self) -> int:
        """Return the number of documents, deleted ones among them."""
        return self._size

    def deleted_docs(self) -> set[int]:
        """Return the numbers of the deleted documents."""
        return self._deleted

    def deleted_count(self) -> int:
        """Return how many documents are deleted."""
        return len(self._deleted)

    def path(self, folder: Path) -> Path:
        """Return where the arrays lie."""
        return folder / str(self.make_filename(".seg"))

    def living(self) -> int:
        """Return the number of documents not deleted."""
        return self._size - len(self._deleted)


class ArrayWriter:
    """One commit: documents added and deleted, all published by one file; segments then merged.

    Until ``commit`` has written a new table of contents nothing of it can be seen; files left by
    a commit given up, or by a crash, are removed by the next one.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._storage = FileStorage(str(folder))
        self._toc = TOC.read(self._storage, NAME)
        self._generation: int = self._toc.generation
        self._segments: list[PackedSegment] = list(self._toc.segments)
        self._builder = SegmentBuilder()
        self._written = 0

    def add(self, document: AnalyzedDocument) -> None:
        """Append ``document``; one of the same id must have been deleted before."""
        self._builder.add(document)
        if len(self._builder) >= FLUSH:
            self._flush()

    def delete(self, ids: Iterable[str]) -> int:
        """Delete the committed documents of ``ids``; return how many there were."""
        wanted = frozenset(ids)
        gone = 0
        for segment in self._segments:
            stored = part_of(open_pack(segment.path(self._folder), only="id"), "id")
            fresh = set(documents_of(stored, wanted).tolist()) - segment.deleted_docs()
            segment.deleted_docs().update(fresh)
            gone += len(fresh)
        return gone

    def commit(self) -> None:
        """Write what was collected and publish it; then merge what the policy says, and publish
        that. Nobody waits for a merge to see what was added."""
        self._flush()
        self._segments = [segment for segment in self._segments if segment.living()]
        self._segments.sort(key=PackedSegment.living, reverse=True)
        self._publish()
        start = self._first_to_merge()
        if start < len(self._segments) - 1 or self._wasteful(start):
            self._segments[start:] = [self._merged(self._segments[start:])]
            self._publish()

    def _publish(self) -> None:
        self._generation += 1
        TOC(self._toc.schema, self._segments, self._generation).write(self._storage, NAME)
        clean_files(self._storage, NAME, self._generation, self._segments)

    def _flush(self) -> None:
        size = len(self._builder)
        if size:
            segment = PackedSegment(NAME, size)
            write_pack(segment.path(self._folder), self._builder.finish(), {"documents": size})
            self._segments.append(segment)
            self._written += 1
            self._builder = SegmentBuilder()

    def _first_to_merge(self) -> int:
        """Return from which segment on, by falling size, all are merged into one."""
        sizes = [segment.living() for segment in self._segments]
        tail = 0
        start = len(sizes)
        many = start > MAX_SEGMENTS or self._written > 1
        for place in range(len(sizes) - 1, -1, -1):
            crowded = place >= MAX_SEGMENTS - 1 and place < len(sizes) - 1
            small = many and tail > 0 and sizes[place] < RATIO * tail
            if crowded or small or self._is_wasteful(self._segments[place]):
                start = place
            tail += sizes[place]
        return start

    def _wasteful(self, start: int) -> bool:
        return any(self._is_wasteful(segment) for segment in self._segments[start:])

    @staticmethod
    def _is_wasteful(segment: PackedSegment) -> bool:
        return segment.deleted_count() > DELETED_SHARE * segment.doc_count_all()

    def _merged(self, segments: list[PackedSegment]) -> PackedSegment:
        packs = []
        for segment in segments:
            live = np.ones(segment.doc_count_all(), dtype=bool)
            live[list(segment.deleted_docs())] = False
            packs.append((open_pack(segment.path(self._folder)), live))
        arrays, size = merge(sources(packs), self._folder)
        merged = PackedSegment(NAME, size)
        write_pack(merged.path(self._folder), arrays, {"documents": size})
        return merged
