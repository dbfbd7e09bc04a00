"""How closely the first matches keep to the wording of a query, read off their texts.

Words alone rank well; characters, pairs of characters and neighbouring words, counted exactly,
rank better, and which documents come first is settled among the first few: so the texts of these
are read, those of the next few hundred for whoever turns the page, and nothing more is stored.
What stands together counts once more: at the beginning of a body without a title, in the best
passage of one that has a title. Every part only adds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.columns import Columns
from index.lists import Docs, Mask, Scores
from index.places import Found, Numbers, Streams
from index.postings import Texts
from index.query import Phrase, Words, weight_of
from index.schema import Kind
from index.scoring import Nearness, Scorer
from index.spelling import Spelling
from tokenizers.analyzer import Analyzer
from tokenizers.folding import fold

_TEXTS = ("title", "body")
_NOWHERE = np.iinfo(np.int32).max
_KEPT = 1000
"""Wordings remembered of one state."""
Matrix = NDArray[np.float64]
"""A row for each needle."""


class Needle(NamedTuple):
    """A string to look for, and what it counts at most: however often it stands in a title, in a
    body, in a body without a title; for standing at the beginning of such a body, and with others
    in a passage of one that has a title."""

    string: str
    title: float = 0.0
    body: float = 0.0
    untitled: float = 0.0
    lead: float = 0.0
    passage: float = 0.0

    def or_more(self, other: Needle) -> Needle:
        """Return this needle, counting as much as ``other`` where that counts more."""
        return Needle(
            self.string, *(max(own, its) for own, its in zip(self[1:], other[1:], strict=True))
        )


class Part(NamedTuple):
    """One thing that brought a document closer: the string, the text it stands in (``lead``: the
    beginning of a body, ``passage``: the best passage of one), how often it stands there, what it
    would count at most, what it counts."""

    string: str
    text: str
    often: int
    worth: float
    score: float


class Needles:
    """Needles, and what they count as columns, a row for each."""

    def __init__(self, rows: list[Needle]) -> None:
        self.rows = rows
        worth = np.array([needle[1:] for needle in rows], float).reshape(-1, 5, 1)
        self.texts = np.ascontiguousarray(worth[:, :2])
        """What each counts in a title and in a body."""
        self.untitled, self.lead, self.passage = (worth[:, column] for column in (2, 3, 4))
        self.meet = np.count_nonzero(self.passage) > 1
        """Whether there is more than one that others can stand beside."""

    @cached_property
    def spelling(self) -> Spelling:
        """Their strings, as they are looked for."""
        return Spelling([needle.string for needle in self.rows])

    @cached_property
    def units(self) -> Numbers:
        """How many units of UTF-16 each string has."""
        return np.array([[len(own)] for own in self.spelling.units])


class Wordings:
    """What queries asked lately look for: whoever narrows a search or turns a page asks again."""

    def __init__(self) -> None:
        self._known: dict[tuple[tuple[Words | Phrase, ...], bool], Needles] = {}

    def of(
        self, asked: tuple[Words | Phrase, ...], untitled: bool, make: Callable[[], Needles]
    ) -> Needles:
        """Return what ``asked`` looks for in documents with a title or in all, made once."""
        known = self._known.get((asked, untitled))
        if known is None:
            if len(self._known) >= _KEPT:
                self._known.clear()
            known = self._known[asked, untitled] = make()
        return known


class Source(NamedTuple):
    """Where closeness looks things up."""

    texts: Texts
    columns: Columns
    scorer: Scorer
    analyzer: Analyzer
    wordings: Wordings


def _each(needles: Iterable[Needle]) -> list[Needle]:
    """Return each string once, counting what it counts most."""
    found: dict[str, Needle] = {}
    for needle in needles:
        known = found.get(needle.string)
        found[needle.string] = known.or_more(needle) if known else needle
    return list(found.values())


class _Seen(NamedTuple):
    """The documents looked at, which of them have no title, how many have none, what was
    looked for, their titles and then their bodies, where it was found in these, and how often in
    each block of them."""

    docs: Docs
    untitled: Mask
    bare: int
    needles: Needles
    streams: Streams
    found: Found
    blocks: Numbers


class Closeness:
    """What a query's wording counts in documents of one state of an index."""

    def __init__(
        self, asked: tuple[Words | Phrase, ...], nearness: Nearness, source: Source
    ) -> None:
        self._asked = asked
        self._nearness = nearness
        self._source = source
        self._most = source.scorer.k1 + 1

    def _needles(self, untitled: bool) -> Needles:
        """Return what counts in documents with a title, or that and what counts without one."""
        return self._source.wordings.of(self._asked, untitled, lambda: self._made(untitled))

    def _made(self, untitled: bool) -> Needles:
        if not untitled:
            return Needles(_each(n for node in self._asked for n in self._wanted(node)))
        alone = _each(n for node in self._asked for n in self._characters(node))
        return Needles([*self._needles(untitled=False).rows, *alone])

    def of(self, docs: Docs) -> Scores:
        """Return what the wording counts in each of ``docs``; never below 0."""
        seen = self._seen(docs)
        if seen is None:
            return np.zeros(len(docs), np.float32)
        _, scores = self._counted(seen)
        counts = np.add.reduce(scores) if len(scores) > 1 else scores[0]
        total = counts[0] + counts[1]
        if seen.bare:
            total += np.add.reduce(self._leading(seen))
        if seen.needles.meet and seen.bare < len(docs):
            _, passages, begin = self._passages(seen)
            best = np.maximum.reduceat(passages, begin)
            total += best * ~seen.untitled if seen.bare else best
        added: Scores = total.astype(np.float32)
        return added

    def parts(self, doc: int) -> list[Part]:
        """Return what of the wording one document has."""
        seen = self._seen(np.array([doc], np.intp))
        if seen is None:
            return []
        often, scores = (matrix[:, :, 0].tolist() for matrix in self._counted(seen))
        parts = []
        for needle, times, counted in zip(seen.needles.rows, often, scores, strict=True):
            worths = (needle.title, needle.body + needle.untitled * float(seen.untitled[0]))
            rows = zip(_TEXTS, times, worths, counted, strict=True)
            parts += [Part(needle.string, t, int(n), worth, s) for t, n, worth, s in rows if s]
        return parts + list(self._beside(seen))

    def _beside(self, seen: _Seen) -> Iterator[Part]:
        """Yield what stands at the beginning, or in the best passage, of one body."""
        if seen.bare:
            for needle, score in zip(seen.needles.rows, self._leading(seen)[:, 0], strict=True):
                if score:
                    yield Part(needle.string, "lead", 1, needle.lead, float(score))
            return
        if not seen.needles.meet:
            return
        having, scores, begin = self._passages(seen)
        best = having[:, begin[0] + scores[begin[0] :].argmax()]
        for needle, there in zip(seen.needles.rows, best.tolist(), strict=True):
            if there and needle.passage:
                yield Part(needle.string, "passage", 1, needle.passage, needle.passage)

    def _seen(self, docs: Docs) -> _Seen | None:
        """Return where everything stands that counts in ``docs``; None if nothing does."""
        texts = self._source.texts
        untitled = self._source.columns.untitled(docs)
        bare = 0 if self._source.columns.titled else int(np.count_nonzero(untitled))
        needles = self._needles(bare > 0)
        if not needles.rows or not len(docs):
            return None
        read = [stream for text in _TEXTS for stream in texts.streams(text, docs)]
        # Blocks of half a passage: passages overlap by half.
        streams = Streams(read, self._nearness.passage // 2)
        found = streams.find(needles.spelling)
        return _Seen(docs, untitled, bare, needles, streams, found, found.by_block)

    def _counted(self, seen: _Seen) -> tuple[Matrix, Matrix]:
        """Return how often each needle stands in the titles and in the bodies, and what that
        counts."""
        needles, shape = seen.needles, (len(seen.blocks), len(_TEXTS), len(seen.docs))
        counts = np.add.reduceat(seen.blocks, seen.streams.begin, axis=1)
        often: Matrix = counts.reshape(shape).astype(float)
        norms = [self._source.scorer.norms(text).take(seen.docs) for text in _TEXTS]
        scores = often / (often + np.array(norms))
        worth = needles.texts
        if seen.bare:
            worth = worth.repeat(len(seen.docs), axis=2)
            worth[:, 1] += needles.untitled * seen.untitled
        scores *= worth
        return often, scores

    def _leading(self, seen: _Seen) -> Matrix:
        """Return what each needle counts for where it first stands in each body without a title."""
        count = len(seen.docs)
        first = np.full((len(seen.needles.rows), 2 * count), _NOWHERE)
        string, text, at = seen.found.places
        np.minimum.at(first, (string, text), at)
        first = first[:, count:]
        near = self._nearness
        inside = (first <= near.lead_length - seen.needles.units) & seen.untitled
        shares = np.where(inside, np.exp(-first / near.lead_fade), 0.0)
        leading: Matrix = shares * seen.needles.lead
        return leading

    def _passages(self, seen: _Seen) -> tuple[Mask, NDArray[np.float64], Numbers]:
        """Return which needles each passage holds, what these count together, and at which
        passage each body begins. Every block makes a passage with the one before it, so what
        stands close together stands in one of them; that before the first of a text is empty."""
        having = np.logical_or(seen.blocks[:, 1:], seen.blocks[:, :-1])
        scores: NDArray[np.float64] = np.add.reduce(having * seen.needles.passage)
        return having, scores, seen.streams.begin[len(seen.docs) :] - 1

    def _wanted(self, node: Words | Phrase) -> Iterator[Needle]:
        """Yield pairs of characters, and words side by side."""
        near, most = self._nearness, self._most
        title, body = (weight_of(node) * (text in node.fields) for text in _TEXTS)
        for pair in dict.fromkeys(map("".join, pairwise(fold(node.text)))):
            in_title = title * self._rarity("title", Kind.GRAMS, pair)
            in_body = body * self._rarity("body", Kind.GRAMS, pair)
            yield Needle(
                pair,
                title=near.titles * most * in_title,
                body=near.pairs * most * in_body,
                lead=near.lead * in_body,
                passage=near.together * in_body,
            )
        words = [word.term for word in self._source.analyzer.query_words(node.text)]
        for one, other in pairwise(words):
            rare = body * sum(self._rarity("body", Kind.WORDS, word) for word in (one, other)) / 2
            yield Needle(one + other, body=near.neighbours * most * rare)

    def _characters(self, node: Words | Phrase) -> Iterator[Needle]:
        weight = self._nearness.characters * self._most * weight_of(node)
        for one in dict.fromkeys(fold(node.text)) if "body" in node.fields else ():
            yield Needle(one, untitled=weight * self._rarity("body", Kind.GRAMS, one))

    def _rarity(self, text: str, kind: Kind, term: str) -> float:
        return self._source.scorer.rarity(self._source.texts.held(text, kind, term))
