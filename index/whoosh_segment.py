"""One Whoosh segment as arrays. Files are read under a lock, what was read is shared freely."""

from __future__ import annotations

import weakref
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from threading import Lock
from typing import Any

import numpy as np
from whoosh.reading import SegmentReader, TermNotFound

from index.codec import Identity
from index.columns import Columns
from index.errors import EngineUnavailable
from index.facet_column import FacetColumn
from index.lists import Docs, common
from index.postings import Postings
from index.query import TEXTS
from index.schema import VALUES, Kind, field_name
from index.whoosh_fields import SEPARATOR

_CACHED = 2_000_000
"""Postings kept in memory of one segment, eight bytes each."""


class Segment:
    """An open segment. Its files close when the last search that uses it lets go of it.

    Whoosh's readers share one file position, so two threads reading at once get each other's
    bytes; every read here holds the segment's lock.
    """

    def __init__(self, reader: SegmentReader, identity: Identity) -> None:
        weakref.finalize(self, reader.close).atexit = False
        self.identity = identity
        self._reader = reader
        self._lock = Lock()
        self._postings: OrderedDict[tuple[str, str], Postings] = OrderedDict()
        self._cached = 0
        self._streams = {
            text: reader.column_reader(field_name(text, Kind.STREAM), translate=False)
            for text in TEXTS
        }
        self._ids = [id_.decode() for id_ in _column(reader, "id")]
        self.columns = _columns(reader, self._ids)

    def postings(self, text: str, kind: Kind, term: str) -> Postings:
        """Return the live documents of one term, numbered within the segment."""
        key = (field_name(text, kind), term)
        with self._lock:
            known = self._postings.get(key)
            if known is not None:
                self._postings.move_to_end(key)
                return known
            found: Postings = self._sound(lambda: self._read(key[0], term, kind is Kind.WORDS))
            self._remember(key, found)
            return found

    def among(self, text: str, kind: Kind, term: str, docs: Docs) -> tuple[Docs, Any]:
        """Return where in ``docs``, live ones, those of one term are, and how often each has it."""
        found = self.postings(text, kind, term)
        at, own = common(docs, found.docs.astype(np.intp), len(self._ids))
        return at, found.counts[own]

    def frequency(self, text: str, kind: Kind, term: str) -> int:
        """Return the number of documents of one term, deleted ones among them."""
        name = field_name(text, kind)
        with self._lock:
            return int(self._sound(lambda: self._reader.doc_frequency(name, term.encode())))

    def held(self, text: str, kind: Kind, term: str) -> int:
        """Return how many live documents have ``term``."""
        return len(self.postings(text, kind, term).docs)

    def streams(self, text: str, docs: Docs) -> list[bytes]:
        """Return the folded texts of ``docs`` as UTF-16."""
        stream = self._streams[text]
        with self._lock:
            kept: list[bytes] = self._sound(lambda: [stream[doc] for doc in docs.tolist()])
        return [text.decode().encode("utf-16-le") for text in kept]

    def holding(self, text: str, docs: Docs, needle: str) -> Docs:
        """Return those of ``docs`` whose folded text has ``needle`` in it.

        UTF-8 never begins a character inside another, so bytes prove what characters would.
        """
        stream, sought = self._streams[text], needle.encode()
        with self._lock:
            held = self._sound(lambda: [sought in stream[doc] for doc in docs.tolist()])
        proven: Docs = docs[np.array(held, dtype=bool)]
        return proven

    def words(self, text: str) -> Iterator[tuple[str, int]]:
        """Yield every word and how many documents have it, deleted ones among them."""
        name = field_name(text, Kind.WORDS)

        def read() -> list[tuple[str, int]]:
            found = self._reader.iter_field(name)
            return [
                (term.decode(errors="replace"), int(info.doc_frequency())) for term, info in found
            ]

        with self._lock:
            everything: list[tuple[str, int]] = self._sound(read)
        yield from everything

    def words_with(self, text: str, needle: str) -> list[str]:
        """Return no words: Whoosh would have to look at each."""
        return []

    def each_by_its_id(self) -> bool:
        """Return whether every document is found by its id, and no other is."""
        with self._lock:
            return bool(
                self._sound(
                    lambda: all(
                        self._read("id", id_, False).docs.tolist() == [number]
                        for number, id_ in enumerate(self._ids)
                    )
                )
            )

    def _read(self, name: str, term: str, counted: bool) -> Postings:
        try:
            matcher = self._reader.postings(name, term.encode())
        except TermNotFound:
            return Postings.none()
        docs: list[int] = []
        counts: list[int] = []
        while matcher.is_active():
            docs.append(matcher.id())
            counts.append(int(matcher.weight()) if counted else 1)
            matcher.next()
        return Postings(np.array(docs, dtype=np.int32), np.array(counts, dtype=np.uint32))

    def _remember(self, key: tuple[str, str], found: Postings) -> None:
        self._postings[key] = found
        self._cached += len(found.docs) + 1
        while self._cached > _CACHED:
            _, dropped = self._postings.popitem(last=False)
            self._cached -= len(dropped.docs) + 1

    def _sound(self, read: Callable[[], Any]) -> Any:
        try:
            return read()
        except Exception as error:  # whatever damaged bytes make of zlib, pickle and struct
            raise EngineUnavailable(self.identity[0], "索引文件已损坏，请重建索引") from error


def _columns(reader: SegmentReader, ids: list[str]) -> Columns:
    size = reader.doc_count_all()
    live = np.ones(size, dtype=bool)
    live[[doc for doc in range(size) if reader.is_deleted(doc)]] = False
    return Columns(
        ids=np.array([id_.encode() for id_ in ids], dtype=np.bytes_).reshape(-1),
        live=live,
        dates=FacetColumn.of(_values(reader, "date")),
        lengths={
            text: np.frombuffer(
                b"".join(_column(reader, field_name(text, Kind.LENGTH))), dtype="<i4"
            ).astype(np.int32)
            for text in TEXTS
        },
        values={name: FacetColumn.of(_values(reader, name)) for name in VALUES if name != "date"},
    )


def _column(reader: SegmentReader, name: str) -> Sequence[bytes]:
    return list(reader.column_reader(name, translate=False))


def _values(reader: SegmentReader, name: str) -> Sequence[tuple[str, ...]]:
    return [
        tuple(value.decode().split(SEPARATOR)) if value else () for value in _column(reader, name)
    ]
