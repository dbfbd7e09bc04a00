"""The same questions answered by looking at every document: slow, short and right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from index.dates import order_key, span
from index.document import Document
from index.query import (
    UNKNOWN,
    Alternatives,
    And,
    DateRange,
    Everything,
    FacetValue,
    Filters,
    Node,
    Not,
    Or,
    Phrase,
    Published,
    Query,
    Sort,
    Term,
    Words,
)
from tokenizers.analyzer import Analyzer
from tokenizers.folding import fold


def values(document: Document, facet: str) -> set[str]:
    date = document.date or ""
    return {
        "region": {*document.regions, *document.region_ancestors},
        "org": set(document.organizations),
        "source": {document.source} - {None},
        "year": {date[:4]} - {""},
        "month": {date[:7]} if len(date) >= 7 else set(),
    }[facet]


def matches(document: Document, node: Node, analyzer: Analyzer) -> bool:
    match node:
        case Everything():
            return True
        case Words(text, fields):
            words = analyzer.query_words(text)
            needles = [(w.term, fold(text[w.start : w.end])) for w in words]
            needles = needles or [(fold(text), fold(text))]
            return all(any(_has(document, f, *n, analyzer) for f in fields) for n in needles)
        case Phrase(text, fields):
            return any(holds(getattr(document, field), text) for field in fields)
        case Term(term, fields):
            return any(term in analyzer.index_words(getattr(document, f)) for f in fields)
        case FacetValue(facet, _, chosen):
            return _chosen(document, facet, chosen)
        case Published(dates):
            return inside(document, dates)
        case _:
            return _combined(document, node, analyzer)


def _combined(document: Document, node: Node, analyzer: Analyzer) -> bool:
    match node:
        case Alternatives(typed, others):
            asked = (typed, *(other.node for other in others))
            return any(matches(document, node, analyzer) for node in asked)
        case Not(child):
            return not matches(document, child, analyzer)
        case And(nodes):
            return all(matches(document, child, analyzer) for child in nodes)
        case Or(nodes):
            return any(matches(document, child, analyzer) for child in nodes)
    raise TypeError(node)


def holds(text: str, needle: str) -> bool:
    return bool(fold(needle)) and fold(needle) in fold(text)


def _has(document: Document, field: str, term: str, needle: str, analyzer: Analyzer) -> bool:
    text = getattr(document, field)
    return holds(text, needle) or term in analyzer.index_words(text)


def _chosen(document: Document, facet: str, chosen: Iterable[str]) -> bool:
    own = values(document, facet)
    return bool(own & set(chosen)) or (not own and UNKNOWN in chosen)


def inside(document: Document, dates: DateRange | None) -> bool:
    if dates is None:
        return True
    if document.date is None:
        return False
    first, last = span(document.date)
    start = span(dates.start)[0] if dates.start else 0
    end = span(dates.end)[1] if dates.end else 99999999
    return start <= first and last <= end


def passes(document: Document, filters: Filters, without: str | None = None) -> bool:
    if filters.originals and document.group not in (None, document.id):
        return False
    return inside(document, filters.dates) and all(
        _chosen(document, facet, chosen)
        for facet, chosen in filters.values.items()
        if chosen and facet != without
    )


def selected(collection: list[Document], query: Query, analyzer: Analyzer) -> list[Document]:
    found = [d for d in collection if matches(d, query.node, analyzer)]
    return [d for d in found if passes(d, query.filters)]


def counts(
    collection: list[Document], query: Query, facet: str, analyzer: Analyzer
) -> tuple[dict[str, int], int]:
    found = [
        d
        for d in collection
        if matches(d, query.node, analyzer) and passes(d, query.filters, without=facet)
    ]
    numbers = Counter(value for d in found for value in values(d, facet))
    return dict(numbers), sum(not values(d, facet) for d in found)


def groups(found: Iterable[Document]) -> int:
    """How many stories, each group of copies being one."""
    return len({document.group or document.id for document in found})


def merged_counts(
    collection: list[Document], query: Query, facet: str, analyzer: Analyzer
) -> tuple[dict[str, int], int]:
    """The counts of a facet over stories."""
    found = [
        d
        for d in collection
        if matches(d, query.node, analyzer) and passes(d, query.filters, without=facet)
    ]
    named = {value for d in found for value in values(d, facet)}
    numbers = {v: groups(d for d in found if v in values(d, facet)) for v in named}
    return numbers, groups(d for d in found if not values(d, facet))


def cross(
    collection: list[Document], query: Query, names: tuple[str, str], analyzer: Analyzer
) -> dict[tuple[str, str], int]:
    others = {f: v for f, v in query.filters.values.items() if f not in names}
    widened = replace(query, filters=replace(query.filters, values=others))
    return dict(
        Counter(
            (row, column)
            for d in selected(collection, widened, analyzer)
            for row in values(d, names[0]) or {UNKNOWN}
            for column in values(d, names[1]) or {UNKNOWN}
        )
    )


def by_date(found: list[Document], sort: Sort) -> list[str]:
    sign = 1 if sort is Sort.DATE_ASC else -1

    def key(document: Document) -> tuple[bool, int, str]:
        date = document.date
        return date is None, sign * order_key(date) if date else 0, document.id

    return [document.id for document in sorted(found, key=key)]
