"""Sorted document lists of all terms of a field, about a byte and a half a posting.

A short list is kept as the 24 bits of its numbers. A longer one is cut where the upper bits
change: the lower 16 bits of its numbers are kept, and where each run of equal upper bits ends. A
list of more than one document in ``DENSE`` is one bit for each document. Each decodes by a few
whole-array operations (the containers of Roaring, arXiv:1402.6407), which in numpy beats any
bitwise packing of gaps.

``sizes`` has the length of each list in a byte, ``LONG`` for the longer ones; of every
``BLOCK``-th term it is kept what lies before it, so a list is found by adding up a few bytes.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from index.arrays.pack import Array, Chunks
from index.arrays.parts import InMemory, PartsMaker
from index.lists import Docs, common

BLOCK = 64
"""Terms between two that it is noted for what lies before them."""
LONG = 255
DENSE = 16
_PROBED = 6
"""A dense list is unpacked for more documents than one in so many; else their bits are read."""
_RUN = 16
"""Bits kept of a number in a longer list."""
_LEAST = 48

_KINDS = {
    "sizes": np.uint8,
    "before": np.uint64,
    "shorts_before": np.uint64,
    "longs_before": np.uint32,
    "short": np.uint16,
    "short_high": np.uint8,
    "df": np.uint32,
    "at": np.uint64,
    "runs": np.uint32,
    "low": np.uint16,
    "bits": np.uint8,
}


class Shape(NamedTuple):
    """What follows from the number of documents: how many runs a list may have, from which
    length on it is long, and from which on it is dense."""

    documents: int
    runs: int
    long: int
    dense: int
    row: int

    @classmethod
    def of(cls, documents: int) -> Shape:
        """Return the shape of lists over ``documents``."""
        runs = max(1, (documents + (1 << _RUN) - 1) >> _RUN)
        # A short list spends a byte more on each number, a long one four on each run.
        long = min(LONG, max(_LEAST, 4 * (runs + 1)))
        return cls(documents, runs, long, max(long, documents // DENSE), (documents + 7) // 8)


class PostingsPacker:
    """Packs lists given in order, some at a time, so that a merge never holds them all."""

    def __init__(self, documents: int, make: PartsMaker = InMemory) -> None:
        self._shape = Shape.of(documents)
        self._parts = make(_KINDS)
        self._terms = self._postings = self._shorts = self._longs = self._lows = self._rows = 0

    def add(self, offsets: Array, docs: Array) -> None:
        """Append the lists ``docs[offsets[t]:offsets[t + 1]]``, one for each next term."""
        counts = np.diff(offsets)
        long = counts >= self._shape.long
        self._note(offsets, counts, long)
        self._append_short(docs if not long.any() else docs[~np.repeat(long, counts)])
        if long.any():
            self._append_long(counts[long], docs[np.repeat(long, counts)])
        self._terms += len(counts)
        self._postings += len(docs)
        self._longs += int(np.count_nonzero(long))
        self._shorts += int(counts[~long].sum())

    def finish(self) -> dict[str, Array | Chunks]:
        """Return the packed arrays."""
        return self._parts.finish()

    def _note(self, offsets: Array, counts: Array, long: Array) -> None:
        self._parts.append("sizes", np.where(long, LONG, counts))
        noted = np.arange(-self._terms % BLOCK, len(counts), BLOCK)
        shorts = np.where(long, 0, counts)
        self._parts.append("before", offsets[noted] - offsets[0] + self._postings)
        self._parts.append("shorts_before", (np.cumsum(shorts) - shorts)[noted] + self._shorts)
        self._parts.append("longs_before", (np.cumsum(long) - long)[noted] + self._longs)

    def _append_short(self, docs: Array) -> None:
        self._parts.append("short", docs & np.uint32(0xFFFF))
        if self._shape.runs > 1:
            self._parts.append("short_high", docs >> np.uint32(_RUN))

    def _append_long(self, counts: Array, docs: Array) -> None:
        dense = counts >= self._shape.dense
        in_dense = np.repeat(dense, counts)
        low, sparse = docs[~in_dense], counts[~dense]
        places = np.empty(len(counts), np.int64)
        places[~dense] = np.cumsum(sparse) - sparse + self._lows
        places[dense] = np.arange(np.count_nonzero(dense)) + self._rows
        self._parts.append("df", counts)
        self._parts.append("at", places)
        self._parts.append("low", low & np.uint32(0xFFFF))
        self._parts.append("runs", self._run_ends(low, np.where(dense, 0, counts)))
        self._parts.append("bits", self._bitmaps(docs[in_dense], counts[dense]))
        self._lows += len(low)
        self._rows += int(np.count_nonzero(dense))

    def _run_ends(self, docs: Array, counts: Array) -> Array:
        """Return for each long list where its runs end; a dense one has none."""
        cell = np.repeat(np.arange(len(counts)) * self._shape.runs, counts)
        cell += docs >> np.uint32(_RUN)
        lengths = np.bincount(cell, minlength=len(counts) * self._shape.runs)
        return np.cumsum(lengths.reshape(-1, self._shape.runs), axis=1).reshape(-1)

    def _bitmaps(self, docs: Array, counts: Array) -> Array:
        rows = np.zeros((len(counts), self._shape.row * 8), bool)
        rows[np.repeat(np.arange(len(counts)), counts), docs] = True
        return np.packbits(rows, bitorder="little")


def pack_postings(offsets: Array, docs: Array, documents: int) -> dict[str, Array | Chunks]:
    """Return the arrays of the lists ``docs[offsets[t]:offsets[t + 1]]``, one for each term t."""
    packer = PostingsPacker(documents)
    packer.add(offsets, docs)
    return packer.finish()


class _Place(NamedTuple):
    """Where a list is: its length or ``LONG``, and what short and long ones lie before it."""

    size: int
    shorts: int
    longs: int


class Postings:
    """The document lists of one field, decoded on demand."""

    __slots__ = ("_arrays", "_bits", "_runs", "_shape", "_sizes")

    def __init__(self, arrays: Mapping[str, Array], documents: int) -> None:
        self._arrays = arrays
        self._shape = Shape.of(documents)
        self._sizes = arrays["sizes"]
        self._runs = arrays["runs"].reshape(-1, self._shape.runs)
        self._bits = arrays["bits"].reshape(-1, max(1, self._shape.row))

    def frequency(self, term: int) -> int:
        """Return the number of documents of ``term``."""
        size = int(self._sizes[term])
        return size if size < LONG else int(self._arrays["df"][self._place(term).longs])

    def before(self, term: int) -> int:
        """Return the number of postings of all terms before ``term``."""
        if not term:
            return 0
        block = (term - 1) // BLOCK
        return int(self._arrays["before"][block]) + int(self.lengths(block * BLOCK, term).sum())

    def outline(self) -> tuple[Array, Array]:
        """Return every ``BLOCK``-th term, and the number of postings before it."""
        before = self._arrays["before"].astype(np.int64)
        return np.arange(len(before)) * BLOCK, before

    def docs(self, term: int) -> Docs:
        """Return the documents of ``term``, ascending."""
        size, shorts, longs = self._place(term)
        if size < LONG:
            return self._short(shorts, shorts + size).astype(np.intp)
        count, at = int(self._arrays["df"][longs]), int(self._arrays["at"][longs])
        if count >= self._shape.dense:
            row = np.unpackbits(self._bits[at], count=self._shape.documents, bitorder="little")
            return np.flatnonzero(row.view(bool))
        docs = self._arrays["low"][at : at + count].astype(np.intp)
        if self._shape.runs > 1:
            ends = self._runs[longs].tolist()
            for run in range(1, self._shape.runs):
                docs[ends[run - 1] : ends[run]] += run << _RUN
        return docs

    def among(self, term: int, docs: Docs) -> tuple[Docs, Docs]:
        """Return where in ``docs``, ascending, those of ``term`` are, and the place of each in its
        list. Of a dense list only the bits of ``docs`` are looked at, if they are few."""
        size, _, longs = self._place(term)
        dense = size == LONG and int(self._arrays["df"][longs]) >= self._shape.dense
        if not dense or len(docs) * _PROBED > self._shape.documents:
            return common(docs, self.docs(term), self._shape.documents)
        return _probed(self._bits[int(self._arrays["at"][longs])], docs)

    def lengths(self, start: int, stop: int) -> Array:
        """Return the length of each list from ``start`` up to ``stop``."""
        sizes = self._sizes[start:stop]
        lengths = sizes.astype(np.int64)
        long = sizes == LONG
        if long.any():
            first = self._place(start).longs
            lengths[long] = self._arrays["df"][first : first + int(np.count_nonzero(long))]
        return lengths

    def span(self, start: int, stop: int) -> Array:
        """Return the lists of the terms from ``start`` up to ``stop`` end to end."""
        if start == stop:
            return np.zeros(0, np.uint32)
        lengths = self.lengths(start, stop)
        long = self._sizes[start:stop] == LONG
        _, shorts, longs = self._place(start)
        docs = np.empty(int(lengths.sum()), np.uint32)
        in_long = np.repeat(long, lengths)
        docs[~in_long] = self._short(shorts, shorts + int(lengths[~long].sum()))
        if long.any():
            docs[in_long] = self._longs(longs, lengths[long])
        return docs

    def _place(self, term: int) -> _Place:
        block = term // BLOCK
        sizes = self._sizes[block * BLOCK : term + 1].tobytes()
        size, before = sizes[-1], sizes[:-1]
        longs = before.count(LONG)
        return _Place(
            size,
            int(self._arrays["shorts_before"][block]) + sum(before) - LONG * longs,
            int(self._arrays["longs_before"][block]) + longs,
        )

    def _short(self, start: int, stop: int) -> Array:
        docs = self._arrays["short"][start:stop].astype(np.uint32)
        if self._shape.runs > 1:
            docs |= self._arrays["short_high"][start:stop].astype(np.uint32) << np.uint32(_RUN)
        return docs

    def _longs(self, first: int, lengths: Array) -> Array:
        """Return the long lists from ``first`` on end to end."""
        dense = lengths >= self._shape.dense
        at = self._arrays["at"][first : first + len(lengths)].astype(np.int64)
        docs = np.empty(int(lengths.sum()), np.uint32)
        in_dense = np.repeat(dense, lengths)
        if dense.any():
            bits = self._bits[at[dense][0] : at[dense][-1] + 1]
            rows = np.unpackbits(bits, axis=1, count=self._shape.documents, bitorder="little")
            docs[in_dense] = np.nonzero(rows)[1]
        if not dense.all():
            start = int(at[~dense][0])
            low = self._arrays["low"][start : start + int(lengths[~dense].sum())]
            ends = self._runs[first : first + len(lengths)][~dense]
            counts = np.diff(ends, axis=1, prepend=np.uint32(0)).reshape(-1)
            upper = np.tile(np.arange(self._shape.runs, dtype=np.uint32) << _RUN, len(ends))
            docs[~in_dense] = np.repeat(upper, counts) | low
        return docs


def _probed(bits: Array, docs: Docs) -> tuple[Docs, Docs]:
    """Return where in ``docs`` those are whose bit is set, and how many bits are set before each:
    those of whole words of 64 bits, and those below it in its own."""
    held = bits.take(docs >> 3) >> (docs & 7).astype(np.uint8)
    at = np.flatnonzero(held & 1)
    found = docs.take(at)
    words = np.zeros((len(bits) + 7) // 8, np.uint64)
    words.view(np.uint8)[: len(bits)] = bits
    before = np.cumsum(np.bitwise_count(words), dtype=np.intp)
    own = words.take(found >> 6)
    below = (np.uint64(1) << (found & 63).astype(np.uint64)) - np.uint64(1)
    ranks = before.take(found >> 6)
    ranks -= np.bitwise_count(own & ~below)
    return at, ranks
