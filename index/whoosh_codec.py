"""Segments by Whoosh's own codec: slow, readable, and the proof of the fast one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from whoosh import versionstring
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC, FileIndex, LockError
from whoosh.reading import SegmentReader, TermNotFound

from index.codec import NAME, Identity, OpenSegment
from index.document import Document
from index.errors import EngineUnavailable, IndexBusy
from index.generations import sync_folder
from index.whoosh_fields import record, whoosh_schema
from index.whoosh_segment import Segment
from tokenizers.analyzer import Analyzer

_POOL_MB = 64
"""Postings a writer holds in memory before it writes a sorted run; Python needs twice that."""


class WhooshCodec:
    """``index.codec.Codec`` by the codec that Whoosh brings."""

    name = f"whoosh {versionstring()}"

    def create(self, generation: Path) -> None:
        """Make an empty index."""
        FileIndex.create(FileStorage(str(generation)), whoosh_schema(), NAME)

    @contextmanager
    def writing(self, generation: Path, analyzer: Analyzer) -> Iterator[_WhooshCommit]:
        """Yield one commit; raise IndexBusy, EngineUnavailable."""
        try:
            index = FileIndex(FileStorage(str(generation)), indexname=NAME)
            writer = index.writer(limitmb=_POOL_MB)
        except LockError as error:
            raise IndexBusy(f"{generation} is held by another writer") from error
        except Exception as error:  # whatever a damaged table of contents makes of unpickling
            raise EngineUnavailable(str(generation), "索引文件无法读取，请重建索引") from error
        try:
            yield _WhooshCommit(writer, analyzer)
        except BaseException:
            writer.cancel()
            raise
        writer.commit()
        sync_folder(generation)

    def open(
        self, generation: Path, commit: int, known: Mapping[Identity, OpenSegment]
    ) -> tuple[OpenSegment, ...]:
        """Return the segments of one commit."""
        storage = FileStorage(str(generation))
        toc = TOC.read(storage, NAME, gen=commit)
        found = []
        for segment in toc.segments:
            identity = (f"{generation.name}/{segment.segment_id()}", segment.deleted_count())
            opened = known.get(identity)
            if opened is None:
                opened = Segment(SegmentReader(storage, toc.schema, segment), identity)
            found.append(opened)
        return tuple(found)


class _WhooshCommit:
    def __init__(self, writer: Any, analyzer: Analyzer) -> None:
        self._writer = writer
        self._analyzer = analyzer

    def add(self, document: Document) -> None:
        self._writer.add_document(**record(document, self._analyzer))

    def delete(self, ids: Iterable[str]) -> int:
        reader = self._writer.reader()
        try:
            docs = [doc for id_ in ids for doc in _numbers(reader, id_)]
        finally:
            reader.close()
        for doc in docs:
            self._writer.delete_document(doc)
        return len(docs)


def _numbers(reader: Any, id_: str) -> list[int]:
    try:
        return list(reader.postings("id", id_.encode()).all_ids())
    except TermNotFound:
        return []
