"""How many words each text has, as scores use it.

What is worked out of a run of documents stays as long as the run, whatever comes behind it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from index.lists import Mask
from index.value_sets import fitted

Numbers = NDArray[np.unsignedinteger]


class Lengths:
    """The lengths of the texts of a run of documents."""

    def __init__(self, numbers: Mapping[str, Numbers], live: Mask) -> None:
        self._numbers = numbers
        self._live = live
        self._rounded: dict[str, Numbers] = {}
        self._totals: dict[str, int] = {}

    def each(self, text: str, rounded: bool = False) -> list[Numbers]:
        """Return the lengths of ``text`` run by run, ``in_a_byte`` if ``rounded``."""
        return [self._in_a_byte(text) if rounded else self._numbers[text]]

    def total(self, text: str) -> int:
        """Return how many words ``text`` has in all live documents."""
        known = self._totals.get(text)
        if known is None:
            numbers = self._numbers[text]
            used = numbers if self._live.all() else numbers[self._live]
            known = self._totals[text] = int(used.sum(dtype=np.int64))
        return known

    def _in_a_byte(self, text: str) -> Numbers:
        known = self._rounded.get(text)
        if known is None:
            numbers = self._numbers[text]
            # Lengths are few where documents are many: each is rounded once.
            top = int(numbers.max(initial=0))
            each = fitted(in_a_byte(np.arange(top + 1)), top)
            known = self._rounded[text] = each.take(numbers)
        return known


class JoinedLengths(Lengths):
    """The lengths of several runs of documents, one behind the other."""

    def __init__(self, parts: Sequence[Lengths]) -> None:
        self._parts = parts

    def each(self, text: str, rounded: bool = False) -> list[Numbers]:
        """Return the lengths of ``text`` run by run, ``in_a_byte`` if ``rounded``."""
        return [own for part in self._parts for own in part.each(text, rounded)]

    def total(self, text: str) -> int:
        """Return how many words ``text`` has in all live documents."""
        return sum(part.total(text) for part in self._parts)


def in_a_byte(lengths: NDArray[np.integer]) -> NDArray[np.int64]:
    """Return lengths as engines of Lucene's kind keep them in a byte: exact up to 40 words, then
    cut to four significant bits of what is beyond 24 (Lucene's ``SmallFloat.intToByte4``)."""
    beyond = np.maximum(lengths.astype(np.int64) - 24, 0)
    cut = np.maximum(np.frexp(beyond)[1] - 4, 0)
    whole: NDArray[np.int64] = np.minimum(lengths, 24) + (beyond >> cut << cut)
    return whole
