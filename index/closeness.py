"""How closely the first matches keep to the wording of a query, read off their texts.

Words alone rank well; characters, pairs of characters and neighbouring words, counted exactly,
rank better, and which documents come first is settled among the first fifty: so the texts of
these few are read, and nothing more is stored. What stands together counts once more: at the
beginning of a body without a title, in the best passage of one that has a title. Every part only
adds, hence who was not looked at stays behind.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.columns import Columns
from index.lists import Docs, Mask, Scores
from index.places import Numbers, Places, Streams, units
from index.postings import Texts
from index.query import Phrase, Words, weight_of
from index.schema import Kind
from index.scoring import Nearness, Scorer
from tokenizers.analyzer import Analyzer
from tokenizers.folding import fold

_TEXTS = ("title", "body")
_NOWHERE = np.iinfo(np.int32).max
Matrix = NDArray[np.float64]
"""A row for each needle."""


class Needle(NamedTuple):
    """A string to look for, and what it counts at most: however often it stands in a title and in
    a body, for standing at the beginning of a body, and with others in a passage of one."""

    string: str
    title: float
    body: float
    lead: float = 0.0
    passage: float = 0.0

    def weighed(self, weight: float) -> Needle:
        """Return this needle, counting ``weight`` times as much."""
        if weight == 1:
            return self
        return Needle(self.string, *(weight * worth for worth in self[1:]))

    def or_more(self, other: Needle) -> Needle:
        """Return this needle, counting as much as ``other`` where that counts more."""
        return Needle(self.string, *map(max, self[1:], other[1:]))


class Part(NamedTuple):
    """One thing that brought a document closer: the string, the text it stands in (``lead``: the
    beginning of a body, ``passage``: the best passage of one), how often it stands there, what it
    would count at most, what it counts."""

    string: str
    text: str
    often: int
    worth: float
    score: float


class Source(NamedTuple):
    """Where closeness looks things up."""

    texts: Texts
    columns: Columns
    scorer: Scorer
    analyzer: Analyzer


class _Found(NamedTuple):
    """The documents looked at, which of them have no title, how long their titles and then their
    bodies are, and every place of the needles in these."""

    docs: Docs
    untitled: Mask
    lengths: Numbers
    places: Places


class Closeness:
    """What a query's wording counts in documents of one state of an index."""

    def __init__(self, asked: Sequence[Words | Phrase], nearness: Nearness, source: Source) -> None:
        self._nearness = nearness
        self._source = source
        self._most = source.scorer.k1 + 1
        needles: dict[str, Needle] = {}
        for needle in (n.weighed(weight_of(node)) for node in asked for n in self._wanted(node)):
            known = needles.get(needle.string)
            needles[needle.string] = known.or_more(needle) if known else needle
        self._needles = list(needles.values())
        self._strings = list(needles)
        self._units = np.array([[len(units(string))] for string in self._strings])
        worth = np.array([needle[1:] for needle in self._needles], float).reshape(-1, 4)
        self._worth = dict(
            zip((*_TEXTS, "lead", "passage"), worth.T[:, :, np.newaxis], strict=True)
        )

    def of(self, docs: Docs) -> Scores:
        """Return what the wording counts in each of ``docs``; never below 0."""
        if not (len(docs) and self._needles):
            return np.zeros(len(docs), np.float32)
        found = self._found(docs)
        scores = self._counted(found)[1].sum(axis=0)
        total = scores[: len(docs)] + scores[len(docs) :]
        if found.untitled.any():
            total += self._leading(found).sum(axis=0)
        if not found.untitled.all():
            _, scores, begin = self._passages(found)
            total += np.maximum.reduceat(scores, begin)[len(docs) :] * ~found.untitled
        added: Scores = total.astype(np.float32)
        return added

    def parts(self, doc: int) -> list[Part]:
        """Return what of the wording one document has."""
        if not self._needles:
            return []
        found = self._found(np.array([doc], np.intp))
        often, scores = (matrix.tolist() for matrix in self._counted(found))
        parts = []
        for needle, times, counted in zip(self._needles, often, scores, strict=True):
            rows = zip(_TEXTS, times, needle[1:3], counted, strict=True)
            parts += [Part(needle.string, t, int(n), worth, s) for t, n, worth, s in rows if s]
        return parts + list(self._beside(found))

    def _beside(self, found: _Found) -> Iterator[Part]:
        """Yield what stands at the beginning, or in the best passage, of one body."""
        if found.untitled[0]:
            for needle, score in zip(self._needles, self._leading(found)[:, 0], strict=True):
                if score:
                    yield Part(needle.string, "lead", 1, needle.lead, float(score))
            return
        having, scores, begin = self._passages(found)
        best = having[:, begin[1] + scores[begin[1] :].argmax()]
        for needle, there in zip(self._needles, best.tolist(), strict=True):
            if there and needle.passage:
                yield Part(needle.string, "passage", 1, needle.passage, needle.passage)

    def _found(self, docs: Docs) -> _Found:
        texts = self._source.texts
        streams = Streams([stream for text in _TEXTS for stream in texts.streams(text, docs)])
        untitled = self._source.columns.lengths["title"][docs] == 0
        return _Found(docs, untitled, streams.lengths, streams.places(self._strings))

    def _counted(self, found: _Found) -> tuple[Matrix, Matrix]:
        """Return how often each needle stands in each title and then in each body, and what that
        counts."""
        rows, columns, count = len(self._needles), len(found.lengths), len(found.docs)
        cells = found.places.string * columns + found.places.text
        often = np.bincount(cells, minlength=rows * columns).reshape(rows, columns).astype(float)
        norms = [self._source.scorer.norms(text).take(found.docs) for text in _TEXTS]
        scores = often / (often + np.concatenate(norms))
        scores[:, :count] *= self._worth["title"]
        scores[:, count:] *= self._worth["body"]
        return often, scores

    def _leading(self, found: _Found) -> Matrix:
        """Return what each needle counts for where it first stands in each body without a title."""
        first = np.full((len(self._needles), len(found.lengths)), _NOWHERE)
        np.minimum.at(first, (found.places.string, found.places.text), found.places.at)
        first = first[:, len(found.docs) :]
        near = self._nearness
        inside = (first <= near.lead_length - self._units) & found.untitled
        shares = np.where(inside, np.exp(-first / near.lead_fade), 0.0)
        leading: Matrix = shares * self._worth["lead"]
        return leading

    def _passages(self, found: _Found) -> tuple[Mask, Numbers, Numbers]:
        """Return which needles each passage of the texts holds, what these count together, and at
        which passage each text begins. Passages overlap by half: what stands close together
        stands in one of them."""
        half = self._nearness.passage // 2
        halves = found.lengths // half + 2
        begin = np.cumsum(halves) - halves
        string, text, at = found.places
        there = np.zeros((len(self._needles), int(halves.sum()) + 1), bool)
        there[string, begin.take(text) + at // half + 1] = True
        having = there[:, :-1] | there[:, 1:]
        needle, passage = np.divmod(np.flatnonzero(having), having.shape[1])
        worth = self._worth["passage"][:, 0].take(needle)
        scores: Numbers = np.bincount(passage, worth, minlength=having.shape[1])
        return having, scores, begin

    def _wanted(self, node: Words | Phrase) -> Iterator[Needle]:
        near = self._nearness
        stream = fold(node.text)
        beside = (near.lead, near.together) if "body" in node.fields else (0.0, 0.0)
        for one in dict.fromkeys(stream):
            title, body = self._at_most(near.characters, node.fields, Kind.GRAMS, one)
            yield Needle(one, title, body)
        for pair in dict.fromkeys(map("".join, pairwise(stream))):
            rarity = self._rarity("body", Kind.GRAMS, pair)
            title, body = self._at_most(near.pairs, node.fields, Kind.GRAMS, pair)
            yield Needle(pair, title, body, beside[0] * rarity, beside[1] * rarity)
        words = [word.term for word in self._source.analyzer.query_words(node.text)]
        for one, other in pairwise(words):
            first, second = (
                self._at_most(near.neighbours, node.fields, Kind.WORDS, word)
                for word in (one, other)
            )
            yield Needle(one + other, (first[0] + second[0]) / 2, (first[1] + second[1]) / 2)

    def _at_most(
        self, weights: Mapping[str, float], fields: Sequence[str], kind: Kind, term: str
    ) -> list[float]:
        """Return what ``term`` counts at most in each text: the rarer it is there, the more."""
        return [
            weight * self._most * self._rarity(text, kind, term)
            if (weight := weights[text]) and text in fields
            else 0.0
            for text in _TEXTS
        ]

    def _rarity(self, text: str, kind: Kind, term: str) -> float:
        return self._source.scorer.rarity(self._source.texts.held(text, kind, term))
