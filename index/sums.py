"""Scores of lists of documents added up; scores are added in the order given, so that a sum is the
same, to the last bit, whichever way it is made."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from index.lists import DENSE, Docs, Scores, no_docs, places, united

_FEW = 16
"""A list so many times shorter than another is looked up in it."""
_PIECE = 1 << 16
"""Documents whose scores are added up at a time."""


class Everywhere(Protocol):
    """Scores, all above 0, of so much of a collection that they are added document by document."""

    def add(self, sums: Scores, start: int) -> None:
        """Add to ``sums`` the scores of as many documents from ``start`` on, 0 where there is
        none."""
        ...


Part = tuple[Docs, Scores] | Everywhere


def summed(parts: Sequence[Part], size: int) -> tuple[Docs, Scores]:
    """Return the documents in any of ``parts``, and the sum of the scores of each.

    Scores are added in the order given, so that the sum is the same whichever way it is made.
    """
    listed = [part for part in parts if isinstance(part, tuple)]
    if len(listed) == len(parts):
        return _summed_lists([part for part in listed if len(part[0])], size)
    each = [_Listed(*part) if isinstance(part, tuple) else part for part in parts]
    return _summed_by_piece(each, size)


def _summed_lists(filled: list[tuple[Docs, Scores]], size: int) -> tuple[Docs, Scores]:
    if len(filled) <= 1:
        return filled[0] if filled else (no_docs(), np.empty(0, np.float32))
    if len(filled) == 2:
        # Of two numbers the sum is the same whichever is first.
        filled.sort(key=lambda part: len(part[0]), reverse=True)
        many, few = filled
        if len(few[0]) * _FEW < len(many[0]):
            return _with_few(many, few)
    if sum(len(own) for own, _ in filled) * DENSE > size:
        return _summed_dense(filled, size)
    docs = united([docs for docs, _ in filled], size)
    sums = np.zeros(len(docs), np.float32)
    for own, scores in filled:
        if len(own) == len(docs):
            sums += scores
        else:
            sums[places(docs, own, size)] += scores
    return docs, sums


def _summed_by_piece(parts: Sequence[Everywhere], size: int) -> tuple[Docs, Scores]:
    """Add up so few documents at a time that all that is made of them is still near when it is
    read again."""
    docs, scores = [], []
    for start in range(0, size, _PIECE):
        sums = np.zeros(min(_PIECE, size - start), np.float32)
        for part in parts:
            part.add(sums, start)
        held = sums > 0
        for part in parts:
            if isinstance(part, _Listed) and part.unscored:
                held[part.between(start, start + len(held))[0]] = True
        at = np.flatnonzero(held)
        scores.append(sums.take(at))
        at += start
        docs.append(at)
    return np.concatenate(docs), np.concatenate(scores)


class _Listed:
    """A list of documents and their scores, beside others that are added document by document."""

    __slots__ = ("_docs", "_scores", "unscored")

    def __init__(self, docs: Docs, scores: Scores) -> None:
        self._docs, self._scores = docs, scores
        self.unscored = not scores.min(initial=1) > 0
        """Whether the sum does not tell who is in the list."""

    def between(self, start: int, end: int) -> tuple[Docs, Scores]:
        """Return the documents from ``start`` up to ``end``, counted from there, and their
        scores."""
        first, last = self._docs.searchsorted((start, end)).tolist()
        return self._docs[first:last] - start, self._scores[first:last]

    def add(self, sums: Scores, start: int) -> None:
        """Add to ``sums`` the scores of as many documents from ``start`` on."""
        own, scores = self.between(start, start + len(sums))
        np.add.at(sums, own, scores)


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
