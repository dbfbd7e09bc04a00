"""Words of documents in order → sorted terms, their postings and frequencies."""

from __future__ import annotations

import itertools
from array import array
from collections import defaultdict
from collections.abc import Iterable

import numpy as np

from index.arrays.frequencies import FrequencyPacker
from index.arrays.pack import Array, Chunks
from index.arrays.postings import pack_postings
from index.arrays.terms import pack_terms
from index.document import CutText

_HALF = np.uint64(32)
_LOW = np.uint64(0xFFFFFFFF)
MAX_FREQUENCY = (1 << 20) - 1
"""What is counted of a word in one document: a merge has twenty bits for it."""


class WordInverter:
    """Collects the words of documents added in order; ``finish`` inverts them by one sort."""

    def __init__(self) -> None:
        self._ids: defaultdict[str, int] = defaultdict(itertools.count().__next__)
        self._words = array("I")
        self._counts = array("I")
        self._vocabulary: tuple[str, ...] | None = None
        self._numbers: Array = np.zeros(0, np.uint32)

    def add(self, words: Iterable[str] | CutText) -> int:
        """Append the next document; return how many words it has."""
        before = len(self._words)
        if isinstance(words, CutText):
            self._words.frombytes(self._translated(words).tobytes())
        else:
            self._words.extend(map(self._ids.__getitem__, words))
        count = len(self._words) - before
        self._counts.append(count)
        return count

    def _translated(self, words: CutText) -> Array:
        """Return numbers of ours for numbers of a vocabulary that documents in a row share."""
        if words.vocabulary is not self._vocabulary:
            self._vocabulary = words.vocabulary
            ours = map(self._ids.__getitem__, words.vocabulary)
            self._numbers = np.fromiter(ours, np.uint32, len(words.vocabulary))
        return self._numbers[_numbers(words.numbers)]

    def finish(self) -> dict[str, Array | Chunks]:
        """Return the arrays of the field."""
        terms = [word.encode("utf-8", "surrogatepass") for word in self._ids]
        order = sorted(range(len(terms)), key=terms.__getitem__)
        rank = np.empty(len(terms), np.uint64)
        rank[order] = np.arange(len(terms), dtype=np.uint64)
        rank <<= _HALF
        counts = _numbers(self._counts)
        keys = rank[_numbers(self._words)]
        keys |= np.repeat(np.arange(len(counts), dtype=np.uint64), counts)
        keys.sort()
        return {**pack_terms([terms[i] for i in order]), **invert(keys, len(terms), len(counts))}


def _numbers(values: array[int]) -> Array:
    return np.frombuffer(values, np.uint32) if len(values) else np.zeros(0, np.uint32)


def invert(keys: Array, terms: int, documents: int) -> dict[str, Array | Chunks]:
    """Return postings and frequencies of sorted ``term << 32 | document`` keys, one for each
    occurrence."""
    edge = np.empty(len(keys), bool)
    edge[:1] = True
    np.not_equal(keys[1:], keys[:-1], out=edge[1:])
    first = np.flatnonzero(edge)
    frequencies = np.diff(first, append=len(keys))
    return pack_counted(keys[first], frequencies, terms, documents)


def pack_counted(
    keys: Array, frequencies: Array, terms: int, documents: int
) -> dict[str, Array | Chunks]:
    """Return postings of sorted distinct keys and how often each occurs."""
    offsets = np.zeros(terms + 1, np.int64)
    np.cumsum(np.bincount((keys >> _HALF).astype(np.int64), minlength=terms), out=offsets[1:])
    packer = FrequencyPacker()
    packer.add(np.minimum(frequencies, MAX_FREQUENCY))
    docs = (keys & _LOW).astype(np.uint32)
    return {**pack_postings(offsets, docs, documents), **packer.finish()}
