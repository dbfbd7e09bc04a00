"""Query nodes → matching documents with scores, over any engine's texts.

A node may be asked for its matches *among* some documents only: of several that must all match,
the rarest is evaluated first and the others among what it left.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from index.columns import Columns
from index.estimate import Estimate
from index.intersection import Intersection, Wanted
from index.lists import DENSE, Docs, Scores, places, without
from index.lookup import Lookup
from index.matches import Matches, unscored, weighed
from index.membership import Membership
from index.postings import SPREAD, Clock, Texts
from index.query import (
    Alternatives,
    And,
    Everything,
    FacetValue,
    Node,
    Not,
    Or,
    Phrase,
    Published,
    Term,
    Words,
    weight_of,
)
from index.scoring import Found, Profile, Scorer, rarity
from index.sums import Part, added, highest, leading, summed
from tokenizers.analyzer import Analyzer
from tokenizers.folding import fold

_MANY = 1 << 16
"""Matches of which it is sooner found out which may be the best before they are scored."""


class _Part(NamedTuple):
    """One of several that must all match: about how many do, and which."""

    about: int
    match: Callable[[Docs | None], Matches]
    scores: bool = True
    """Whether it counts for more than that it matches."""


class Matcher:
    """Answers nodes over one state of an index, until the clock runs out."""

    def __init__(
        self,
        texts: Texts,
        columns: Columns,
        ranking: tuple[Profile, Scorer],
        analyzer: Analyzer,
        clock: Clock,
    ) -> None:
        self._texts = texts
        self._columns = columns
        self._profile, self._scorer = ranking
        self._analyzer = analyzer
        self._clock = clock
        self._estimate = Estimate(texts, columns, analyzer)
        self.size = len(columns.live)
        self.lookup = Lookup(texts, self._profile.substring, clock, self.size)
        """Where one word or one string is looked up."""

    @cached_property
    def members(self) -> Membership:
        """What matches without scores; made for those who ask."""
        inside = self._profile.substring is not None
        return Membership(self._texts, self._columns, self._analyzer, self._clock, inside)

    @cached_property
    def _intersection(self) -> Intersection:
        fraction = self._profile.substring
        return Intersection(self._texts, self._scorer, fraction, self._clock, self.size)

    def scored(self, node: Node, docs: Docs) -> Matches:
        """Return ``docs``, which all match ``node``, with their scores."""
        wanted = [self._wanted(one) for one in (node.nodes if isinstance(node, And) else (node,))]
        if len(docs) * DENSE < self.size or not all(one.terms for one in wanted):
            return self.match(node, docs)
        return Matches(docs, self._intersection.scores(wanted, docs))

    def foremost(self, node: Node, count: int) -> tuple[Docs, Matches] | None:
        """Return what matches ``node``, and some of it that the ``count`` best are among; None if
        all that matches is sooner scored."""
        terms = self._terms(node) if isinstance(node, Words) and node.weight == 1 else set()
        if not isinstance(node, Words) or len(terms) != 1 or self.about(node) < _MANY:
            return None
        parts = self._scorer.by_text(self.lookup.word(terms.pop(), node.fields, None))
        docs, first = leading(parts, count, self.size) or (None, None)
        if docs is None or first is None:
            found = self._any(parts)
            return found.docs, found
        return docs, Matches(*first)

    def about(self, node: Node) -> int:
        """Return about how many documents match ``node``."""
        return self._estimate.of(node)

    def match(self, node: Node, among: Docs | None = None) -> Matches:
        """Return what matches ``node``, among some documents if given; raise EngineTimeout."""
        match node:
            case Everything():
                return unscored(self._all_of(among))
            case Words():
                return weighed(self._words(node, among), node.weight)
            case Phrase():
                return self._phrase(node, among)
            case Term(term, fields):
                return self._scored(self.lookup.term(term, fields, among))
            case FacetValue():
                return self._facet(node, among)
            case Published(dates):
                docs = self._all_of(among)
                docs = docs[self._columns.inside(docs, dates)]
                return Matches(docs, np.ones(len(docs), np.float32))
            case _:
                return self._combined(node, among)

    def _combined(self, node: Not | And | Or | Alternatives, among: Docs | None) -> Matches:
        match node:
            case Not(child):
                docs = self._all_of(among)
                return unscored(without(docs, self.match(child, among).docs, self.size))
            case And(nodes):
                wanted = [self._wanted(child) for child in nodes] if among is None else []
                return self._common(wanted) or self._every(list(map(self._part, nodes)), among)
            case Or(nodes):
                return self._any([part for child in nodes for part in self._apart(child, among)])
            case Alternatives():
                return self._best(node, among)

    def _apart(self, node: Node, among: Docs | None) -> Sequence[Part]:
        """Return matches whose sum is what matches ``node``: of one word, those of each text, for
        what is added up with others need not be added up before."""
        if isinstance(node, Words):
            terms = self._terms(node)
            if len(terms) == 1:
                found = self.lookup.word(terms.pop(), node.fields, among)
                return self._scorer.by_text(found, node.weight)
        return [self.match(node, among)]

    def _terms(self, node: Words) -> set[str]:
        return {word.term for word in self._analyzer.query_words(node.text)}

    def any_word(self, asked: Sequence[Words | Phrase], among: Docs | None = None) -> Matches:
        """Return what holds any word of the texts ``asked``, scored by all it holds."""
        words = weighed_words(asked, self._analyzer)
        found = [(self.lookup.term(*word, among), weight) for word, weight in words.items()]
        return self._any([weighed(self._scored(own), weight) for own, weight in found])

    def any_pair(self, asked: Sequence[Words | Phrase]) -> Matches:
        """Return what holds any pair of characters of the texts ``asked``, scored by all it
        holds; raise EngineTimeout."""
        pairs: dict[tuple[str, tuple[str, ...]], float] = {}
        for node in asked:
            for pair in map("".join, pairwise(fold(node.text))):
                key = pair, node.fields
                pairs[key] = max(pairs.get(key, 0.0), weight_of(node))
        found = [(self.lookup.string(*pair, None), weight) for pair, weight in pairs.items()]
        return self._any([weighed(self._scored(own), weight) for own, weight in found])

    def _all_of(self, among: Docs | None) -> Docs:
        return self._columns.everything if among is None else among

    def _part(self, node: Node) -> _Part:
        scores = not isinstance(node, FacetValue | Not)
        return _Part(self._estimate.of(node), lambda among: self.match(node, among), scores)

    def _facet(self, node: FacetValue, among: Docs | None) -> Matches:
        if among is None:
            return unscored(self._columns.having(node.facet, node.values))
        return unscored(among[self._columns.facets[node.facet].among(node.values, among)])

    def _every(self, parts: list[_Part], among: Docs | None) -> Matches:
        """Return what matches all ``parts``. Scores are added in the order of the parts, whichever
        was evaluated first: one sum, to the last bit."""
        order = sorted(range(len(parts)), key=lambda i: parts[i].about)
        scores: dict[int, Scores] = {}
        docs = among
        for i in order:
            found = parts[i].match(docs)
            if scores and docs is not None and len(found.docs) < len(docs):
                at = places(docs, found.docs, self.size)
                scores = {known: own[at] for known, own in scores.items()}
            docs = found.docs
            if parts[i].scores:
                scores[i] = found.scores
            if not len(docs):
                break
        if docs is None or not scores:
            return unscored(self._all_of(docs))
        total = np.zeros(len(docs), np.float32)
        for i in sorted(scores):
            total += scores[i]
        return Matches(docs, total)

    def _any(self, found: Sequence[Part]) -> Matches:
        self._clock.check()
        return Matches(*summed(found, self.size))

    def _best(self, node: Alternatives, among: Docs | None) -> Matches:
        """Return the best of the alternatives. None counts as rarer than what was typed: a word
        hardly anyone uses would else come before the word the reader used."""
        typed, held = self._counted(node.node, among)
        limit = rarity(held, self._columns.living)
        found = [typed]
        for other in node.others:
            own, held = self._counted(other.node, among)
            share = min(1.0, limit / rarity(held, self._columns.living))
            found.append(Matches(own.docs, own.scores * np.float32(other.weight * share)))
        self._clock.check()
        return Matches(*highest(found, self.size))

    def _counted(self, node: Node, among: Docs | None) -> tuple[Matches, int]:
        """Return what matches ``node`` among some documents, and how many match of all."""
        found = self.match(node, among)
        return found, len(found.docs if among is None else self.members.of(node))

    def _words(self, node: Words, among: Docs | None) -> Matches:
        """Every word as a word or, failing that, as a string: a cut piece of copied text is
        always a string of the page copied from, however the page itself was cut."""
        terms = dict.fromkeys(word.term for word in self._analyzer.query_words(node.text))
        if not terms:
            weight = self._profile.substring or 0.0
            holding = self.lookup.string(fold(node.text), node.fields, among)
            return weighed(self._scored(holding), weight)
        if len(terms) == 1:
            return self._scored(self.lookup.word(next(iter(terms)), node.fields, among))
        if among is None and (found := self._common([Wanted(tuple(terms), node.fields, 1)])):
            return found
        parts = [
            _Part(
                self._estimate.word(term, node.fields),
                lambda docs, term=term: self._scored(self.lookup.word(term, node.fields, docs)),  # type: ignore[misc]
            )
            for term in terms
        ]
        return self._every(parts, among)

    def _wanted(self, node: Node) -> Wanted:
        """Return the words ``node`` asks for; none if it asks for anything else."""
        if not isinstance(node, Words):
            return Wanted((), (), 0)
        terms = dict.fromkeys(word.term for word in self._analyzer.query_words(node.text))
        return Wanted(tuple(terms), node.fields, node.weight)

    def _is_common(self, one: Wanted) -> bool:
        """Return whether there are words, and many documents have each; asked of few if not."""
        many = self.size // SPREAD
        held = (self._estimate.word(term, one.fields) for term in one.terms)
        return bool(one.terms) and all(number > many for number in held)

    def _common(self, wanted: Sequence[Wanted]) -> Matches | None:
        """Return what has all words ``wanted`` if many documents have each of them, else None."""
        asked = bool(wanted) and all(one.terms for one in wanted)
        if not asked or not all(map(self._is_common, wanted)):
            return None
        return Matches(*self._intersection.of(wanted))

    def _phrase(self, node: Phrase, among: Docs | None) -> Matches:
        docs, scores = self._quoted(node, among)
        for term in {word.term: None for word in self._analyzer.query_words(node.text)}:
            found = self.lookup.term(term, node.fields, docs)
            scores = scores + added(self._scorer.by_text(found), docs, self.size)
        return Matches(docs, scores)

    def _quoted(self, node: Phrase, among: Docs | None) -> Matches:
        if not self._profile.quoted:
            return unscored(self.members.of(node, among))
        found = self.lookup.string(fold(node.text), node.fields, among)
        return weighed(self._scored(found), self._profile.quoted)

    def _scored(self, found: Found) -> Matches:
        return Matches(*self._scorer.score(found))


def weighed_words(
    asked: Sequence[Words | Phrase], analyzer: Analyzer
) -> dict[tuple[str, tuple[str, ...]], float]:
    """Return every word of the texts ``asked`` with the fields it is sought in, and what it counts:
    the most of any text it is in."""
    found: dict[tuple[str, tuple[str, ...]], float] = {}
    for node in asked:
        for word in analyzer.query_words(node.text):
            key = word.term, node.fields
            found[key] = max(found.get(key, 0.0), weight_of(node))
    return found
