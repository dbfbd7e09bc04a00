"""One- and two-character strings as numbers: sorted, searched and counted as whole arrays.

A gram is two code points of 21 bits, the second 0 in a gram of one character. With a document
number of 22 bits below it, an occurrence is one 64-bit key, and one sort inverts a whole segment.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from index.arrays.pack import Array
from index.arrays.postings import PostingsPacker

DOCUMENT_BITS = 22
MAX_DOCUMENTS = 1 << DOCUMENT_BITS
"""Documents one segment can hold."""
_POINT = np.uint64(21)
_DOCUMENT = np.uint64(DOCUMENT_BITS)
CHUNK = 1 << 20
"""Keys put in order at a time: bounds memory, and what is sorted stays near the processor."""
_EVERY = 64
_DOCUMENT_MASK = np.uint64(MAX_DOCUMENTS - 1)


def gram_number(gram: str) -> int:
    """Return the number of a gram of one or two characters."""
    return ord(gram[0]) << 21 | (ord(gram[1]) if len(gram) == 2 else 0)


def gram_keys(streams: list[str], first: int) -> Array:
    """Return the sorted distinct keys of all grams of ``streams``, documents from ``first`` on."""
    points = np.frombuffer("".join(streams).encode("utf-32-le"), np.uint32).astype(np.uint64)
    lengths = np.fromiter(map(len, streams), np.int64, len(streams))
    docs = np.repeat(np.arange(first, first + len(streams), dtype=np.uint64), lengths)
    one = (points << _POINT << _DOCUMENT) | docs
    same = docs[1:] == docs[:-1]
    two = (one[:-1] | (points[1:] << _DOCUMENT))[same]
    return distinct(np.concatenate((one, two)))


def distinct(keys: Array) -> Array:
    """Return ``keys`` sorted, each once. The input is sorted in place."""
    keys.sort()
    if len(keys) < 2:
        return keys
    kept = np.empty(len(keys), bool)
    kept[0] = True
    np.not_equal(keys[1:], keys[:-1], out=kept[1:])
    return keys[kept]


class GramPacker:
    """Packs gram keys given in rising order, some grams at a time."""

    def __init__(self, lists: PostingsPacker) -> None:
        self._grams: list[Array] = []
        self._lists = lists

    def add(self, keys: Array) -> None:
        """Append sorted distinct keys; the keys of one gram must come at once."""
        grams = keys >> _DOCUMENT
        edge = np.empty(len(keys), bool)
        edge[:1] = True
        np.not_equal(grams[1:], grams[:-1], out=edge[1:])
        starts = np.flatnonzero(edge)
        self._grams.append(grams[starts])
        docs = (keys & _DOCUMENT_MASK).astype(np.uint32)
        self._lists.add(np.append(starts, len(keys)), docs)

    def grams(self) -> Array:
        """Return the gram table; its postings lie in the packer given."""
        return np.concatenate([np.zeros(0, np.uint64), *self._grams])


def pack_grams(runs: Sequence[Array], documents: int) -> dict[str, Array]:
    """Return the gram table and its postings from runs of sorted keys, no key in two of them."""
    lists = PostingsPacker(documents)
    packer = GramPacker(lists)
    limits = _limits(runs)
    cuts = [run.searchsorted(limits) for run in runs]
    for step in range(len(limits) - 1):
        pieces = [run[c[step] : c[step + 1]] for run, c in zip(runs, cuts, strict=True)]
        keys = np.concatenate(pieces)
        keys.sort()
        packer.add(keys)
    return {"grams": packer.grams(), **lists.finish()}


def _limits(runs: Sequence[Array]) -> Array:
    """Return the first keys of grams between which about ``CHUNK`` keys of all runs lie."""
    sample = np.concatenate([run[::_EVERY] for run in runs]) >> _DOCUMENT
    sample.sort()
    inner = np.unique(sample[CHUNK // _EVERY :: CHUNK // _EVERY]) << _DOCUMENT
    last = np.uint64(np.iinfo(np.uint64).max)
    return np.concatenate(([np.uint64(0)], inner[inner > 0], [last]))
