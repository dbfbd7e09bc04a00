"""Sorted lists of documents: which of one are in another, and several as one with their scores.

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
_FEW = 16
"""A list so many times shorter than another is looked up in it."""
_DENSE = 24
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
    if len(others) * _NEAR > len(docs) and len(docs) * _NEAR > size // _DENSE:
        return _common_dense(docs, others, size)
    at = docs.searchsorted(others)
    at[at == len(docs)] = 0
    other_at = np.flatnonzero(docs.take(at) == others)
    return (at, other_at) if len(other_at) == len(at) else (at[other_at], other_at)


def _common_dense(docs: Docs, others: Docs, size: int) -> tuple[Docs, Docs]:
    there = np.zeros(size, bool)
    there[docs] = True
    other_at = np.flatnonzero(there.take(others))
    there[docs] = False
    there[others[other_at]] = True
    return np.flatnonzero(there.take(docs)), other_at


def places(docs: Docs, part: Docs, size: int) -> Docs:
    """Return where the documents ``part``, all of them in ``docs``, are in ``docs``."""
    if len(part) * _NEAR < len(docs) or len(docs) * _DENSE < size:
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
    if sum(map(len, filled)) * _DENSE > size:
        there = np.zeros(size, bool)
        for docs in filled:
            there[docs] = True
        return np.flatnonzero(there)
    return distinct(np.concatenate(filled))


def distinct(numbers: Docs) -> Docs:
    """Return ``numbers`` sorted, each once. The input is sorted in place."""
    numbers.sort()
    kept = np.ones(len(numbers), bool)
    np.not_equal(numbers[1:], numbers[:-1], out=kept[1:])
    return numbers.take(np.flatnonzero(kept))


def summed(parts: Sequence[tuple[Docs, Scores]], size: int) -> tuple[Docs, Scores]:
    """Return the documents in any of ``parts``, and the sum of the scores of each.

    Scores are added in the order given, so that the sum is the same whichever way it is made.
    """
    filled = [part for part in parts if len(part[0])]
    if len(filled) <= 1:
        return filled[0] if filled else (no_docs(), np.empty(0, np.float32))
    if len(filled) == 2:
        # Of two numbers the sum is the same whichever is first.
        filled.sort(key=lambda part: len(part[0]), reverse=True)
        many, few = filled
        if len(few[0]) * _FEW < len(many[0]):
            return _with_few(many, few)
    if sum(len(own) for own, _ in filled) * _DENSE > size:
        return _summed_dense(filled, size)
    docs = united([docs for docs, _ in filled], size)
    sums = np.zeros(len(docs), np.float32)
    for own, scores in filled:
        if len(own) == len(docs):
            sums += scores
        else:
            sums[places(docs, own, size)] += scores
    return docs, sums


def _summed_dense(parts: Sequence[tuple[Docs, Scores]], size: int) -> tuple[Docs, Scores]:
    sums = np.zeros(size, np.float32)
    sums[parts[0][0]] = parts[0][1]
    for own, scores in parts[1:]:
        sums[own] += scores
    if all(scores.min() > 0 for _, scores in parts):
        docs = np.flatnonzero(sums > 0)
    else:
        docs = united([own for own, _ in parts], size)
    return docs, sums.take(docs)


def _with_few(many: tuple[Docs, Scores], few: tuple[Docs, Scores]) -> tuple[Docs, Scores]:
    """Return the sums of two parts, ``few`` looked up one by one: a word stands in the bodies of
    many documents and in the titles of some of them."""
    (docs, scores), (own, added) = many, few
    at = docs.searchsorted(own)
    absent = docs.take(at, mode="clip") != own
    if absent.any():
        before = at[absent]
        docs, scores = np.insert(docs, before, own[absent]), np.insert(scores, before, 0)
        at += np.cumsum(absent) - absent
    else:
        scores = scores.copy()
    scores[at] += added
    return docs, scores


def highest(parts: Sequence[tuple[Docs, Scores]], size: int) -> tuple[Docs, Scores]:
    """Return the documents in any of ``parts``, and the highest score of each, none below 0."""
    filled = [part for part in parts if len(part[0])]
    if len(filled) <= 1:
        return filled[0] if filled else (no_docs(), np.empty(0, np.float32))
    docs = united([docs for docs, _ in filled], size)
    scores = np.zeros(len(docs), np.float32)
    for own, found in filled:
        at = places(docs, own, size)
        scores[at] = np.maximum(scores[at], found)
    return docs, scores


def best(values: Scores, count: int) -> np.float32:
    """Return the ``count``-th largest of ``values``, of which there are more."""
    blocks = values[: len(values) // 64 * 64].reshape(-1, 64).max(axis=1)
    if len(blocks) > count:
        # So many blocks hold a value of at least this much: the answer is no smaller.
        values = values[values >= np.partition(blocks, -count)[-count]]
    found: np.float32 = np.partition(values, -count)[-count]
    return found
