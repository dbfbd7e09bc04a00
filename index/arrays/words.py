"""Words of documents in order → sorted terms, their postings and frequencies."""

from __future__ import annotations

import itertools
from array import array
from collections import defaultdict
from collections.abc import Iterable

import numpy as np

from index.arrays.pack import Array
from index.arrays.postings import pack_postings
from index.arrays.terms import pack_terms

_HALF = np.uint64(32)
_LOW = np.uint64(0xFFFFFFFF)
MAX_FREQUENCY = 65535


class WordInverter:
    """Collects the words of documents added in order; ``finish`` inverts them by one sort."""

    def __init__(self) -> None:
        self._ids: defaultdict[str, int] = defaultdict(itertools.count().__next__)
        self._words = array("I")
        self._counts = array("I")

    def add(self, words: Iterable[str]) -> None:
        """Append the next document."""
        before = len(self._words)
        self._words.extend(map(self._ids.__getitem__, words))
        self._counts.append(len(self._words) - before)

    def finish(self) -> dict[str, Array]:
        """Return the arrays of the field."""
        terms = [word.encode("utf-8", "surrogatepass") for word in self._ids]
        order = sorted(range(len(terms)), key=terms.__getitem__)
        rank = np.empty(len(terms), np.uint64)
        rank[order] = np.arange(len(terms), dtype=np.uint64)
        counts = _numbers(self._counts)
        docs = np.repeat(np.arange(len(counts), dtype=np.uint64), counts)
        keys = (rank[_numbers(self._words)] << _HALF) | docs
        keys.sort()
        return {**pack_terms([terms[i] for i in order]), **invert(keys, len(terms), len(counts))}


def _numbers(values: array[int]) -> Array:
    return np.frombuffer(values, np.uint32) if len(values) else np.zeros(0, np.uint32)


def invert(keys: Array, terms: int, documents: int) -> dict[str, Array]:
    """Return postings and frequencies of sorted ``term << 32 | document`` keys, one for each
    occurrence."""
    edge = np.empty(len(keys), bool)
    edge[:1] = True
    np.not_equal(keys[1:], keys[:-1], out=edge[1:])
    first = np.flatnonzero(edge)
    frequencies = np.diff(np.append(first, len(keys)))
    return pack_counted(keys[first], frequencies, terms, documents)


def pack_counted(keys: Array, frequencies: Array, terms: int, documents: int) -> dict[str, Array]:
    """Return postings of sorted distinct keys and how often each occurs."""
    owners = (keys >> _HALF).astype(np.int64)
    offsets = np.zeros(terms + 1, np.int64)
    np.cumsum(np.bincount(owners, minlength=terms), out=offsets[1:])
    docs = (keys & _LOW).astype(np.uint32)
    capped = np.minimum(frequencies.astype(np.int64), MAX_FREQUENCY)
    kind = np.uint8 if not len(capped) or capped.max() < 256 else np.uint16
    return {
        **pack_postings(offsets, docs, documents),
        "tf": capped.astype(kind),
        "tf_at": offsets.astype(np.uint64),
    }
