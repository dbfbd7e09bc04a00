"""Query nodes → matching documents with scores, over any engine's texts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce

import numpy as np

from index.columns import Columns, Mask, Numbers
from index.postings import Clock, Postings, Scores, Texts
from index.query import And, Everything, FacetValue, Node, Not, Or, Phrase, Words
from index.schema import Kind
from index.scoring import Scorer
from tokenizers.analyzer import Analyzer
from tokenizers.folding import fold

SUBSTRING = 0.1
"""What a string inside other words counts, against the same string as a word."""

_PROOF = 512
"""Documents whose text is read between two looks at the clock."""


@dataclass(frozen=True, slots=True)
class Matches:
    """Matching documents, ascending, and the score of each."""

    docs: Numbers
    scores: Scores


class Matcher:
    """Answers nodes over one state of an index, until the clock runs out."""

    def __init__(
        self, texts: Texts, columns: Columns, scorer: Scorer, analyzer: Analyzer, clock: Clock
    ) -> None:
        self._texts = texts
        self._columns = columns
        self._scorer = scorer
        self._analyzer = analyzer
        self._clock = clock

    def match(self, node: Node) -> Matches:
        """Return what matches ``node``; raise EngineTimeout."""
        match node:
            case Everything():
                return self._unscored(self._columns.live)
            case Words():
                return self._words(node)
            case Phrase():
                return self._phrase(node)
            case FacetValue(facet, _, values):
                return self._unscored(self._columns.live & self._columns.facets[facet].mask(values))
            case Not(child):
                mask = self._columns.live.copy()
                mask[self.match(child).docs] = False
                return self._unscored(mask)
            case And(nodes):
                return self._all(nodes)
            case Or(nodes):
                return reduce(_either, map(self.match, nodes), _nothing())

    def _unscored(self, mask: Mask) -> Matches:
        docs = np.flatnonzero(mask).astype(np.int32)
        return Matches(docs, np.zeros(len(docs)))

    def _all(self, nodes: Iterable[Node]) -> Matches:
        found: Matches | None = None
        for node in nodes:
            found = self.match(node) if found is None else _both(found, self.match(node))
            if not len(found.docs):
                break
        return self._unscored(self._columns.live) if found is None else found

    def _words(self, node: Words) -> Matches:
        """Every word as a word or, failing that, as a string: a cut piece of copied text is
        always a string of the page copied from, however the page itself was cut."""
        pieces = {
            word.term: fold(node.text[word.start : word.end])
            for word in self._analyzer.query_words(node.text)
        }
        if not pieces:
            return self._weighted(self._exact(fold(node.text), node.fields), SUBSTRING)
        found: Matches | None = None
        for term, needle in pieces.items():
            exact = self._weighted(self._exact(needle, node.fields), SUBSTRING)
            either = _either(self._term(term, node.fields), exact)
            found = either if found is None else _both(found, either)
            if not len(found.docs):
                break
        return found or _nothing()

    def _phrase(self, node: Phrase) -> Matches:
        found = self._weighted(self._exact(fold(node.text), node.fields), 1.0)
        for term in {word.term for word in self._analyzer.query_words(node.text)}:
            found = _raised(found, self._term(term, node.fields))
        return found

    def _term(self, term: str, fields: tuple[str, ...]) -> Matches:
        self._clock.check()
        found = [(text, self._texts.postings(text, Kind.WORDS, term)) for text in fields]
        return Matches(*self._scorer.score(found))

    def _weighted(self, found: list[tuple[str, Postings]], weight: float) -> Matches:
        docs, scores = self._scorer.score(found)
        return Matches(docs, scores * weight)

    def _exact(self, needle: str, fields: tuple[str, ...]) -> list[tuple[str, Postings]]:
        return [(text, self._holding(text, needle)) for text in fields] if needle else []

    def _holding(self, text: str, needle: str) -> Postings:
        self._clock.check()
        if len(needle) <= 2:
            return self._texts.postings(text, Kind.GRAMS, needle)
        docs = self._candidates(text, needle)
        proven = []
        for start in range(0, len(docs), _PROOF):
            self._clock.check()
            proven.append(self._texts.holding(text, docs[start : start + _PROOF], needle))
        kept = np.concatenate([np.empty(0, np.int32), *proven])
        return Postings(kept, np.ones(len(kept)))

    def _candidates(self, text: str, needle: str) -> Numbers:
        """Return the documents having the grams of ``needle``, rarest first, until reading the
        next gram costs more than proving the documents left."""
        grams = {needle[i : i + 2] for i in range(len(needle) - 1)}
        ordered = sorted((self._texts.frequency(text, Kind.GRAMS, g), g) for g in grams)
        docs = self._texts.postings(text, Kind.GRAMS, ordered[0][1]).docs
        for frequency, gram in ordered[1:]:
            if frequency > 2 * len(docs):
                break
            self._clock.check()
            others = self._texts.postings(text, Kind.GRAMS, gram).docs
            docs = np.intersect1d(docs, others, assume_unique=True)
        return docs


def _nothing() -> Matches:
    return Matches(np.empty(0, dtype=np.int32), np.empty(0))


def _both(one: Matches, other: Matches) -> Matches:
    docs, at, other_at = np.intersect1d(
        one.docs, other.docs, assume_unique=True, return_indices=True
    )
    return Matches(docs, one.scores[at] + other.scores[other_at])


def _either(one: Matches, other: Matches) -> Matches:
    docs = np.union1d(one.docs, other.docs)
    scores = np.zeros(len(docs))
    for part in (one, other):
        scores[np.searchsorted(docs, part.docs)] += part.scores
    return Matches(docs, scores)


def _raised(found: Matches, extra: Matches) -> Matches:
    """Return ``found`` with the scores of ``extra`` added where both match."""
    _, at, extra_at = np.intersect1d(
        found.docs, extra.docs, assume_unique=True, return_indices=True
    )
    scores = found.scores.copy()
    scores[at] += extra.scores[extra_at]
    return Matches(found.docs, scores)
