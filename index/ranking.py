"""The score a document is placed by: its words, what it is about, how recent, how close.

Words score every match. What a document is about and, if asked for, its date are added to that.
That gives the matches an order, which is then bettered stretch by stretch: the first matches, and
so many after them, are looked at again, and what their wording counts is added (see
``index.closeness``). A page pays for the stretches it shows: the first alone on a first page. Hence
a stretch stays before the next one, whatever the scores in either, and all pages are of one list.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from index.closeness import Closeness, Source
from index.feedback import Likeness, words_of
from index.lists import Docs, Scores, common
from index.matches import Matches
from index.matching import Matcher
from index.order import Key, keys, page
from index.query import Phrase, Query, Sort, Words, asked
from index.scoring import Profile

HALF_LIFE = 1.0
"""Years in which a document loses half of what its date counts under ``Sort.RECENT``."""
REREAD = 50
"""Partial matches that are scored again before a page of them is chosen, at the least;"""
BEYOND = 5
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
        self.likeness: Likeness | None = None
        """What the partial matches last looked at are like."""

    @property
    def closeness(self) -> Closeness | None:
        """What the wording counts; None where words alone rank, or nothing was worded."""
        if self._closeness is None and self.profile.nearness and self.asked:
            self._closeness = Closeness(self.asked, self.profile.nearness, self._source)
        return self._closeness

    def page(self, matches: Matches) -> Matches:
        """Return the documents of the page asked for, in order, with the scores they are placed
        by; ``matches`` are all that pass the filters, scored by ``before``."""
        offset = self._query.offset
        return self._listed(matches, offset, offset + self._query.limit)

    def settled(self, matches: Matches) -> tuple[Scores, list[Key]]:
        """Return the scores ``matches`` are placed by on whichever page, and the keys by which the
        whole list is sorted: first what stands in the stretches looked at again."""
        head = self._listed(matches, 0, sum(self._stretches()))
        at = matches.docs.searchsorted(head.docs)
        scores, standing = matches.scores.copy(), np.zeros(len(matches.docs), np.int32)
        scores[at] = head.scores
        standing[at] = np.arange(len(at), 0, -1)
        sort = Sort.RELEVANCE if self._query.sort is Sort.RECENT else self._query.sort
        return scores, [standing.__getitem__, *keys(sort, matches.docs, scores, self.columns)]

    def _listed(self, matches: Matches, offset: int, end: int) -> Matches:
        done, shown = 0, []
        for length in self._stretches():
            begin, done = done, done + length
            if begin < end and offset < min(done, len(matches.docs)):
                own = self._closer(self._stretch(matches, begin, length))
                skipped = max(offset - begin, 0)
                left = min(end, done) - begin - skipped
                shown.append(self.first(Sort.RELEVANCE, own, skipped, left))
        if end > done or not shown:
            shown.append(self._after(matches, max(offset, done), end))
        return shown[0] if len(shown) == 1 else _joined(shown)

    def _after(self, matches: Matches, offset: int, end: int) -> Matches:
        return self.first(self._query.sort, matches, offset, max(end - offset, 0))

    def _stretches(self) -> tuple[int, ...]:
        """Return how many matches are looked at again together, from the first on."""
        nearness = self.profile.nearness
        ranked = self._query.sort in (Sort.RELEVANCE, Sort.RECENT) and bool(self.asked)
        return nearness.reread if ranked and nearness else ()

    @property
    def reach(self) -> int:
        """How many of the first matches must be known before a page is chosen."""
        end, done = self._query.offset + self._query.limit, 0
        for length in self._stretches():
            if done < end:
                done += length
        return max(end, done)

    def first(
        self, sort: Sort, matches: Matches, offset: int, limit: int, ordered: bool = True
    ) -> Matches:
        """Return so many of ``matches`` from place ``offset`` on, in the order of ``sort`` or, if
        any will do, ascending."""
        if sort is Sort.RECENT:
            sort = Sort.RELEVANCE
        docs, scores = matches
        by = keys(sort, docs, scores, self.columns)
        at = page(by, self.columns, docs, offset, limit, ordered)
        return Matches(docs.take(at), scores.take(at))

    def _stretch(self, matches: Matches, begin: int, length: int) -> Matches:
        """Return so many of ``matches`` from place ``begin`` on, the best first, ascending."""
        return self.first(Sort.RELEVANCE, matches, begin, length, ordered=False)

    def _closer(self, head: Matches) -> Matches:
        """Return ``head`` with what the wording of its documents counts."""
        if self.closeness is None:
            return head
        return Matches(head.docs, head.scores + self._added(self.closeness, head.docs))

    def before(self, matches: Matches) -> Matches:
        """Return ``matches`` with what they are about and how recent they are in their scores, if
        these place them: what the stretches are made by."""
        if self._query.sort not in (Sort.RELEVANCE, Sort.RECENT):
            return matches
        return Matches(matches.docs, self._before(*matches))

    def _before(self, docs: Docs, scores: Scores) -> Scores:
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
        return self._aged(closeness.of(docs), docs)

    def _aged(self, added: Scores, docs: Docs) -> Scores:
        return added * self.recency(docs) if self._query.sort is Sort.RECENT else added

    def leaders(self, matches: Matches) -> Docs:
        """Return those of ``matches`` that partial matches are compared with, ascending."""
        feedback = self.profile.feedback
        count = feedback.leaders if feedback else 0
        return self._stretch(self.before(matches), 0, count).docs

    def best_partial(self, matches: Matches, leaders: Docs, count: int) -> Matches:
        """Return the ``count`` best of ``matches``, which lack something asked for and are
        roughly scored: as many and some more are scored as hits are, any word counting, and
        compared with ``leaders``, the first hits."""
        looked_at = max(int(count * BEYOND), REREAD)
        docs = self._stretch(matches, 0, looked_at).docs
        scores = np.zeros(len(docs), np.float32)
        words = self._matcher.any_word(self.asked, docs)
        scores[docs.searchsorted(words.docs)] = words.scores
        closer = self._closer(Matches(docs, self._before(docs, scores)))
        liked = Matches(docs, closer.scores + self._liked(docs, leaders))
        return self.first(Sort.RELEVANCE, liked, 0, count)

    def _liked(self, docs: Docs, leaders: Docs) -> Scores:
        feedback = self.profile.feedback
        bare = feedback is not None and self.columns.untitled(docs).any()
        words = words_of(self.asked, self._source) if bare else []
        if feedback is None or not words:
            return np.zeros(len(docs), np.float32)
        self.likeness = Likeness(words, docs, leaders, feedback, self._source)
        return self._aged(self.likeness.scores, docs)

    @property
    def _size(self) -> int:
        return len(self.columns.live)


def _joined(parts: list[Matches]) -> Matches:
    """Return ``parts`` one behind the other."""
    docs, scores = zip(*parts, strict=True)
    return Matches(np.concatenate(docs), np.concatenate(scores))


def _years(days: Any) -> Any:
    """Return days written as numbers (20201009) in years; near enough to tell how old is old."""
    return days // 10000 + (days // 100 % 100) / 12 + (days % 100) / 365
