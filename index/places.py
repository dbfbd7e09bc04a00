"""Where strings stand in some texts: in all of them at once, by a few steps over one array."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[Any]
_Row = tuple[Numbers, Numbers]
"""Which strings stand somewhere, and at which of the units or letters found each begins."""
_UNITS = 1 << 16
_SMALL = 1 << 8
_FEW = 3
"""So few strings are sooner looked for one by one."""


class Places(NamedTuple):
    """Places of strings, one a row: which string it is, in which text, and at which of its units
    it begins. The places of one string ascend by text, then by where they begin."""

    string: Numbers
    text: Numbers
    at: Numbers


class Streams:
    """Folded texts end to end, as UTF-16."""

    def __init__(self, streams: list[bytes]) -> None:
        # A sign no folded text has stands behind each: nothing is found across two of them.
        self._units = np.frombuffer(b"\0\0".join([*streams, b""]), np.uint16)
        self.lengths = np.fromiter(map(len, streams), np.int64, len(streams)) // 2
        self._ends = np.cumsum(self.lengths + 1)
        self._starts = self._ends - self.lengths - 1

    def places(self, strings: Sequence[str]) -> Places:
        """Return every place of ``strings``, which are distinct and none of them empty."""
        sought = [units(string) for string in strings]
        rows = self._one_by_one(sought) if len(sought) <= _FEW else self._together(sought)
        string = np.concatenate([which for which, _ in rows])
        place = np.concatenate([there for _, there in rows])
        text = self._ends.searchsorted(place, "right")
        return Places(string, text, place - self._starts.take(text))

    def pairs(self) -> tuple[Numbers, Numbers]:
        """Return every two units side by side: which text they stand in, and both as one number."""
        one, other = self._units[:-1], self._units[1:]
        # No folded text has the sign behind each of them in it.
        at = np.flatnonzero((one != 0) & (other != 0))
        pair = one.take(at).astype(np.int64) * _UNITS + other.take(at)
        return np.repeat(np.arange(len(self.lengths)), self.lengths + 1).take(at), pair

    def _one_by_one(self, sought: Sequence[Sequence[int]]) -> list[_Row]:
        """Return which strings begin at which units: each looked for by itself."""
        rows = []
        for number, one in enumerate(sought):
            there = np.flatnonzero(self._units == one[0])
            for step, unit in enumerate(one[1:], start=1):
                # What is no end of a text is followed by a unit.
                there = there[self._units.take(there + step) == unit]
            rows.append((np.full(len(there), number), there))
        return rows

    def _together(self, sought: Sequence[Sequence[int]]) -> list[_Row]:
        """Return the same: the units that stand in any string are looked through for all."""
        alphabet = {unit: i for i, unit in enumerate({u for own in sought for u in own}, start=1)}
        size = len(alphabet) + 1
        # A small table stays near the processor.
        letters = np.zeros(_UNITS, np.uint8 if size <= _SMALL else np.uint16)
        letters[list(alphabet)] = list(alphabet.values())
        found: Numbers = letters.take(self._units)
        at = np.flatnonzero(found != 0)
        own = found.take(at).astype(np.intp)
        # Behind the last letter there is still a sign: one more unit can always be looked at.
        pairs = own * size + found.take(at + 1)
        spelt = [[alphabet[unit] for unit in one] for one in sought]
        rows = _short(spelt, own, pairs, size)
        for number, one in enumerate(spelt):
            if len(one) > 2:
                there = np.flatnonzero(pairs == one[0] * size + one[1])
                for step, letter in enumerate(one[2:], start=2):
                    there = there[found.take(at.take(there) + step) == letter]
                rows.append((np.full(len(there), number), there))
        return [(which, at.take(there)) for which, there in rows]


def _short(spelt: Sequence[Sequence[int]], own: Numbers, pairs: Numbers, size: int) -> list[_Row]:
    """Return the strings of one unit and of two, each looked up by what stands at a letter."""
    rows = []
    for length, keys, base in ((1, own, 1), (2, pairs, size)):
        chosen = [i for i, one in enumerate(spelt) if len(one) == length]
        if chosen:
            number = np.full(size * base, -1)
            number[[spelt[i][0] * base + sum(spelt[i][1:]) for i in chosen]] = chosen
            which = number.take(keys)
            there = np.flatnonzero(which >= 0)
            rows.append((which.take(there), there))
    return rows


def units(string: str) -> list[int]:
    """Return the numbers of ``string`` in UTF-16, one for nearly every character.

    >>> units("a𠮷")
    [97, 55362, 57271]
    """
    encoded: list[int] = np.frombuffer(string.encode("utf-16-le"), np.uint16).tolist()
    return encoded
