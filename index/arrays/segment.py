"""One array segment, opened: the ``Part`` the engine searches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

from index.arrays.frequencies import Frequencies
from index.arrays.grams import GramTable
from index.arrays.ids import each_by_its_id
from index.arrays.pack import Array, Pack, open_pack, part_of
from index.arrays.postings import Postings as DocumentLists
from index.arrays.streams import Streams
from index.arrays.terms import TermTable
from index.arrays.values import facet_column
from index.codec import Identity
from index.columns import Columns
from index.lists import Docs, no_docs
from index.postings import Postings
from index.query import TEXTS
from index.schema import VALUES, Kind, field_name


class SegmentFile:
    """Everything in one file, read when asked for. Arrays have no cursor: threads share it."""

    def __init__(self, path: Path) -> None:
        pack = open_pack(path)
        self.size = int(pack.meta["documents"])
        self.ids = part_of(pack, "id")
        self.words = {text: _Words(pack, text, self.size) for text in TEXTS}
        self.grams = {text: _Grams(pack, text, self.size) for text in TEXTS}
        self.streams = {text: Streams(_part(pack, text, Kind.STREAM)) for text in TEXTS}
        self.lengths = {text: _part(pack, text, Kind.LENGTH)["n"] for text in TEXTS}
        self.values = {name: facet_column(part_of(pack, name)) for name in VALUES}


class ArraySegment:
    """The documents of one file that are not deleted, their terms and facets."""

    def __init__(
        self, file: SegmentFile, deleted: Iterable[int] = (), identity: Identity = ("", 0)
    ) -> None:
        self.identity = identity
        self.file = file
        self._live = np.ones(file.size, dtype=bool)
        gone = np.fromiter(deleted, np.int64)
        self._live[gone] = False
        self._whole = not len(gone)
        facets = dict(file.values)
        dates = facets.pop("date")
        self.columns = Columns(file.ids["ids"], self._live, dates, file.lengths, facets)

    def each_by_its_id(self) -> bool:
        """Return whether every document is found by its id, and no other is."""
        return each_by_its_id(self.file.ids)

    def postings(self, text: str, kind: Kind, term: str) -> Postings:
        """Return the live documents of one term, numbered within the segment."""
        found = self._table(text, kind).read(term)
        if self._whole:
            return found
        kept = np.flatnonzero(self._live.take(found.docs))
        return Postings(found.docs.take(kept), found.counts.take(kept))

    def among(self, text: str, kind: Kind, term: str, docs: Docs) -> tuple[Docs, Array]:
        """Return where in ``docs``, live ones, those of one term are, and how often each has it."""
        return self._table(text, kind).among(term, docs)

    def frequency(self, text: str, kind: Kind, term: str) -> int:
        """Return the number of documents of one term, deleted ones among them."""
        return self._table(text, kind).frequency(term)

    def held(self, text: str, kind: Kind, term: str) -> int:
        """Return how many live documents have ``term``."""
        if self._whole:
            return self.frequency(text, kind, term)
        return len(self.postings(text, kind, term).docs)

    def _table(self, text: str, kind: Kind) -> _Words | _Grams:
        return self.file.words[text] if kind is Kind.WORDS else self.file.grams[text]

    def streams(self, text: str, docs: Docs) -> list[memoryview]:
        """Return the folded texts of ``docs`` as UTF-16."""
        return self.file.streams[text].read(docs)

    def holding(self, text: str, docs: Docs, needle: str) -> Docs:
        """Return those of ``docs`` whose folded text has ``needle`` in it."""
        return docs[self.file.streams[text].having(docs, needle)]

    def words(self, text: str) -> Iterator[tuple[str, int]]:
        """Yield every word and how many documents have it, deleted ones among them."""
        return self.file.words[text].all()

    def words_with(self, text: str, needle: str) -> list[str]:
        """Return the words that hold ``needle``."""
        return [word.decode(errors="replace") for word in self.file.words[text].holding(needle)]


def _part(pack: Pack, text: str, kind: Kind) -> dict[str, Array]:
    return part_of(pack, field_name(text, kind))


class _Words:
    def __init__(self, pack: Pack, text: str, size: int) -> None:
        arrays = _part(pack, text, Kind.WORDS)
        self._terms = TermTable(arrays)
        self._lists = DocumentLists(arrays, size)
        self._counts = Frequencies(arrays)

    def _find(self, term: str) -> int:
        return self._terms.find(term.encode("utf-8", "surrogatepass"))

    def read(self, term: str) -> Postings:
        place = self._find(term)
        if place < 0:
            return Postings.none()
        docs = self._lists.docs(place)
        return Postings(docs, self._counts.read(self._lists.before(place), len(docs)))

    def among(self, term: str, docs: Docs) -> tuple[Docs, Array]:
        place = self._find(term)
        if place < 0:
            return no_docs(), np.zeros(0, np.uint8)
        at, ranks = self._lists.among(place, docs)
        return at, self._counts.at(self._lists.before(place), ranks)

    def all(self) -> Iterator[tuple[str, int]]:
        frequencies = self._lists.lengths(0, len(self._terms)).tolist()
        for term, frequency in zip(self._terms.all(), frequencies, strict=True):
            yield term.decode(errors="replace"), frequency

    def holding(self, needle: str) -> list[bytes]:
        return self._terms.holding(needle.encode())

    def frequency(self, term: str) -> int:
        place = self._find(term)
        return self._lists.frequency(place) if place >= 0 else 0


class _Grams:
    def __init__(self, pack: Pack, text: str, size: int) -> None:
        arrays = _part(pack, text, Kind.GRAMS)
        self._grams = GramTable(arrays)
        self._lists = DocumentLists(arrays, size)

    def read(self, gram: str) -> Postings:
        place = self._grams.find(gram)
        return Postings.once(self._lists.docs(place)) if place >= 0 else Postings.none()

    def among(self, gram: str, docs: Docs) -> tuple[Docs, Array]:
        place = self._grams.find(gram)
        at = self._lists.among(place, docs)[0] if place >= 0 else no_docs()
        return at, np.ones(len(at), np.uint8)

    def frequency(self, gram: str) -> int:
        place = self._grams.find(gram)
        return self._lists.frequency(place) if place >= 0 else 0
