"""Term tables: sorted byte strings in one run, found by bisection without decoding the rest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from index.arrays.pack import Array, Chunks
from index.arrays.parts import InMemory, PartsMaker

_KINDS = {"terms": np.uint8, "term_at": np.uint32}


class TermPacker:
    """Packs terms given in order, some at a time."""

    def __init__(self, make: PartsMaker = InMemory) -> None:
        self._parts = make(_KINDS)
        self._parts.append("term_at", np.zeros(1, np.uint32))
        self._end = 0

    def add(self, terms: Sequence[bytes]) -> None:
        """Append sorted ``terms``; raise OverflowError beyond four gigabytes of them."""
        ends = np.cumsum(np.fromiter(map(len, terms), np.int64, len(terms))) + self._end
        self._end = int(ends[-1]) if len(ends) else self._end
        if self._end >= 1 << 32:
            raise OverflowError("the terms of a segment may have 4 GiB at most")
        self._parts.append("terms", np.frombuffer(b"".join(terms), np.uint8))
        self._parts.append("term_at", ends)

    def finish(self) -> dict[str, Array | Chunks]:
        """Return the packed arrays."""
        return self._parts.finish()


def pack_terms(terms: Sequence[bytes]) -> dict[str, Array | Chunks]:
    """Return sorted ``terms`` as one run of bytes and the offset of each."""
    packer = TermPacker()
    packer.add(terms)
    return packer.finish()


class TermTable:
    """Sorted terms of one field."""

    __slots__ = ("_at", "_bytes", "_found")

    def __init__(self, arrays: Mapping[str, Array]) -> None:
        self._bytes = arrays["terms"].data
        self._at = arrays["term_at"]
        self._found: dict[bytes, int] = {}

    def __len__(self) -> int:
        return len(self._at) - 1

    def __getitem__(self, place: int) -> bytes:
        """Return the term at ``place``."""
        return bytes(self._bytes[int(self._at[place]) : int(self._at[place + 1])])

    def between(self, start: int, stop: int) -> list[bytes]:
        """Return the terms from ``start`` up to ``stop``, in order."""
        at = self._at[start : stop + 1].tolist()
        whole = bytes(self._bytes[at[0] : at[-1]])
        return [whole[at[i] - at[0] : at[i + 1] - at[0]] for i in range(len(at) - 1)]

    def chosen(self, places: Array) -> list[bytes]:
        """Return the terms at ``places``."""
        return [self[place] for place in places.tolist()]

    def all(self) -> list[bytes]:
        """Return every term, in order."""
        return self.between(0, len(self))

    def holding(self, needle: bytes) -> list[bytes]:
        """Return the terms that have ``needle`` in them, in order; it may not be empty."""
        whole = bytes(self._bytes)
        found: list[bytes] = []
        at = whole.find(needle)
        while at >= 0:
            place = int(self._at.searchsorted(np.uint32(at), "right")) - 1
            end = int(self._at[place + 1])
            # What begins in one term and ends in the next is in neither of them.
            if at + len(needle) <= end:
                found.append(self[place])
                at = whole.find(needle, end)
            else:
                at = whole.find(needle, at + 1)
        return found

    def find(self, term: bytes) -> int:
        """Return the place of ``term``, -1 if nobody uses it."""
        place = self._found.get(term)
        if place is None:
            place = self.first_from(term)
            if place == len(self) or self[place] != term:
                place = -1
            if len(self._found) > 50_000:
                self._found.clear()
            self._found[term] = place
        return place

    def first_from(self, term: bytes) -> int:
        """Return the place of the first term not before ``term``."""
        low, high = 0, len(self)
        while low < high:
            middle = (low + high) // 2
            if self[middle] < term:
                low = middle + 1
            else:
                high = middle
        return low
