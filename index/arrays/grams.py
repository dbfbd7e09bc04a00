"""One- and two-character strings as numbers: sorted, searched and counted as whole arrays.

A gram is two code points of 21 bits, the second 0 in a gram of one character. With a document
number of 22 bits below it, an occurrence is one 64-bit key, and one sort inverts a whole segment.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from index.arrays.pack import Array, Chunks
from index.arrays.parts import InMemory, PartsMaker
from index.arrays.postings import PostingsPacker
from index.value_sets import fitted

DOCUMENT_BITS = 22
MAX_DOCUMENTS = 1 << DOCUMENT_BITS
"""Documents one segment can hold."""
_POINT = np.uint64(21)
_DOCUMENT = np.uint64(DOCUMENT_BITS)
CHUNK = 1 << 20
"""Keys put in order at a time: bounds memory, and what is sorted stays near the processor."""
_EVERY = 64
_SECOND = np.uint64((1 << 21) - 1)
_DOCUMENT_MASK = np.uint64(MAX_DOCUMENTS - 1)


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

    def __init__(self, documents: int, make: PartsMaker = InMemory) -> None:
        self._grams: list[Array] = [np.zeros(0, np.uint64)]
        self._lists = PostingsPacker(documents, make)

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

    def finish(self) -> dict[str, Array | Chunks]:
        """Return the gram table and its postings."""
        grams = np.concatenate(self._grams)
        heads, starts = np.unique(grams >> _POINT, return_index=True)
        seconds = grams & _SECOND
        return {
            "heads": heads.astype(np.uint32),
            "head_at": np.append(starts, len(grams)).astype(np.uint32),
            "seconds": fitted(seconds, int(seconds.max(initial=0))),
            **self._lists.finish(),
        }


class GramTable:
    """The grams of one field: the first characters, and the second ones after each."""

    def __init__(self, arrays: Mapping[str, Array]) -> None:
        self._heads, self._at = arrays["heads"], arrays["head_at"]
        self._seconds = arrays["seconds"]

    def find(self, gram: str) -> int:
        """Return the place of a gram of one or two characters, -1 if nobody has it."""
        head = int(self._heads.searchsorted(np.uint32(ord(gram[0]))))
        if head == len(self._heads) or self._heads[head] != ord(gram[0]):
            return -1
        second = ord(gram[1]) if len(gram) == 2 else 0
        if second > np.iinfo(self._seconds.dtype).max:
            return -1
        start, end = int(self._at[head]), int(self._at[head + 1])
        own = self._seconds[start:end]
        place = int(own.searchsorted(own.dtype.type(second)))
        return start + place if place < len(own) and own[place] == second else -1

    def __len__(self) -> int:
        return len(self._seconds)

    def between(self, start: int, stop: int) -> Array:
        """Return the numbers of the grams from ``start`` up to ``stop``."""
        if start == stop:
            return np.zeros(0, np.uint64)
        sought = np.array((start, stop - 1), np.uint32)
        first, last = (self._at.searchsorted(sought, "right") - 1).tolist()
        ends = np.clip(self._at[first : last + 2], start, stop)
        heads = np.repeat(self._heads[first : last + 1].astype(np.uint64), np.diff(ends))
        return heads << _POINT | self._seconds[start:stop]

    def chosen(self, places: Array) -> list[int]:
        """Return the numbers of the grams at ``places``."""
        owners = self._at.searchsorted(places.astype(np.uint32), "right") - 1
        heads = self._heads[owners].astype(np.uint64)
        numbers: list[int] = (heads << _POINT | self._seconds[places]).tolist()
        return numbers

    def first_from(self, number: int) -> int:
        """Return the place of the first gram whose number is not below ``number``."""
        first, second = divmod(number, 1 << int(_POINT))
        head = int(self._heads.searchsorted(np.uint32(first)))
        if head == len(self._heads) or self._heads[head] != first:
            return int(self._at[head])
        start, end = int(self._at[head]), int(self._at[head + 1])
        return start + int(self._seconds[start:end].astype(np.uint32).searchsorted(second))


def pack_grams(runs: Sequence[Array], documents: int) -> dict[str, Array | Chunks]:
    """Return the gram table and its postings from runs of sorted keys, no key in two of them."""
    packer = GramPacker(documents)
    limits = _limits(runs)
    cuts = [run.searchsorted(limits) for run in runs]
    for step in range(len(limits) - 1):
        # Runs that are in order are merged, which is far less work than sorting.
        pieces = [run[c[step] : c[step + 1]] for run, c in zip(runs, cuts, strict=True)]
        keys = np.concatenate(pieces)
        keys.sort(kind="stable")
        packer.add(keys)
    return packer.finish()


def _limits(runs: Sequence[Array]) -> Array:
    """Return the first keys of grams between which about ``CHUNK`` keys of all runs lie."""
    sample = np.concatenate([run[::_EVERY] for run in runs]) >> _DOCUMENT
    sample.sort()
    inner = np.unique(sample[CHUNK // _EVERY :: CHUNK // _EVERY]) << _DOCUMENT
    last = np.uint64(np.iinfo(np.uint64).max)
    return np.concatenate(([np.uint64(0)], inner[inner > 0], [last]))
