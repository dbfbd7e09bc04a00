"""Sorted lists of documents: which of one are in another, and several as one.

Nothing here sorts a list anew: a short list is searched for in a long one, and lists that cover
much of a collection meet in an array over all its documents. What a mask leaves is taken by the
places where it is true: indexing by the mask itself takes numpy up to six times as long.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Docs = NDArray[np.intp]
"""Numbers of documents, ascending, of the type that arrays are indexed by without conversion."""
Mask = NDArray[np.bool_]
Scores = NDArray[np.float32]

_NEAR = 8
"""Lists that differ in length by no more than this meet in an array over all documents."""
DENSE = 24
"""Lists that together name one document in so many are added up over all documents."""


def no_docs() -> Docs:
    """Return the empty list."""
    return np.empty(0, np.intp)


def common(docs: Docs, others: Docs, size: int) -> tuple[Docs, Docs]:
    """Return where the documents in both lists, of a collection of ``size``, are in either."""
    if len(others) > len(docs):
        other_at, at = common(others, docs, size)
        return at, other_at
    if not len(others):
        return no_docs(), no_docs()
    if len(others) * _NEAR > len(docs) and len(docs) * _NEAR > size // DENSE:
        return _common_dense(docs, others, size)
    at = docs.searchsorted(others)
    at[at == len(docs)] = 0
    other_at = np.flatnonzero(docs.take(at) == others)
    return (at, other_at) if len(other_at) == len(at) else (at[other_at], other_at)


def _common_dense(docs: Docs, others: Docs, size: int) -> tuple[Docs, Docs]:
    place = np.zeros(size, np.int32)
    place[docs] = np.arange(1, len(docs) + 1, dtype=np.int32)
    found = place.take(others)
    other_at = np.flatnonzero(found > 0)
    return found.take(other_at) - np.intp(1), other_at


def places(docs: Docs, part: Docs, size: int) -> Docs:
    """Return where the documents ``part``, all of them in ``docs``, are in ``docs``."""
    if len(part) * _NEAR < len(docs) or len(docs) * DENSE < size:
        return docs.searchsorted(part)
    there = np.zeros(size, bool)
    there[part] = True
    return np.flatnonzero(there.take(docs))


def within(docs: Docs, others: Docs, size: int) -> Docs:
    """Return the documents in both lists."""
    return others.take(common(docs, others, size)[1])


def without(docs: Docs, others: Docs, size: int) -> Docs:
    """Return those of ``docs`` that are not in ``others``."""
    at, _ = common(docs, others, size)
    if not len(at):
        return docs
    kept = np.ones(len(docs), bool)
    kept[at] = False
    return docs.take(np.flatnonzero(kept))


def united(lists: Sequence[Docs], size: int) -> Docs:
    """Return the documents in any of ``lists``, which each name a document once."""
    filled = [docs for docs in lists if len(docs)]
    if len(filled) <= 1:
        return filled[0] if filled else no_docs()
    if sum(map(len, filled)) * DENSE > size:
        there = np.zeros(size, bool)
        for docs in filled:
            there[docs] = True
        return np.flatnonzero(there)
    return distinct(np.concatenate(filled))


def distinct(numbers: Docs) -> Docs:
    """Return ``numbers`` sorted, each once. The input is sorted in place: of lists end to end,
    each in order, a stable sort merges them, which takes a thirtieth of sorting them anew."""
    numbers.sort(kind="stable")
    kept = np.ones(len(numbers), bool)
    np.not_equal(numbers[1:], numbers[:-1], out=kept[1:])
    return numbers.take(np.flatnonzero(kept))


def foremost(values: Scores, count: int) -> Docs:
    """Return the places of the ``count`` largest of ``values``, of which there are more, and of
    all that equal the last of these, ascending."""
    blocks = values[: len(values) // 64 * 64].reshape(64, -1).max(axis=0)
    near: Docs | None = None
    if len(blocks) > count:
        # So many blocks hold a value of at least this much: the last is no smaller.
        blocks.partition(-count)
        near = (values >= blocks[-count]).nonzero()[0]
        values = values.take(near)
    bound = np.partition(values, -count)[-count]
    reached: Docs = (values >= bound).nonzero()[0]
    found: Docs = reached if near is None else near.take(reached)
    return found
