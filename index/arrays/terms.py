"""Term tables: sorted byte strings in one run, found by bisection without decoding the rest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from index.arrays.pack import Array


def pack_terms(terms: Sequence[bytes]) -> dict[str, Array]:
    """Return sorted ``terms`` as one run of bytes and the offset of each."""
    offsets = np.zeros(len(terms) + 1, np.uint64)
    np.cumsum([len(term) for term in terms], out=offsets[1:])
    return {"terms": np.frombuffer(b"".join(terms), np.uint8), "term_at": offsets}


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

    def all(self) -> list[bytes]:
        """Return every term, in order."""
        whole, at = bytes(self._bytes), self._at.tolist()
        return [whole[at[i] : at[i + 1]] for i in range(len(at) - 1)]

    def holding(self, needle: bytes) -> list[bytes]:
        """Return the terms that have ``needle`` in them, in order; it may not be empty."""
        whole = bytes(self._bytes)
        found: list[bytes] = []
        at = whole.find(needle)
        while at >= 0:
            place = int(self._at.searchsorted(np.uint64(at), "right")) - 1
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
            place = self._bisect(term)
            if len(self._found) > 50_000:
                self._found.clear()
            self._found[term] = place
        return place

    def _bisect(self, term: bytes) -> int:
        low, high = 0, len(self)
        while low < high:
            middle = (low + high) // 2
            if self[middle] < term:
                low = middle + 1
            else:
                high = middle
        return low if low < len(self) and self[low] == term else -1
