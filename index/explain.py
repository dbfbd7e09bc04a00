"""Why a document stands where it stands: every part of its score, by the same rules as the score.

The parts add up to the score. Each names what was found, where, how often, how rare it is, what
it is weighed by, and what it counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from math import isclose

import numpy as np

from index.closeness import Source
from index.lists import Docs
from index.matching import Matcher, weighed_words
from index.postings import Postings, narrowed
from index.query import Alternatives, And, Node, Or, Phrase, Query, Sort, Term, Words
from index.ranking import Ranking
from index.result import Reason
from index.schema import Kind
from index.scoring import Profile
from tokenizers.folding import fold


class Explainer:
    """Explains the hits of one query over one state of an index."""

    def __init__(self, query: Query, matcher: Matcher, ranking: Ranking, source: Source) -> None:
        self._query = query
        self._matcher = matcher
        self._ranking = ranking
        self._source = source
        self._profile: Profile = ranking.profile

    def of(self, doc: int, score: float, strict: bool) -> tuple[Reason, ...]:
        """Return the parts of the ``score`` of one document, the weightiest first."""
        one = np.array([doc], np.intp)
        reasons = list(self._words(self._query.node, one) if strict else self._any_word(one))
        reasons += self._about(doc)
        if not strict and self._ranking.likeness:
            reasons += [
                Reason("likeness", p.string, p.text, None, None, p.worth, p.score)
                for p in self._ranking.likeness.parts(doc)
            ]
        keeps = 1.0
        if self._query.sort is Sort.RECENT:
            keeps = float(self._ranking.recency(one)[0])
        total = sum(reason.score for reason in reasons)
        # Only the first matches were looked at again: the score itself tells whether this one was.
        if self._ranking.closeness and not isclose(total * keeps, score, rel_tol=1e-4):
            reasons += [
                Reason("wording", p.string, p.text, p.often, None, p.worth, p.score)
                for p in self._ranking.closeness.parts(doc)
            ]
        if keeps != 1.0:
            lost = sum(reason.score for reason in reasons) * (keeps - 1)
            reasons.append(Reason("age", "", "date", None, None, keeps, lost))
        return tuple(sorted(reasons, key=lambda reason: -abs(reason.score)))

    def _words(self, node: Node, one: Docs) -> Iterator[Reason]:
        match node:
            case Words():
                yield from self._typed(node, one)
            case Phrase():
                yield from self._quoted(node, one)
            case Term(term, fields):
                yield from self._term(term, fields, one)
            case And(nodes) | Or(nodes):
                for child in nodes:
                    if len(self._matcher.match(child, one).docs):
                        yield from self._words(child, one)
            case Alternatives():
                yield from self._best(node, one)

    def _typed(self, node: Words, one: Docs) -> Iterator[Reason]:
        words = self._source.analyzer.query_words(node.text)
        fraction = self._profile.substring
        for term in dict.fromkeys(word.term for word in words):
            for text in node.fields:
                postings = (
                    self._source.texts.postings(text, Kind.WORDS, term)
                    if fraction is None
                    else self._matcher.lookup.reaching(text, term, fraction)[0]
                )
                found = self._scored("word", term, text, postings, one)
                yield from _weighed(found, node.weight)
        if not words:
            weight = (self._profile.substring or 0.0) * node.weight
            yield from self._string(node, weight, one)

    def _quoted(self, node: Phrase, one: Docs) -> Iterator[Reason]:
        yield from self._string(node, self._profile.quoted, one)
        words = self._source.analyzer.query_words(node.text)
        for term in dict.fromkeys(word.term for word in words):
            yield from self._term(term, node.fields, one)

    def _string(self, node: Words | Phrase, weight: float, one: Docs) -> Iterator[Reason]:
        needle = fold(node.text)
        for text in node.fields if needle else ():
            holding = self._matcher.lookup.holding(text, needle)
            yield from _weighed(self._scored("string", needle, text, holding, one), weight)

    def _term(self, term: str, fields: tuple[str, ...], one: Docs) -> Iterator[Reason]:
        for text in fields:
            postings = self._source.texts.postings(text, Kind.WORDS, term)
            yield from self._scored("word", term, text, postings, one)

    def _scored(
        self, kind: str, string: str, text: str, postings: Postings, one: Docs
    ) -> Iterator[Reason]:
        held = postings.number
        own = narrowed(postings, one, len(self._source.columns.live))
        docs, scores = self._source.scorer.score([(text, own, held)])
        if len(docs):
            often = float(own.counts[0])
            rarity = self._source.scorer.rarity(held)
            weight = self._source.scorer.weights[text]
            yield Reason(kind, string, text, often, rarity, weight, float(scores[0]))

    def _best(self, node: Alternatives, one: Docs) -> Iterator[Reason]:
        """Yield the parts of the alternative that scores, weighed as it is."""
        total = float(self._matcher.match(node, one).scores[0])
        weighed = [(node.node, 1.0), *((other.node, other.weight) for other in node.others)]
        found = []
        for child, weight in weighed:
            own = self._matcher.match(child, one)
            if len(own.docs):
                found.append((abs(float(own.scores[0]) * weight - total), child, own.scores[0]))
        _, child, own_score = min(found, key=lambda row: row[0])
        share = total / float(own_score) if own_score else 0.0
        yield from _weighed(self._words(child, one), share)

    def _any_word(self, one: Docs) -> Iterator[Reason]:
        words = weighed_words(self._ranking.asked, self._source.analyzer)
        for (term, fields), weight in words.items():
            yield from _weighed(self._term(term, fields, one), weight)

    def _about(self, doc: int) -> Iterator[Reason]:
        columns, scorer = self._source.columns, self._source.scorer
        for about in self._query.about:
            having = columns.having(about.facet, about.values)
            at = int(having.searchsorted(doc))
            if at < len(having) and having[at] == doc:
                score = self._ranking.about_worth(about.facet, about.values)
                rarity = scorer.rarity(len(having))
                yield Reason("about", about.name, about.facet, None, rarity, score / rarity, score)


def _weighed(reasons: Iterator[Reason], weight: float) -> Iterator[Reason]:
    for reason in reasons:
        yield replace(reason, weight=reason.weight * weight, score=reason.score * weight)
