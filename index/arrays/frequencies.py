"""How often a word occurs in each document that has it: half a byte each, for nearly always it is
a few times; the rest lie apart."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from index.arrays.pack import Array, Chunks
from index.arrays.parts import InMemory, PartsMaker

_FULL = 15
"""Says that the number is among those apart."""
_KINDS = {"tf": np.uint8, "tf_over": np.uint32, "tf_over_at": np.uint64}


class FrequencyPacker:
    """Packs numbers given in order, some at a time."""

    def __init__(self, make: PartsMaker = InMemory) -> None:
        self._parts = make(_KINDS)
        self._count = 0
        self._left = np.zeros(0, np.uint8)

    def add(self, counts: Array) -> None:
        """Append ``counts``, each at least 1."""
        over = np.flatnonzero(counts >= _FULL)
        self._parts.append("tf_over", counts[over])
        self._parts.append("tf_over_at", over + self._count)
        self._count += len(counts)
        small = np.concatenate((self._left, np.minimum(counts, _FULL).astype(np.uint8)))
        pairs = len(small) // 2 * 2
        self._append(small[:pairs])
        self._left = small[pairs:]

    def finish(self) -> dict[str, Array | Chunks]:
        """Return the packed arrays."""
        if len(self._left):
            self._append(np.append(self._left, np.uint8(0)))
        return self._parts.finish()

    def _append(self, small: Array) -> None:
        self._parts.append("tf", small[::2] | small[1::2] << np.uint8(4))


class Frequencies:
    """The numbers of one field."""

    __slots__ = ("_over", "_over_at", "_pairs")

    def __init__(self, arrays: Mapping[str, Array]) -> None:
        self._pairs = arrays["tf"]
        self._over, self._over_at = arrays["tf_over"], arrays["tf_over_at"]

    def read(self, start: int, count: int) -> Array:
        """Return ``count`` numbers from the one at ``start`` on, in as few bytes as hold them."""
        pairs = self._pairs[start // 2 : (start + count + 1) // 2]
        whole = np.empty(2 * len(pairs), np.uint8)
        np.bitwise_and(pairs, np.uint8(_FULL), out=whole[::2])
        np.right_shift(pairs, np.uint8(4), out=whole[1::2])
        counts = whole[start % 2 : start % 2 + count]
        first, last = self._over_at.searchsorted(
            np.array((start, start + count), np.uint64)
        ).tolist()
        if first == last:
            return counts
        over = self._over[first:last]
        wide = counts.astype(np.min_scalar_type(over.max()), copy=False)
        wide[self._over_at[first:last].astype(np.int64) - start] = over
        return wide

    def at(self, start: int, places: Array) -> Array:
        """Return the numbers at ``places``, ascending, behind the one at ``start``."""
        places = places + start
        high = (places & 1).astype(np.uint8) << np.uint8(2)
        counts: Array = self._pairs.take(places >> 1) >> high & np.uint8(_FULL)
        full = np.flatnonzero(counts == _FULL)
        if not len(full):
            return counts
        wide: Array = counts.astype(np.uint32)
        wide[full] = self._over[self._over_at.searchsorted(places[full].astype(np.uint64))]
        return wide
