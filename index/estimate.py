"""About how many documents match a node: an order to evaluate in, no promise."""

from __future__ import annotations

from index.columns import Columns
from index.postings import Texts
from index.query import Alternatives, And, FacetValue, Node, Or, Phrase, Term, Words
from index.schema import Kind
from tokenizers.analyzer import Analyzer
from tokenizers.folding import fold


class Estimate:
    """Estimates over one state of an index, from what terms and facets count alone."""

    def __init__(self, texts: Texts, columns: Columns, analyzer: Analyzer) -> None:
        self._texts = texts
        self._columns = columns
        self._analyzer = analyzer

    def of(self, node: Node) -> int:
        """Return about how many documents match ``node``."""
        match node:
            case Words(text, fields):
                terms = {word.term for word in self._analyzer.query_words(text)}
                return min((self.word(term, fields) for term in terms), default=self._size)
            case Phrase(text, fields):
                gram = fold(text)[:2]
                return self._sum(fields, Kind.GRAMS, gram) if gram else self._size
            case Term(term, fields):
                return self.word(term, fields)
            case Alternatives(typed, others):
                return self.of(typed) + sum(self.of(other.node) for other in others)
            case FacetValue(facet, _, values):
                return len(self._columns.having(facet, values))
            case And(nodes):
                return min(map(self.of, nodes), default=self._size)
            case Or(nodes):
                return sum(map(self.of, nodes))
            case _:
                return self._size

    def word(self, term: str, fields: tuple[str, ...]) -> int:
        """Return about how many documents have ``term`` as a word."""
        return self._sum(fields, Kind.WORDS, term)

    def _sum(self, fields: tuple[str, ...], kind: Kind, term: str) -> int:
        return sum(self._texts.frequency(field, kind, term) for field in fields)

    @property
    def _size(self) -> int:
        return len(self._columns.live)
