"""Words that many documents have, asked for together.

Which documents have them all is found over the whole collection at once, and only these are
scored: of two words that every other document has, most documents lack one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from index.lists import Docs, Scores
from index.postings import Clock, Postings, Texts, often, there
from index.schema import Kind
from index.scoring import Scorer

_LONGEST_GRAM = 2


class Wanted(NamedTuple):
    """Words that must all be in some of ``fields``, and what they count."""

    terms: Sequence[str]
    fields: tuple[str, ...]
    weight: float


class Intersection:
    """Matches of words over one state of an index; a string inside others counts as ``fraction``
    of a word, if given."""

    def __init__(
        self, texts: Texts, scorer: Scorer, fraction: float | None, clock: Clock, size: int
    ) -> None:
        self._texts = texts
        self._scorer = scorer
        self._fraction = fraction
        self._clock = clock
        self._size = size

    def of(self, wanted: Sequence[Wanted]) -> tuple[Docs, Scores]:
        """Return the documents that have all that is ``wanted``, ascending, and their scores, which
        are added up as those of each word by itself are."""
        held = np.ones(self._size, bool)
        for one in wanted:
            for term in one.terms:
                self._clock.check()
                held &= there([found for _, found in self._sought(term, one)], self._size)
        docs = np.flatnonzero(held)
        return docs, self.scores(wanted, docs)

    def scores(self, wanted: Sequence[Wanted], docs: Docs) -> Scores:
        """Return the scores of ``docs``, which have all that is ``wanted``."""
        scores = np.zeros(len(docs), np.float32)
        for one in wanted:
            scores += self._scores(one, docs)
        return scores

    def _scores(self, one: Wanted, docs: Docs) -> Scores:
        scores = np.zeros(len(docs), np.float32)
        for term in one.terms:
            self._clock.check()
            by_text = np.zeros(len(docs), np.float32)
            for text, found in self._sought(term, one):
                if found.number:
                    counts = self._counts(text, term, found, docs)
                    by_text += self._scorer.each(text, docs, counts, found.number)
            scores += by_text
        return scores if one.weight == 1 else scores * np.float32(one.weight)

    def _sought(self, term: str, one: Wanted) -> Iterator[tuple[str, Postings]]:
        """Yield each text, and what has ``term`` in it."""
        for text in one.fields:
            if self._fraction is None:
                yield text, self._texts.postings(text, Kind.WORDS, term)
            elif len(term) <= _LONGEST_GRAM:
                yield text, self._texts.postings(text, Kind.GRAMS, term)
            else:
                yield text, self._texts.holding(text, term, self._clock)

    def _counts(self, text: str, term: str, found: Postings, docs: Docs) -> Scores:
        """Return how often each of ``docs`` has ``term``, 0 where it has it not."""
        if self._fraction is None:
            return often(found, docs, self._size).astype(np.float32)
        known = self._texts.postings(text, Kind.WORDS, term)
        words = often(known, docs, self._size)
        if known.number == found.number:  # it stands inside no other word
            return words.astype(np.float32)
        inside: Scores = (often(found, docs, self._size) > 0) * np.float32(self._fraction)
        counted: Scores = np.maximum(words, inside)
        return counted
