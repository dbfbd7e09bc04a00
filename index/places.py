"""Where strings stand in some texts: in all of them at once, by a few steps over one array."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, cached_property
from itertools import accumulate
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.postings import Stream
from index.spelling import Spelling

Numbers = NDArray[Any]
Mask = NDArray[np.bool_]
_Row = tuple[Numbers, Numbers]
"""Which strings stand somewhere, and at which of the letters found each begins."""
_UNITS = 1 << 16
_SMALL = 1 << 8
_WIDTH = 2
"""Bytes of a unit."""


class Places(NamedTuple):
    """Places of strings, one a row: which string it is, in which text, and at which of its units
    it begins; in any order."""

    string: Numbers
    text: Numbers
    at: Numbers


class Found:
    """Every place where some strings begin in the blocks of some texts."""

    def __init__(self, flat: Numbers, strings: int, streams: Streams) -> None:
        """``flat`` has the places at even units of the first string, then those at odd ones, then
        those of the next string, each counted on from those of all before."""
        self._flat = flat
        self._strings = strings
        self._streams = streams

    @property
    def by_block(self) -> Numbers:
        """How often each string begins in each block: a row for each string."""
        shape = self._strings, 2, self._streams.blocks
        blocks = self._flat // (self._streams.block // 2)
        counts = np.bincount(blocks, minlength=shape[0] * 2 * shape[2]).reshape(shape)
        return counts[:, 0] + counts[:, 1]

    @property
    def places(self) -> Places:
        """Where they begin."""
        row, pair = np.divmod(self._flat, self._streams.half)
        return self._streams.placed(row >> 1, 2 * pair + (row & 1))


class Streams:
    """Folded texts end to end, as UTF-16, each from the beginning of a block of some units on; an
    empty block at the least stands behind it: nothing is found across two texts."""

    def __init__(self, streams: Sequence[Stream], block: int = 2) -> None:
        """``block`` is an even number of units."""
        self.block = block
        # Of so few numbers lists are made sooner than arrays.
        width = _WIDTH * block
        self._sizes = list(map(len, streams))
        own = [(size + 2 * width - 1) // width for size in self._sizes]
        *begin, self.blocks = accumulate(own, initial=0)
        self.begin = np.array(begin, np.intp)
        """The block each text begins with; ``blocks`` is how many there are."""
        parts: list[Stream] = [b""] * (2 * len(own))
        parts[::2] = streams
        room = [width * blocks - size for blocks, size in zip(own, self._sizes, strict=True)]
        parts[1::2] = map(_empty(2 * width).__getitem__, room)
        self._bytes = b"".join(parts)
        self.half = self.blocks * block // 2
        """How many units are at even places, and how many at odd ones."""

    @cached_property
    def lengths(self) -> Numbers:
        """How many units each text has."""
        return np.array(self._sizes, np.intp) // _WIDTH

    @cached_property
    def _units(self) -> Numbers:
        return np.frombuffer(self._bytes, np.uint16, 2 * self.half)

    def find(self, strings: Spelling) -> Found:
        """Return every place of ``strings``."""
        flat = self._compared(strings) if strings.few else self._together(strings.units)
        return Found(flat, len(strings), self)

    def placed(self, string: Numbers, unit: Numbers) -> Places:
        """Return the places of strings at units of all texts end to end."""
        text = self.begin.searchsorted(unit // self.block, "right") - 1
        return Places(string, text, unit - self.begin.take(text) * self.block)

    def pairs(self) -> tuple[Numbers, Numbers]:
        """Return every two units side by side: which text they stand in, and both as one number."""
        one, other = self._units[:-1], self._units[1:]
        # No folded text has the sign behind each of them in it.
        at = np.flatnonzero((one != 0) & (other != 0))
        pair = one.take(at).astype(np.int64) * _UNITS + other.take(at)
        return self.placed(pair, at).text, pair

    def _compared(self, strings: Spelling) -> Numbers:
        """Look every pair of units up among all that begin at even units, then at odd ones."""
        whole = self._bytes
        # From an odd unit on, it is the same a unit further on.
        shifted = memoryview(whole)[_WIDTH:]
        both = np.frombuffer(b"".join((whole, shifted, b"\0" * _WIDTH)), np.uint32)
        found = (both == strings.pairs).reshape(-1, 2, self.half)
        for row, unit in strings.single:
            np.equal(self._units.reshape(-1, 2).T, unit, out=found[row])
        for row, parts in strings.longer:
            _behind_each_other(found, row, parts)
        flat: Numbers = found[: len(strings)].reshape(-1).nonzero()[0]
        return flat

    def _together(self, sought: Sequence[Sequence[int]]) -> Numbers:
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
        which = np.concatenate([which for which, _ in rows])
        unit = at.take(np.concatenate([there for _, there in rows]))
        flat: Numbers = (2 * which + (unit & 1)) * self.half + (unit >> 1)
        return flat


@cache
def _empty(size: int) -> list[bytes]:
    """Return what fills up the last block of a text, by the bytes it lacks, fewer than ``size``."""
    return [bytes(lacking) for lacking in range(size)]


def _behind_each_other(found: Mask, row: int, parts: Sequence[tuple[int, int]]) -> None:
    """Set ``found`` of ``row`` where the pairs ``parts`` stand, so many units on each."""
    first, _ = parts[0]
    there = found[row]
    there[:] = found[first]
    for part, step in parts[1:]:
        whole, odd = divmod(step, 2)
        for start in (0, 1):
            # From an odd unit an odd step leads to an even one, a pair further on.
            on = whole + (start & odd)
            own = found[part, start ^ odd, on:]
            there[start, : len(own)] &= own
            there[start, len(own) :] = False


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
