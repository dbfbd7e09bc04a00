"""BM25: one number for how much a document is about a term, over all its texts."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from index.columns import Columns
from index.lists import Docs, Scores, common, no_docs, summed, united
from index.postings import Postings
from index.schema import BOOSTS

K1 = 1.2
B = 0.75

Found = Sequence[tuple[str, Postings]]
"""The postings of one term by text."""


class Scorer(Protocol):
    """Scores over one state of an index; its statistics count live documents only."""

    def score(self, key: Hashable, found: Found, among: Docs | None) -> tuple[Docs, Scores]:
        """Return the documents of one term over several texts, ascending, and their scores;
        only those ``among``, if given. ``key`` names the term and where it was sought."""
        ...


def rarity(held: int, documents: int) -> float:
    """Return what a term counts that ``held`` of ``documents`` have, as Lucene has it."""
    return float(np.log(1 + (documents - held + 0.5) / (held + 0.5)))


class _Norms:
    """How long each document is against the average, times ``scale``; made when first asked for."""

    def __init__(self, columns: Columns, scale: float = 1) -> None:
        self._columns = columns
        self._scale = scale
        self._norms: dict[str, Scores] = {}
        self.documents = columns.living

    def of(self, text: str) -> Scores:
        known = self._norms.get(text)
        if known is None:
            lengths, live = self._columns.lengths[text], self._columns.live
            used = lengths if self.documents == len(live) else lengths[live]
            average = used.mean() if used.any() else 1.0
            known = lengths.astype(np.float32)
            known *= np.float32(self._scale * B / average)
            known += np.float32(self._scale * (1 - B))
            self._norms[text] = known
        return known

    def rarity(self, held: int) -> float:
        """Return what a term counts that ``held`` documents have, as Lucene has it."""
        return rarity(held, self.documents)


class FieldsScorer:
    """BM25F: frequencies of all texts are weighed and added before they saturate."""

    def __init__(self, columns: Columns) -> None:
        self._norms = _Norms(columns)
        self._size = len(columns.live)
        self._held: dict[Hashable, int] = {}

    def score(self, key: Hashable, found: Found, among: Docs | None) -> tuple[Docs, Scores]:
        """Return documents and scores of one term."""
        parts = []
        for text, postings in found:
            docs, counts = _narrowed(postings, among, self._size)
            weights = counts.astype(np.float32)
            weights /= self._norms.of(text).take(docs)
            weights *= np.float32(BOOSTS[text])
            parts.append((docs, weights))
        docs, weight = summed(parts, self._size)
        held = len(docs) if among is None else self._holding(key, found)
        scores = weight * np.float32(self._norms.rarity(held) * (K1 + 1))
        scores /= weight + np.float32(K1)
        return docs, scores

    def _holding(self, key: Hashable, found: Found) -> int:
        held = self._held.get(key)
        if held is None:
            if len(self._held) > 50_000:
                self._held.clear()
            held = len(united([postings.docs for _, postings in found], self._size))
            self._held[key] = held
        return held


class PlainScorer:
    """BM25 as Lucene has it, summed over the texts, none counting more: what other engines can be
    compared with."""

    def __init__(self, columns: Columns) -> None:
        self._norms = _Norms(columns, K1)
        self._size = len(columns.live)

    def score(self, key: Hashable, found: Found, among: Docs | None) -> tuple[Docs, Scores]:
        """Return documents and scores of one term."""
        parts = []
        for text, postings in found:
            docs, counts = _narrowed(postings, among, self._size)
            if not len(docs):
                continue
            weights = counts.astype(np.float32)
            below = self._norms.of(text).take(docs)
            below += weights
            weights *= np.float32(self._norms.rarity(len(postings.docs)) * (K1 + 1))
            weights /= below
            parts.append((docs, weights))
        return summed(parts, self._size)


def _narrowed(postings: Postings, among: Docs | None, size: int) -> Postings:
    if among is None:
        return postings
    if not len(postings.docs):
        return Postings(no_docs(), postings.counts)
    at, among_at = common(postings.docs, among, size)
    return Postings(among.take(among_at), postings.counts.take(at))


class Scoring(Protocol):
    """Makes the scorer of one state of an index."""

    def __call__(self, columns: Columns, /) -> Scorer:
        """Return the scorer over ``columns``."""
        ...


@dataclass(frozen=True, slots=True)
class Profile:
    """How texts are matched and ranked.

    ``substring`` is what a string inside other words counts against the same string as a word;
    None if only words match words. ``quoted`` is what a quoted string counts beside its words,
    ``grams`` what a pair of characters counts where not every word must occur.
    """

    scoring: Scoring = FieldsScorer
    substring: float | None = 0.1
    quoted: float = 1.0
    grams: float = 0.5


READERS = Profile()
"""What readers are given."""
PLAIN = Profile(PlainScorer, substring=None, quoted=0.0)
"""What other engines can be compared with."""
