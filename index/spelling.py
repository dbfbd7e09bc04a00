"""Strings to look for in UTF-16, spelt once for all texts."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

_FEW = 16
"""So few pairs of units are sooner each compared with all that stands in some texts."""
_PAIR = 2
Pair = tuple[int, ...]


class Spelling:
    """Distinct strings, none of them empty, as units of UTF-16 and as pairs of these.

    Every string has a row. A pair is looked up by itself; a longer string is there where its pairs
    stand one behind the other, so rows of pairs that are no strings of their own follow.
    """

    def __init__(self, strings: Sequence[str]) -> None:
        self.units = [units(string) for string in strings]
        self._row = {tuple(own): row for row, own in enumerate(self.units) if len(own) == _PAIR}
        self.single = [(row, own[0]) for row, own in enumerate(self.units) if len(own) == 1]
        """Rows of strings of one unit, and that unit."""
        self._pairs: list[Pair] = [
            tuple(own) if len(own) == _PAIR else (0, 0) for own in self.units
        ]
        self.longer = [(row, self._cut(own)) for row, own in enumerate(self.units) if len(own) > 2]
        """Rows of strings of more units, and the rows of their pairs with the unit each is at."""
        numbers = [[one | other << 16] for one, other in self._pairs]
        self.pairs = np.array(numbers, np.uint32).reshape(-1, 1)
        """What is looked up in each row, as it lies in memory; 0, which no text has, in rows that
        are found otherwise."""

    def __len__(self) -> int:
        return len(self.units)

    @property
    def few(self) -> bool:
        """Whether every row is sooner compared with all that stands in some texts."""
        return len(self.pairs) <= _FEW

    def _cut(self, own: list[int]) -> list[tuple[int, int]]:
        last = [len(own) - _PAIR] if len(own) % _PAIR else []
        steps = [*range(0, len(own) - 1, _PAIR), *last]
        return [(self._row_of(tuple(own[step : step + _PAIR])), step) for step in steps]

    def _row_of(self, pair: Pair) -> int:
        if pair not in self._row:
            self._row[pair] = len(self._pairs)
            self._pairs.append(pair)
        return self._row[pair]


def units(string: str) -> list[int]:
    """Return the numbers of ``string`` in UTF-16, one for nearly every character.

    >>> units("a𠮷")
    [97, 55362, 57271]
    """
    encoded: list[int] = np.frombuffer(string.encode("utf-16-le"), np.uint16).tolist()
    return encoded
