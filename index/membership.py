"""Query nodes → which documents match, without what they score: enough to count, and to filter
before anything is scored."""

from __future__ import annotations

from functools import reduce

from index import lists
from index.columns import Columns
from index.estimate import Estimate
from index.lists import Docs, no_docs, without
from index.postings import Clock, Postings, Texts, narrowed, united
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
)
from index.schema import Kind
from tokenizers.analyzer import Analyzer
from tokenizers.folding import fold


class Membership:
    """Answers nodes over one state of an index as ``Matcher`` does, until the clock runs out.

    Where ``inside``, a word is also found inside others.
    """

    def __init__(
        self, texts: Texts, columns: Columns, analyzer: Analyzer, clock: Clock, inside: bool
    ) -> None:
        self._texts = texts
        self._columns = columns
        self._analyzer = analyzer
        self._clock = clock
        self._inside = inside
        self._estimate = Estimate(texts, columns, analyzer)
        self._size = len(columns.live)

    def of(self, node: Node, among: Docs | None = None) -> Docs:
        """Return the documents that match, ascending, ``among`` some if given; raise
        EngineTimeout."""
        self._clock.check()
        match node:
            case Everything():
                return self._all_of(among)
            case Words():
                return self._words(node, among)
            case Phrase(text, fields):
                return self._strings(fold(text), fields, among)
            case Term(term, fields):
                return self._term(term, fields, among)
            case FacetValue(facet, _, values):
                if among is None:
                    return self._columns.having(facet, values)
                return among[self._columns.facets[facet].among(values, among)]
            case Published(dates):
                docs = self._all_of(among)
                return docs[self._columns.inside(docs, dates)]
            case _:
                return self._combined(node, among)

    def _combined(self, node: Not | And | Or | Alternatives, among: Docs | None) -> Docs:
        match node:
            case Not(child):
                docs = self._all_of(among)
                return without(docs, self.of(child, docs), self._size)
            case And(nodes):
                return self._all_of(self._narrowing(nodes, among))
            case Or(nodes):
                return lists.united([self.of(child, among) for child in nodes], self._size)
            case Alternatives(typed, others):
                nodes = (typed, *(other.node for other in others))
                return lists.united([self.of(child, among) for child in nodes], self._size)

    def _narrowing(self, nodes: tuple[Node, ...], docs: Docs | None) -> Docs | None:
        for child in sorted(nodes, key=self._estimate.of):
            docs = self.of(child, docs)
            if not len(docs):
                break
        return docs

    def _all_of(self, among: Docs | None) -> Docs:
        return self._columns.everything if among is None else among

    def _words(self, node: Words, among: Docs | None) -> Docs:
        terms = {word.term for word in self._analyzer.query_words(node.text)}
        if not terms:
            return self._strings(fold(node.text), node.fields, among)
        find = self._strings if self._inside else self._term
        rarest_first = sorted(terms, key=lambda term: self._estimate.word(term, node.fields))
        found = reduce(lambda docs, term: find(term, node.fields, docs), rarest_first, among)
        return self._all_of(found)

    def _term(self, term: str, fields: tuple[str, ...], among: Docs | None) -> Docs:
        found = [self._having(text, Kind.WORDS, term, among) for text in fields]
        return united(found, self._size)

    def _strings(self, needle: str, fields: tuple[str, ...], among: Docs | None) -> Docs:
        if not needle:
            return no_docs()
        if len(needle) <= 2:
            found = [self._having(text, Kind.GRAMS, needle, among) for text in fields]
        else:
            whole = [self._texts.holding(text, needle, self._clock) for text in fields]
            found = [narrowed(own, among, self._size) for own in whole]
        return united(found, self._size)

    def _having(self, text: str, kind: Kind, term: str, among: Docs | None) -> Postings:
        if among is None:
            return self._texts.postings(text, kind, term)
        return self._texts.among(text, kind, term, among)
