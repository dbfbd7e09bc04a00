"""Which values each document has, in little: documents with the same values share a set."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

import numpy as np
from numpy.typing import NDArray

_Numbers = NDArray[Any]


@dataclass(frozen=True, slots=True)
class ValueSets:
    """The set of each document; where the values of each set begin, and the last ones end; the
    values of all sets end to end. Set 0 has none; sets are in the order of their values."""

    of: _Numbers
    at: _Numbers
    values: _Numbers

    @property
    def number(self) -> int:
        """The number of sets."""
        return len(self.at) - 1

    @property
    def single(self) -> bool:
        """Whether no document has two values: set and value are then one, counted from 1."""
        return len(self.values) == self.number - 1


def fitted(numbers: _Numbers, top: int) -> _Numbers:
    """Return ``numbers``, none above ``top``, in half the bytes where that is room enough."""
    return numbers.astype(np.uint16 if top < 1 << 16 else np.uint32)


def value_sets(rows: Sequence[Iterable[str]]) -> tuple[list[str], ValueSets]:
    """Return the sorted values of ``rows``, and the set of each row."""
    distinct: defaultdict[tuple[str, ...], int] = defaultdict(count().__next__)
    first = list(map(distinct.__getitem__, map(tuple, rows)))
    names = sorted({value for row in distinct for value in row})
    ordinal = {value: i for i, value in enumerate(names)}
    sets = [tuple(sorted({ordinal[value] for value in row})) for row in distinct]
    known, (number,) = numbered([sets], len(names))
    return names, ValueSets(
        fitted(number[np.array(first, np.intp)], len(known.at)), known.at, known.values
    )


def numbered(
    parts: Sequence[Sequence[tuple[int, ...]]], values: int
) -> tuple[ValueSets, list[_Numbers]]:
    """Return all distinct sets of ``parts``, of no documents yet, and for each part the number of
    each of its sets among them."""
    known = sorted({(), *(own for part in parts for own in part)})
    number = {own: i for i, own in enumerate(known)}
    at = np.zeros(len(known) + 1, np.uint32)
    np.cumsum(np.fromiter(map(len, known), np.int64, len(known)), out=at[1:])
    flat = np.fromiter((value for own in known for value in own), np.int64, int(at[-1]))
    whole = ValueSets(np.zeros(0, np.uint16), at, fitted(flat, values))
    return whole, [np.array([number[own] for own in part], np.int64) for part in parts]
