"""BM25: one number for how much a document is about a term, over its texts.

Each text is scored by itself, with its own rarities and lengths, and the texts are weighed and
added. Titles count little here: what of a title agrees with a query character by character counts
in ``index.closeness``. The weights were chosen together on the tuning halves of the relevance sets
(``make relevance``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.columns import Columns
from index.lists import Docs, Mask, Scores
from index.postings import Postings
from index.query import TEXTS
from index.sums import Part, summed

B = 0.75
_PIECE = 1 << 16
"""Documents scored at a time."""

Found = Sequence[tuple[str, Postings, int]]
"""Postings of one term by text, and how many documents have it there, in ``postings`` or not."""


def rarity(held: int, documents: int) -> float:
    """Return what a term counts that ``held`` of ``documents`` have, as Lucene has it."""
    return log(1 + (documents - held + 0.5) / (held + 0.5))


class Scorer:
    """Scores over one state of an index; its statistics count live documents only."""

    def __init__(
        self, columns: Columns, k1: float, weights: Mapping[str, float], rounded: bool
    ) -> None:
        self.k1 = k1
        self.weights = weights
        self._rounded = rounded
        self._columns = columns
        self._norms: dict[str, Scores] = {}
        self._size = len(columns.live)

    def score(self, found: Found) -> tuple[Docs, Scores]:
        """Return the documents of one term over several texts, ascending, and their scores."""
        return summed(self.by_text(found), self._size)

    def by_text(self, found: Found, weight: float = 1) -> list[Part]:
        """Return the documents and scores in each text that has any, to be added up."""
        parts: list[Part] = []
        for text, postings, held in found:
            if not postings.number:
                continue
            norms, worth = self.norms(text), np.float32(self.worth(text, held))
            if postings.spread is not None:
                parts.append(_Everywhere(postings.spread, norms, worth, weight))
                continue
            weights = postings.counts.astype(np.float32)
            below = norms.take(postings.docs)
            below += weights
            parts.append((postings.docs, _scored(weights, below, worth, weight)))
        return parts

    def each(self, text: str, docs: Docs, counts: Scores, held: int) -> Scores:
        """Return the score of each of ``docs`` by a term that ``held`` documents have in ``text``,
        and these so often; ``counts`` are overwritten."""
        below = self.norms(text).take(docs)
        below += counts
        return _scored(counts, below, np.float32(self.worth(text, held)), 1)

    def worth(self, text: str, held: int) -> float:
        """Return what a term that ``held`` documents have in ``text`` would count at most."""
        return self.rarity(held) * (self.k1 + 1) * self.weights[text]

    def rarity(self, held: int) -> float:
        """Return what a term counts that ``held`` documents have, as Lucene has it."""
        return rarity(held, self._columns.living)

    def norms(self, text: str) -> Scores:
        """Return what is added to a frequency in each document before it divides: the longer the
        text against the average, the more; made when first asked for."""
        known = self._norms.get(text)
        if known is None:
            lengths = self._columns.lengths
            average = lengths.total(text) / max(self._columns.living, 1) or 1.0
            pieces = lengths.each(text, self._rounded)
            known = np.concatenate(pieces, dtype=np.float32, casting="unsafe")
            known *= np.float32(self.k1 * B / average)
            known += np.float32(self.k1 * (1 - B))
            self._norms[text] = known
        return known


class _Everywhere:
    """The scores of a term that many documents have, worked out where they are added up."""

    __slots__ = ("_norms", "_spread", "_weight", "_worth")

    def __init__(
        self, spread: NDArray[Any], norms: Scores, worth: np.float32, weight: float
    ) -> None:
        self._spread, self._norms = spread, norms
        self._worth, self._weight = worth, weight

    @property
    def most(self) -> float:
        """What no score is above, however often a document has the term."""
        return float(self._worth) * self._weight

    @property
    def held(self) -> Mask:
        """Which documents have the term."""
        held: Mask = self._spread > 0
        return held

    def of(self, docs: Docs) -> Scores:
        """Return the score of each of ``docs``, 0 where it has none."""
        weights = self._spread.take(docs).astype(np.float32)
        below = self._norms.take(docs) + weights
        return _scored(weights, below, self._worth, self._weight)

    def add_to(self, sums: Scores) -> None:
        """Add to ``sums`` the score of every document: so many at a time that all that is made of
        them is still near when it is read again."""
        for start in range(0, len(sums), _PIECE):
            own = slice(start, start + _PIECE)
            weights = self._spread[own].astype(np.float32)
            below = self._norms[own] + weights
            sums[own] += _scored(weights, below, self._worth, self._weight)


def _scored(weights: Scores, below: Scores, worth: np.float32, weight: float) -> Scores:
    """Return the scores of frequencies ``weights``, in their place."""
    weights *= worth
    weights /= below
    if weight != 1:
        weights *= np.float32(weight)
    return weights


@dataclass(frozen=True, slots=True)
class Nearness:
    """What the texts of the first matches count, read once more beside their words.

    However often they stand there: ``pairs`` of characters and ``neighbours``, words side by side,
    in a body; pairs in a title (``titles``); single ``characters`` in a body without a title.
    ``lead``: what a pair counts by where it first stands in a body without a title: all of it at
    the beginning, less and less within ``lead_length`` characters. ``together``: what it counts in
    a body that has one, if it stands in the best ``passage`` of so many characters, by fours.
    ``reread``: how many of the first matches are looked at together, and how many behind them.
    """

    characters: float
    pairs: float
    neighbours: float
    titles: float
    lead: float
    together: float
    passage: int = 60
    lead_fade: float = 150.0
    lead_length: int = 160
    reread: tuple[int, ...] = (16, 300)


@dataclass(frozen=True, slots=True)
class Feedback:
    """What it counts that a partial match is like what is sought (see ``index.feedback``).

    Of the mean worth of the words, in a body without a title: ``first``, that a word stands at its
    beginning, less and less the later (``fade``); ``share``, that it stands there as often as the
    commonest pair of characters. Of the worth of all words: ``hits``, to be like the first so many
    (``leaders``) that have them all; ``apart``, to be unlike just any candidate. ``context``: to be
    like the texts that have a word it lacks, of the worth of that word. What has more than so many
    ``words`` says by itself what it is about: ``apart`` and ``context`` count for no more words
    than that. ``read``: characters of each text that are read. Chosen on the tuning half of the
    keywords and 4,700 more draws; ``share``, ``hits`` and ``apart`` were then set so that no floor
    of the test half fell, which makes its figures slightly optimistic.
    """

    first: float
    share: float
    hits: float
    context: float
    apart: float
    words: int = 4
    fade: float = 150.0
    leaders: int = 10
    read: int = 2000


@dataclass(frozen=True, slots=True)
class Profile:
    """How texts are matched and ranked.

    ``substring`` is how often a string inside other words occurs, as a fraction of a word; None
    if only words match words. ``quoted`` is what a quoted string counts beside its words, and
    ``about`` what it counts that a document is about a place or an organization asked for, both
    against a word of the body. Without ``nearness`` words alone rank, without ``feedback`` partial
    matches are ranked like others. ``rounded`` lengths are as coarse as other engines keep them.
    """

    k1: float
    weights: Mapping[str, float]
    substring: float | None
    quoted: float
    about: float
    nearness: Nearness | None
    feedback: Feedback | None = None
    rounded: bool = False

    def scorer(self, columns: Columns) -> Scorer:
        """Return the scorer over one state of an index."""
        return Scorer(columns, self.k1, self.weights, self.rounded)


READERS = Profile(
    k1=0.9,
    weights={"title": 1.0, "body": 1.0, "source_name": 0.2, "supplied": 1.0},
    substring=0.05,
    quoted=1.0,
    about=2.0,
    nearness=Nearness(
        characters=0.8,
        pairs=0.35,
        neighbours=0.2,
        titles=0.3,
        lead=1.0,
        together=0.5,
    ),
    feedback=Feedback(first=2.0, share=1.5, hits=4.0, context=8.0, apart=2.5),
)
"""What readers are given."""
PLAIN = Profile(
    k1=1.2,
    weights=dict.fromkeys(TEXTS, 1.0),
    substring=None,
    quoted=0.0,
    about=0.0,
    nearness=None,
    rounded=True,
)
"""What other engines can be compared with."""
