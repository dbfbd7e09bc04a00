"""Segments as arrays behind the engine's seam."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from whoosh.fields import Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC, FileIndex

from index.arrays.analysis import analyze
from index.arrays.commit import ArrayWriter
from index.arrays.pack import VERSION
from index.arrays.segment import ArraySegment, SegmentFile
from index.codec import NAME, Identity, OpenSegment
from index.document import Document
from index.errors import EngineUnavailable
from index.generations import sync_folder
from tokenizers.analyzer import Analyzer


class ArrayCodec:
    """``index.codec.Codec`` by our own files under Whoosh's table of contents."""

    name = f"arrays {VERSION}"

    def create(self, generation: Path) -> None:
        """Make an empty index; what its fields are, the segments know."""
        FileIndex.create(FileStorage(str(generation)), Schema(), NAME)

    @contextmanager
    def writing(self, generation: Path, analyzer: Analyzer) -> Iterator[_ArrayCommit]:
        """Yield one commit; raise EngineUnavailable."""
        try:
            writer = ArrayWriter(generation)
        except Exception as error:  # whatever a damaged table of contents makes of unpickling
            raise EngineUnavailable(str(generation), "索引文件无法读取，请重建索引") from error
        yield _ArrayCommit(writer, analyzer)
        writer.commit()
        sync_folder(generation)

    def open(
        self, generation: Path, commit: int, known: Mapping[Identity, OpenSegment]
    ) -> tuple[OpenSegment, ...]:
        """Return the segments of one commit."""
        toc = TOC.read(FileStorage(str(generation)), NAME, gen=commit)
        files = {
            name: one.file for (name, _), one in known.items() if isinstance(one, ArraySegment)
        }
        found: list[OpenSegment] = []
        for segment in toc.segments:
            name = f"{generation.name}/{segment.segment_id()}"
            identity = (name, segment.deleted_count())
            opened = known.get(identity)
            if opened is None:
                file = files.get(name) or SegmentFile(segment.path(generation))
                opened = ArraySegment(file, segment.deleted_docs(), identity)
            found.append(opened)
        return tuple(found)


class _ArrayCommit:
    def __init__(self, writer: ArrayWriter, analyzer: Analyzer) -> None:
        self._writer = writer
        self._analyzer = analyzer

    def add(self, document: Document) -> None:
        self._writer.add(analyze(document, self._analyzer))

    def delete(self, ids: Iterable[str]) -> int:
        return self._writer.delete(ids)
