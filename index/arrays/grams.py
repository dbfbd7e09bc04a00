"""One- and two-character strings as numbers: sorted, searched and counted as whole arrays.

A gram is two code points of 21 bits, the second 0 in a gram of one character. With a document
number of 22 bits below it, an occurrence is one 64-bit key, and one sort inverts a whole segment.
"""

from __future__ import annotations

import numpy as np

from index.arrays.pack import Array
from index.arrays.postings import pack_postings

DOCUMENT_BITS = 22
MAX_DOCUMENTS = 1 << DOCUMENT_BITS
"""Documents one segment can hold."""
_POINT = np.uint64(21)
_DOCUMENT = np.uint64(DOCUMENT_BITS)
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


def pack_grams(keys: Array, documents: int) -> dict[str, Array]:
    """Return the gram table and its postings from sorted distinct keys."""
    grams = keys >> _DOCUMENT
    edge = np.empty(len(keys), bool)
    edge[:1] = True
    np.not_equal(grams[1:], grams[:-1], out=edge[1:])
    starts = np.flatnonzero(edge)
    offsets = np.append(starts, len(keys))
    docs = (keys & _DOCUMENT_MASK).astype(np.uint32)
    return {"grams": grams[starts], **pack_postings(offsets, docs, documents)}
