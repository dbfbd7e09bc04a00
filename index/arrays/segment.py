"""One array segment, opened: the ``Part`` the engine searches."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

import numpy as np

from index.arrays.grams import gram_number
from index.arrays.pack import Array, Pack, open_pack
from index.arrays.postings import Postings as DocumentLists
from index.arrays.terms import TermTable
from index.codec import Identity
from index.columns import Columns, date_columns
from index.facet_column import FacetColumn, Numbers, shortened
from index.lists import Mask
from index.postings import Postings
from index.query import TEXT_FIELDS
from index.schema import Kind, field_name


class ArraySegment:
    """Documents, terms and facets of one file. Arrays have no cursor: threads share it freely."""

    def __init__(
        self, path: Path, deleted: Iterable[int] = (), identity: Identity = ("", 0)
    ) -> None:
        self.identity = identity
        self._pack = open_pack(path)
        self._size = int(self._pack.meta["documents"])
        self._live = np.ones(self._size, dtype=bool)
        gone = np.fromiter(deleted, np.int64)
        self._live[gone] = False
        self._whole = not len(gone)
        self._words = {text: _Words(self._pack, text, self._size) for text in TEXT_FIELDS}
        self._grams = {text: _Grams(self._pack, text, self._size) for text in TEXT_FIELDS}
        self._streams = {text: _Streams(self._pack, text) for text in TEXT_FIELDS}
        self.columns = _columns(self._pack, self._live)

    def find(self, id_: str) -> list[int]:
        """Return the numbers of the live documents of ``id_``."""
        order, ids = self._by_id
        sought = np.bytes_(id_.encode())
        found = order[ids.searchsorted(sought) : ids.searchsorted(sought, "right")]
        return [number for number in found.tolist() if self._live[number]]

    @cached_property
    def _by_id(self) -> tuple[Array, Array]:
        ids = self._pack.arrays["id/ids"]
        order = np.argsort(ids, kind="stable")
        return order, ids[order]

    def postings(self, text: str, kind: Kind, term: str) -> Postings:
        """Return the live documents of one term, numbered within the segment."""
        table = self._words[text] if kind is Kind.WORDS else self._grams[text]
        docs, counts = table.read(term)
        if not self._whole:
            kept = self._live[docs]
            docs, counts = docs[kept], counts[kept]
        return Postings(docs, counts)

    def frequency(self, text: str, kind: Kind, term: str) -> int:
        """Return the number of documents of one term, deleted ones among them."""
        table = self._words[text] if kind is Kind.WORDS else self._grams[text]
        return table.frequency(term)

    def holding(self, text: str, docs: Array, needle: bytes) -> Array:
        """Return those of ``docs`` whose folded text has ``needle`` in it."""
        return docs[self._streams[text].having(docs, needle)]

    def words_with(self, text: str, needle: str) -> list[str]:
        """Return the words that hold ``needle``."""
        return [word.decode(errors="replace") for word in self._words[text].holding(needle)]


class _Words:
    def __init__(self, pack: Pack, text: str, size: int) -> None:
        arrays = part_of(pack, field_name(text, Kind.WORDS))
        self._terms = TermTable(arrays)
        self._lists = DocumentLists(arrays, size)
        self._counts, self._counts_at = arrays["tf"], arrays["tf_at"]

    def read(self, term: str) -> tuple[Array, Array]:
        place = self._terms.find(term.encode("utf-8", "surrogatepass"))
        if place < 0:
            return _NO_DOCS, _NO_COUNTS
        counts = self._counts[int(self._counts_at[place]) : int(self._counts_at[place + 1])]
        return self._lists.docs(place).view(np.int32), counts

    def holding(self, needle: str) -> list[bytes]:
        return self._terms.holding(needle.encode())

    def frequency(self, term: str) -> int:
        place = self._terms.find(term.encode("utf-8", "surrogatepass"))
        return int(self._lists.df[place]) if place >= 0 else 0


class _Grams:
    def __init__(self, pack: Pack, text: str, size: int) -> None:
        arrays = part_of(pack, field_name(text, Kind.GRAMS))
        self._grams = arrays["grams"]
        self._lists = DocumentLists(arrays, size)

    def _find(self, gram: str) -> int:
        number = np.uint64(gram_number(gram))
        place = int(self._grams.searchsorted(number))
        found = place < len(self._grams) and self._grams[place] == number
        return place if found else -1

    def read(self, gram: str) -> tuple[Array, Array]:
        place = self._find(gram)
        docs = self._lists.docs(place).view(np.int32) if place >= 0 else _NO_DOCS
        return docs, np.ones(len(docs), np.uint8)

    def frequency(self, gram: str) -> int:
        place = self._find(gram)
        return int(self._lists.df[place]) if place >= 0 else 0


class _Streams:
    def __init__(self, pack: Pack, text: str) -> None:
        arrays = part_of(pack, field_name(text, Kind.STREAM))
        self._bytes = arrays["bytes"].data
        self._at = arrays["at"]

    def having(self, docs: Array, needle: bytes) -> Mask:
        starts, ends = self._at[docs].tolist(), self._at[docs + 1].tolist()
        whole = self._bytes
        return np.array(
            [needle in bytes(whole[a:b]) for a, b in zip(starts, ends, strict=True)], dtype=bool
        )


_NO_DOCS = np.empty(0, dtype=np.int32)
_NO_COUNTS = np.empty(0, dtype=np.uint8)


def part_of(pack: Pack, field: str) -> dict[str, Array]:
    """Return the arrays of one field by the name of their part."""
    prefix = f"{field}/"
    return {
        name.removeprefix(prefix): array
        for name, array in pack.arrays.items()
        if name.startswith(prefix)
    }


def _columns(pack: Pack, live: Mask) -> Columns:
    size = len(live)
    facets = {name: _facet(pack, name, size) for name in ("region", "org", "source")}
    dates = _facet(pack, "date", size)
    first, last, order = (_spread(dates, column) for column in date_columns(dates.values))
    facets["year"] = shortened(dates, 4)
    facets["month"] = shortened(dates, 7)
    return Columns(
        ids=pack.arrays["id/ids"],
        live=live,
        first=first,
        last=last,
        order=order,
        lengths={text: pack.arrays[f"{field_name(text, Kind.LENGTH)}/n"] for text in TEXT_FIELDS},
        facets=facets,
    )


def _facet(pack: Pack, name: str, size: int) -> FacetColumn:
    arrays = part_of(pack, name)
    values = [value.decode() for value in TermTable(arrays).all()]
    return FacetColumn.paired(values, size, arrays["docs"], arrays["ordinals"])


def _spread(dates: FacetColumn, column: Numbers) -> Numbers:
    """Return ``column``, a number for each value, as a number for each document; 0 = unknown.

    A document has at most one date.
    """
    return np.append(np.int32(0), column)[dates.sets.of]
