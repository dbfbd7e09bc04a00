"""The order of words by their characters: that of their UTF-8, found by sorting numbers."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from index.arrays.pack import Array
from index.document import SEPARATOR

_KEY = 4
"""Units of UTF-16 that one number of 64 bits has room for."""
_UNIT = np.uint64(16)
_SURROGATES, _BEYOND = 0xD800, 0xE000
"""The first half of a character of two units, and what comes behind the last."""


def word_order(words: Sequence[str]) -> Array:
    """Return the places of ``words``, which are distinct, in the order of their characters: in
    less than half the time of ``sorted``, as most differ in the first few."""
    keys = _keys(words)
    if keys is None:
        return np.array(sorted(range(len(words)), key=words.__getitem__), np.intp)
    order = keys.argsort(kind="stable")
    keys = keys.take(order)
    alike = np.zeros(len(keys) + 1, bool)
    np.equal(keys[1:], keys[:-1], out=alike[1:-1])
    # Where words begin to be like the one before, and where they end to be.
    edges = np.flatnonzero(alike[1:] != alike[:-1]).reshape(-1, 2)
    for start, last in edges.tolist():
        own = slice(start, last + 1)
        order[own] = sorted(order[own].tolist(), key=words.__getitem__)
    return order


def _keys(words: Sequence[str]) -> Array | None:
    """Return the first units of each word as one number; None where these would not be in order:
    words with separators in them, and characters of two units, which come behind all others."""
    text = SEPARATOR.join(words) + SEPARATOR * _KEY
    units = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), np.uint16)
    end = ord(SEPARATOR)
    ends = np.flatnonzero(units == end)
    halves = (units >= _SURROGATES) & (units < _BEYOND)
    if len(ends) != max(len(words) - 1, 0) + _KEY or halves.any():
        return None
    at = np.zeros(len(words), np.intp)
    at[1:] = ends[: len(words)][:-1] + 1
    keys, ended = np.zeros(len(words), np.uint64), np.zeros(len(words), bool)
    for _ in range(_KEY):
        own = units.take(at, mode="clip")
        ended |= own == end
        own[ended] = 0
        keys = keys << _UNIT | own
        at += 1
    return keys
