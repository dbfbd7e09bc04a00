"""The fixed queries, by kind; each is one thing asked of every engine."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.corpus import TEXTS
from benchmarks.tokens import distinct_terms
from index.query import And, FacetValue, Filters, Node, Or, Phrase, Query, Words
from tokenizers.analyzer import Analyzer
from tokenizers.folding import fold

KINDS = ("common", "rare", "and", "or", "phrase", "substring", "filter", "facets")
RANKED = frozenset(KINDS) - {"substring"}
"""Kinds whose order means something: a string inside words says nothing of what a text is about."""
EXACT = frozenset({"phrase", "substring"})
"""Kinds that match a run of characters; all others match words."""
COUNTED = ("province", "city", "month", "organization")
"""What a page counts."""
_FACETS = {"region": ("province", "city"), "month": ("month",), "org": ("organization",)}
"""Our facets, and which counts they give."""
_QUERIES = Path(__file__).parent / "data" / "queries.tsv"

Chosen = dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class BenchQuery:
    """One query: its words, how they combine, and the facet values it is narrowed to.

    ``restrict`` is part of the query and narrows every count; what is ``chosen`` in a facet leaves
    the counts of that facet alone.
    """

    kind: str
    text: str
    words: tuple[str, ...]
    restrict: Chosen
    chosen: Chosen

    @property
    def needle(self) -> str:
        """The folded string an exact query looks for."""
        return fold(self.text)

    @property
    def name(self) -> str:
        """A name for reports, unlike any other query's."""
        given = {**self.restrict, **self.chosen}
        return " ".join([self.kind, self.text, *(f"{k}={','.join(v)}" for k, v in given.items())])

    def node(self) -> Node:
        """Return the query as our engine's node."""
        words = tuple(Words(word, TEXTS) for word in self.text.split())
        if self.kind in EXACT:
            node: Node = Phrase(self.text, TEXTS)
        elif len(words) == 1:
            node = words[0]
        else:
            node = Or(words) if self.kind == "or" else And(words)
        narrowing = tuple(FacetValue(name, "", values) for name, values in self.restrict.items())
        return And((node, *narrowing)) if narrowing else node

    def request(self) -> Query:
        """Return the whole page as our engine's request."""
        return Query(self.node(), Filters(dict(self.chosen)), facets=tuple(_FACETS))


def counts_of(facet: str) -> tuple[str, ...]:
    """Return the counts a choice in ``facet`` leaves alone."""
    return _FACETS.get(facet, ())


def unlike_total(query: BenchQuery) -> dict[str, tuple[str, ...]]:
    """Return the counts that are not over the query's own documents, by the facet left out."""
    return {name: counts_of(name) for name in query.chosen if counts_of(name)}


def read_queries(analyzer: Analyzer, kinds: Iterable[str] = KINDS) -> tuple[BenchQuery, ...]:
    """Return the fixed queries of ``kinds``, cut as readers' queries are."""
    with _QUERIES.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    wanted = set(kinds)
    return tuple(
        BenchQuery(
            kind=row["kind"],
            text=row["text"],
            words=distinct_terms(analyzer, row["text"]),
            restrict=_chosen(row["restrict"] or ""),
            chosen=_chosen(row["chosen"] or ""),
        )
        for row in rows
        if row["kind"] in wanted
    )


def _chosen(text: str) -> Chosen:
    pairs = (part.split("=") for part in text.split())
    return {name: tuple(values.split(",")) for name, values in pairs}
