"""A small sample of a text by which texts like it are found: the smallest hashes of its runs.

Of all runs of letters a text has, each with a hash, the smallest hashes are kept (a bottom-k
sketch: Broder, On the resemblance and containment of documents, 1997). Two texts that share most
of their runs share most of their samples, whatever was cut or put before; unlike bands of MinHash
values a few of them taken singly already lead from one to the other.
"""

from __future__ import annotations

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.uint32]
Pairs = NDArray[np.int64]

_Number = TypeVar("_Number", np.uint32, np.int64)

RUN = 16
"""Letters of a run (a power of two): longer than the phrases every article has."""
SIZE = 64
"""Hashes of a sketch."""
KEYS = 24
"""Of these the smallest lead to other texts."""
SHARED_KEYS = 2
"""Keys two texts have in common before anything else of them is compared."""
LIKENESS = 0.3
"""Part of the runs of the shorter text that the other must have, as their sketches estimate it."""
_NONE = np.uint32(0xFFFFFFFF)
_ODD = np.uint64(0x9E3779B97F4A7C15)
_OTHER = np.uint64(0xD6E8FEB86659FD93)
_FOLDED = np.uint64(29)
_HALF = np.uint64(32)
_WORD = np.int64(32)
_LOW = np.int64(0xFFFFFFFF)


def sketch(letters: str) -> bytes:
    """Return the sketch of a folded text: at most SIZE rising 32-bit numbers, none of no letters.

    >>> len(sketch("工会" * 100)), sketch("") == b""
    (8, True)
    """
    if not letters:
        return b""
    hashes = distinct((_hashes(letters) >> _HALF).astype("<u4"))[:SIZE]
    return bytes(hashes[hashes != _NONE].tobytes())


def distinct(numbers: NDArray[_Number]) -> NDArray[_Number]:
    """Return numbers in order, each once: for so few, sorted in place, quicker than np.unique."""
    numbers.sort()
    first = np.ones(len(numbers), bool)
    np.not_equal(numbers[1:], numbers[:-1], out=first[1:])
    return numbers[first]


def keys(packed: bytes) -> list[int]:
    """Return the numbers of a sketch that lead to others; at least SHARED_KEYS of any text."""
    found: list[int] = np.frombuffer(packed, "<u4", count=min(KEYS, len(packed) // 4)).tolist()
    return found if len(found) != 1 else [found[0], ~found[0] & 0xFFFFFFFF]


def likely(ones: list[bytes], others: list[bytes]) -> NDArray[np.bool_]:
    """Return of pairs of sketches which may be of one story."""
    if not ones:
        return np.zeros(0, bool)
    first, second = _table(ones), _table(others)
    # Up to the lesser of both greatest hashes, either sketch has all there are of its text.
    known = np.minimum(_greatest(first), _greatest(second))[:, None]
    of_both = np.sort(np.concatenate([first, second], axis=1), axis=1)
    twice = (of_both[:, 1:] == of_both[:, :-1]) & (of_both[:, 1:] <= known)
    shared = np.count_nonzero(twice, axis=1)
    runs = [np.count_nonzero(table <= known, axis=1) for table in (first, second)]
    likely: NDArray[np.bool_] = (shared > 0) & (shared >= LIKENESS * np.minimum(*runs))
    return likely


def _greatest(table: Numbers) -> Numbers:
    """Return the greatest hash of each full sketch; of one with room left all hashes are known."""
    last = table[:, -1]
    greatest: Numbers = np.where(last == _NONE, _NONE - np.uint32(1), last)
    return greatest


def _table(sketches: list[bytes]) -> Numbers:
    table = np.full((len(sketches), SIZE), _NONE, np.uint32)
    for row, packed in zip(table, sketches, strict=True):
        row[: len(packed) // 4] = np.frombuffer(packed, "<u4")
    return table


def _hashes(letters: str) -> NDArray[np.uint64]:
    """Return a hash of every run; a text shorter than a run is one itself."""
    codes = np.frombuffer(letters.encode("utf-32-le", "replace"), "<u4").astype(np.uint64)
    hashes = codes * _ODD
    step = 1
    while step < RUN and step < len(hashes):
        hashes = hashes[:-step] * _OTHER + hashes[step:]
        hashes ^= hashes >> _FOLDED
        hashes *= _ODD
        step *= 2
    return hashes


def pairs_by_key(wanted: tuple[Pairs, Pairs], held: tuple[Pairs, Pairs]) -> Pairs:
    """Return pairs of owners (rows, each pair once) that share SHARED_KEYS keys.

    ``wanted`` and ``held`` are keys and their owners; those who want are also among those held.
    """
    order = np.argsort(held[0], kind="stable")
    held_keys, owners = held[0][order], held[1][order]
    start = held_keys.searchsorted(wanted[0])
    lengths = held_keys.searchsorted(wanted[0], "right") - start
    ones = np.repeat(wanted[1], lengths)
    inside = np.arange(len(ones)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    others = owners[np.repeat(start, lengths) + inside]
    # Two who both want are met from either side, and counted from one.
    once = (ones != others) & ((ones > others) | ~np.isin(others, wanted[1]))
    codes, counts = np.unique((ones[once] << _WORD) | others[once], return_counts=True)
    found = codes[counts >= SHARED_KEYS]
    return np.stack([found >> _WORD, found & _LOW], axis=1)
