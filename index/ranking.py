"""The score a document is placed by: its words, what it is about, how recent, how close.

Words score every match. What a document is about and, if asked for, its date are added to that.
The first matches are then looked at again, and what their wording counts is added (see
``index.closeness``). No part takes anything away that another gave.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from index.closeness import Closeness, Source
from index.lists import Docs, Scores, common
from index.matching import Matcher, Matches
from index.order import keys, page
from index.query import Phrase, Query, Sort, Words, asked
from index.scoring import Profile

HALF_LIFE = 1.0
"""Years in which a document loses half of what its date counts under ``Sort.RECENT``."""
REREAD = 50
"""Partial matches that are scored again before a page of them is chosen, at the least;"""
BEYOND = 1.5
"""and so many for each that is shown."""
TIMELESS = 0.25
"""What remains of the score of a document without a date, or one of long ago."""


class Ranking:
    """Places the matches of one query over one state of an index."""

    def __init__(self, query: Query, matcher: Matcher, source: Source, profile: Profile) -> None:
        self.asked: tuple[Words | Phrase, ...] = tuple(asked(query.node))
        self._query = query
        self._matcher = matcher
        self.columns = source.columns
        self.profile = profile
        self._source = source
        self._closeness: Closeness | None = None

    @property
    def closeness(self) -> Closeness | None:
        """What the wording counts; None where words alone rank, or nothing was worded."""
        if self._closeness is None and self.profile.nearness and self.asked:
            self._closeness = Closeness(self.asked, self.profile.nearness, self._source)
        return self._closeness

    def page(self, matches: Matches) -> Matches:
        """Return the documents of the page asked for, in order, with the scores they are placed
        by; ``matches`` are all that pass the filters."""
        offset, limit = self._query.offset, self._query.limit
        if not self._rereads(offset, limit):
            return self.first(self._query.sort, self._before(matches), offset, limit)
        matches = self._before(matches)
        head = self._head(matches)
        if offset + limit > len(head.docs):
            head = self._with(matches, head)
        return self.first(Sort.RELEVANCE, head, offset, limit)

    def scored(self, matches: Matches) -> Matches:
        """Return all of ``matches`` with the scores they are placed by on whichever page."""
        matches = self._before(matches)
        if not self._rereads(0, 1):
            return matches
        return self._with(matches, self._head(matches))

    def _rereads(self, offset: int, limit: int) -> bool:
        nearness = self.profile.nearness
        ranked = self._query.sort in (Sort.RELEVANCE, Sort.RECENT) and bool(self.asked)
        return ranked and nearness is not None and limit > 0 and offset < nearness.reread

    def _before(self, matches: Matches) -> Matches:
        if self._query.sort not in (Sort.RELEVANCE, Sort.RECENT):
            return matches
        return Matches(matches.docs, self.before(*matches))

    def _head(self, matches: Matches) -> Matches:
        """Return the first matches, looked at again, in the order of their numbers."""
        nearness = self.profile.nearness
        count = nearness.reread if nearness else 0
        return self._closer(self.first(Sort.RELEVANCE, matches, 0, count))

    def _with(self, matches: Matches, head: Matches) -> Matches:
        """Return all matches, the scores of ``head`` replacing theirs. Who was looked at again
        stays before who was not: nothing was taken away from anyone."""
        scores = matches.scores.copy()
        scores[matches.docs.searchsorted(head.docs)] = head.scores
        return Matches(matches.docs, scores)

    def first(self, sort: Sort, matches: Matches, offset: int, limit: int) -> Matches:
        """Return so many of ``matches`` from place ``offset`` on, in the order of ``sort``."""
        if sort is Sort.RECENT:
            sort = Sort.RELEVANCE
        docs, scores = matches
        at = page(keys(sort, docs, scores, self.columns), self.columns, docs, offset, limit)
        return Matches(docs[at], scores[at])

    def _closer(self, head: Matches) -> Matches:
        """Return the documents of ``head``, ascending, with what their wording counts."""
        order = np.argsort(head.docs)
        docs, scores = head.docs[order], head.scores[order]
        if self.closeness is not None:
            scores = scores + self._added(self.closeness, docs)
        return Matches(docs, scores)

    def before(self, docs: Docs, scores: Scores) -> Scores:
        """Return the scores with what documents are about and how recent they are."""
        for about in self._query.about:
            at, _ = common(docs, self.columns.having(about.facet, about.values), self._size)
            if len(at):
                scores = scores.copy()
                scores[at] += np.float32(self.about_worth(about.facet, about.values))
        return scores * self.recency(docs) if self._query.sort is Sort.RECENT else scores

    def about_worth(self, facet: str, values: tuple[str, ...]) -> float:
        """Return what it counts that a document is about any of ``values``: as much as a word
        that so many documents have."""
        scorer = self._source.scorer
        held = len(self.columns.having(facet, values))
        return self.profile.about * (scorer.k1 + 1) * scorer.rarity(held)

    def recency(self, docs: Docs) -> Scores:
        """Return what share of its score each document keeps, by its age against the newest."""
        first = self.columns.first
        ages = _years(first.max(initial=0)) - _years(first[docs])
        fresh = np.where(first[docs] > 0, np.exp2(-ages / HALF_LIFE), 0.0)
        return (TIMELESS + (1 - TIMELESS) * fresh).astype(np.float32)

    def _added(self, closeness: Closeness, docs: Docs) -> Scores:
        added = closeness.of(docs)
        return added * self.recency(docs) if self._query.sort is Sort.RECENT else added

    def best_partial(self, matches: Matches, count: int) -> Matches:
        """Return the ``count`` best of ``matches``, which lack something asked for and are
        roughly scored: as many and some more are scored as hits are, any word counting."""
        looked_at = max(int(count * BEYOND), REREAD)
        docs = np.sort(self.first(Sort.RELEVANCE, matches, 0, looked_at).docs)
        scores = np.zeros(len(docs), np.float32)
        words = self._matcher.any_word(self.asked, docs)
        scores[docs.searchsorted(words.docs)] = words.scores
        closer = self._closer(Matches(docs, self.before(docs, scores)))
        return self.first(Sort.RELEVANCE, closer, 0, count)

    @property
    def _size(self) -> int:
        return len(self.columns.live)


def _years(days: Any) -> Any:
    """Return days written as numbers (20201009) in years; near enough to tell how old is old."""
    return days // 10000 + (days // 100 % 100) / 12 + (days % 100) / 365
