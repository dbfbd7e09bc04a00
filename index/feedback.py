"""Which partial matches are about what is sought, though they lack words of it: relevance feedback.

What lacks a word cannot be scored by it. But the texts that have all words, and those among the
candidates that have the word, show what else is said where it is said: a partial match counts more
the more it is like them (Rocchio's vectors, of pairs of characters), and the less it is like just
any candidate. And a body without a title says first, and often, what it is about. All of it is
read off the texts of the candidates, and only where a page has room for partial matches; nothing
is stored. Titles say what their texts are about, and with them nothing is won: so it counts by the
share of the candidates that have none.

Vectors weigh a pair by its frequency as BM25 does, and by its rarity among the texts looked at.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.closeness import Part, Source
from index.lists import Docs, Mask, Scores
from index.matching import weighed_words
from index.places import Streams
from index.query import Phrase, Words
from index.schema import Kind
from index.scoring import B, Feedback
from index.spelling import Spelling

_MOST = 16
"""Words whose contexts are compared, the rarest first."""
_DIGITS = 6
"""Decimals that likenesses are rounded to: so many are the same whichever text is added first."""
_UNIT_BYTES = 2
Numbers = NDArray[np.float64]


class Word(NamedTuple):
    """A word of the query, and its weight in it times its rarity."""

    term: str
    worth: float


class Vectors:
    """Texts as vectors of length 1: what each pair of characters weighs in each text."""

    def __init__(self, streams: Streams, k1: float) -> None:
        lengths = streams.lengths
        self.count = len(lengths)
        text, pair = streams.pairs()
        # By pair first: what is sorted once stands together by pair, and in it by text.
        cells = pair * self.count + text
        cells.sort()
        new = np.flatnonzero(np.diff(cells, prepend=-1))
        often = np.diff(new, append=len(cells))
        self.peaks = np.ones(self.count)
        """How often the commonest pair of each text stands there."""
        pair, text = np.divmod(cells.take(new), max(self.count, 1))
        np.maximum.at(self.peaks, text, often)
        first = np.flatnonzero(np.diff(pair, prepend=-1))
        held = np.diff(first, append=len(pair))
        norms = k1 * (1 - B + B * lengths / max(float(lengths.mean()), 1.0))
        weights = often / (often + norms.take(text))
        weights *= np.repeat(np.log((self.count + 1) / (held + 0.5)), held)
        whole = np.sqrt(np.bincount(text, weights * weights, minlength=self.count))
        # Pairs of one text alone make no two texts alike.
        shared = np.repeat(held > 1, held)
        held = held[held > 1]
        self._columns = len(held)
        self._column = np.repeat(np.arange(self._columns), held)
        self._text = text[shared]
        self._weights: Numbers = weights[shared] / whole.take(self._text)

    def like(self, chosen: Mask) -> Numbers:
        """Return how like the mean of those ``chosen`` each text is, from 0 to 1 (cosine)."""
        kept = self._weights * chosen.take(self._text)
        mean = np.bincount(self._column, kept, minlength=self._columns)
        # Not a product of vectors: libraries of linear algebra wake threads for these.
        length = float(np.sqrt(np.sum(mean * mean)))
        if not length:
            return np.zeros(self.count)
        products = self._weights * mean.take(self._column)
        alike: Numbers = np.bincount(self._text, products, minlength=self.count) / length
        return alike.round(_DIGITS)


class Likeness:
    """What candidates count for being like what is sought, in texts of one state of an index."""

    def __init__(
        self, words: list[Word], docs: Docs, leaders: Docs, weights: Feedback, source: Source
    ) -> None:
        """``docs`` are the candidates, at least one, and ``leaders`` the first that match; both
        ascend. There is at least one of the ``words``, distinct."""
        self._words = sorted(words, key=lambda word: -word.worth)[:_MOST]
        self._docs, self._leads = docs, len(leaders)
        self._weights = weights
        read = [s for own in (leaders, docs) for s in source.texts.streams("body", own)]
        streams = Streams([stream[: _UNIT_BYTES * weights.read] for stream in read])
        self._vectors = Vectors(streams, source.scorer.k1)
        self._first, self._often = self._places(streams)
        self._untitled: Mask = source.columns.untitled(docs)
        self._bare = float(self._untitled.mean())
        self._parts = list(self._scored())

    @property
    def scores(self) -> Scores:
        """What each candidate counts; never below 0."""
        total = np.zeros(len(self._docs))
        for _, scores in self._parts:
            total += scores
        added: Scores = total.astype(np.float32)
        return added

    def parts(self, doc: int) -> list[Part]:
        """Return what one candidate counts, and for what: a part for each thing it has or is like
        (``text``: hits, apart, context, first, share, as ``Feedback`` names them)."""
        at = int(self._docs.searchsorted(doc))
        named = ((part, float(scores[at])) for part, scores in self._parts)
        return [part._replace(score=score) for part, score in named if score > 0]

    def _places(self, streams: Streams) -> tuple[Numbers, Numbers]:
        """Return where each word first begins in each text, infinity where it does not stand, and
        how often it stands there."""
        size = len(self._words), self._vectors.count
        places = streams.find(Spelling([word.term for word in self._words])).places
        first = np.full(size, np.inf)
        np.minimum.at(first, (places.string, places.text), places.at)
        cells = places.string * self._vectors.count + places.text
        often = np.bincount(cells, minlength=size[0] * size[1]).reshape(size)
        return first, often.astype(float)

    def _scored(self) -> Iterator[tuple[Part, Numbers]]:
        """Yield every part there may be, and what each candidate counts by it."""
        weights, whole = self._weights, sum(word.worth for word in self._words)
        few = len(self._words) <= weights.words
        every = np.ones(self._vectors.count, bool)
        leaders = np.arange(self._vectors.count) < self._leads
        yield self._part("", "hits", weights.hits * whole, self._like(leaders))
        yield self._part("", "apart", few * weights.apart * whole, 1 - self._like(every))
        mean = whole / len(self._words)
        shares = np.minimum(self._often / self._vectors.peaks, 1)[:, self._leads :]
        for word, first, share in zip(self._words, self._first, shares, strict=True):
            lacking = np.isinf(first[self._leads :])
            context = self._like(np.isfinite(first)) * lacking
            yield self._part(word.term, "context", few * weights.context * word.worth, context)
            early = np.exp(-first[self._leads :] / weights.fade) * self._untitled
            yield self._part(word.term, "first", weights.first * mean, early)
            yield self._part(word.term, "share", weights.share * mean, share * self._untitled)

    def _like(self, chosen: Mask) -> Numbers:
        """Return how like those ``chosen`` of all texts each candidate is."""
        return self._vectors.like(chosen)[self._leads :]

    def _part(self, string: str, text: str, worth: float, share: Numbers) -> tuple[Part, Numbers]:
        worth *= self._bare
        return Part(string, text, 1, worth, 0.0), worth * share


def words_of(asked: Sequence[Words | Phrase], source: Source) -> list[Word]:
    """Return the words of the texts ``asked`` that are sought in bodies, and stand in some."""
    found: dict[str, float] = {}
    for (term, fields), weight in weighed_words(asked, source.analyzer).items():
        held = source.texts.held("body", Kind.WORDS, term) if "body" in fields else 0
        if held:
            worth = weight * source.scorer.rarity(held)
            found[term] = max(found.get(term, 0.0), worth)
    return [Word(term, worth) for term, worth in found.items()]
