"""Scores of lists of documents added up; scores are added in the order given, so that a sum is the
same, to the last bit, whichever way it is made."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from index.lists import DENSE, Docs, Mask, Scores, no_docs, places, united

_FEW = 16
"""A list so many times shorter than another is looked up in it."""
_LISTED = 8
"""A list of fewer than one document in so many may do alone."""
_ROUNDED = 1.0001
"""What sums of rounded scores may be above the sum of what each is at most, and more."""


class Everywhere(Protocol):
    """Scores, all above 0, of so much of a collection that they are added document by document."""

    @property
    def most(self) -> float:
        """What no score is above."""
        ...

    @property
    def held(self) -> Mask:
        """Which documents have a score."""
        ...

    def of(self, docs: Docs) -> Scores:
        """Return the score of each of ``docs``, 0 where it has none."""
        ...

    def add_to(self, sums: Scores) -> None:
        """Add to ``sums`` the score of every document, 0 where it has none."""
        ...


Part = tuple[Docs, Scores] | Everywhere


def summed(parts: Sequence[Part], size: int) -> tuple[Docs, Scores]:
    """Return the documents in any of ``parts``, and the sum of the scores of each.

    Scores are added in the order given, so that the sum is the same whichever way it is made.
    """
    listed = [part for part in parts if isinstance(part, tuple)]
    if len(listed) < len(parts):
        return _summed_everywhere(parts, size)
    return _summed_lists([part for part in listed if len(part[0])], size)


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
        return _summed_everywhere(filled, size)
    docs = united([docs for docs, _ in filled], size)
    sums = np.zeros(len(docs), np.float32)
    for own, scores in filled:
        if len(own) == len(docs):
            sums += scores
        else:
            sums[places(docs, own, size)] += scores
    return docs, sums


def leading(
    parts: Sequence[Part], count: int, size: int
) -> tuple[Docs, tuple[Docs, Scores]] | None:
    """Return the documents in any of ``parts``, and some that those with the ``count`` highest sums
    are among, with their sums; None if which ones cannot be told before all are added up.

    What is everywhere counts little: where enough documents of a list have more by that list than
    all else counts at most, no other document needs a sum (MaxScore, Turtle and Flood 1995).
    """
    listed = [part for part in parts if isinstance(part, tuple)]
    wide = [part for part in parts if not isinstance(part, tuple)]
    if len(listed) != 1 or not count < len(listed[0][0]) < size // _LISTED:
        return None
    ((docs, scores),) = listed
    most = _ROUNDED * sum(part.most for part in wide)
    if not np.partition(scores, -count)[-count] > most:
        return None
    held = np.zeros(size, bool)
    for part in wide:
        held |= part.held
    held[docs] = True
    return np.flatnonzero(held), (docs, added(parts, docs, size))


def _over_all(parts: Sequence[Part], size: int) -> Scores:
    sums = np.zeros(size, np.float32)
    for part in parts:
        if isinstance(part, tuple):
            np.add.at(sums, *part)
        else:
            part.add_to(sums)
    return sums


def _summed_everywhere(parts: Sequence[Part], size: int) -> tuple[Docs, Scores]:
    sums = _over_all(parts, size)
    held = sums > 0
    for part in parts:
        if isinstance(part, tuple) and not part[1].min(initial=1) > 0:
            held[part[0]] = True
    docs = np.flatnonzero(held)
    return docs, sums.take(docs)


def added(parts: Sequence[Part], docs: Docs, size: int) -> Scores:
    """Return the sum of the scores of each of ``docs``, which hold all documents of ``parts``."""
    sums = np.zeros(len(docs), np.float32)
    for part in parts:
        if not isinstance(part, tuple):
            sums += part.of(docs)
            continue
        own, scores = part
        if len(own) == len(docs):
            sums += scores
        elif len(own):
            sums[places(docs, own, size)] += scores
    return sums


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
