"""Dates in a query: any notation finds the others, and the day an article appeared counts too.

Quoted, a date is only what the text says; excluded, and in the title alone, it is no publication
date either.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from index.query import (
    TEXT_FIELDS,
    Alternatives,
    And,
    DateRange,
    Node,
    Or,
    Phrase,
    Published,
    Term,
    Weighted,
    Words,
)
from tokenizers.folding import fold
from tokenizers.written_dates import WrittenDate, date_terms, written_dates

IN_ANOTHER_NOTATION = 1.0
PUBLISHED = 0.5
"""What an article counts that appeared then, against one that says so."""
_YEAR = re.compile("(?:19|20)[0-9]{2}")


@dataclass(frozen=True, slots=True)
class TypedDates:
    """A query with its dates understood; ``published`` are those that publication dates match."""

    node: Node
    published: tuple[str, ...]


def with_dates(node: Node) -> TypedDates:
    """Return ``node`` with every date in its plain words as a choice of its notations."""
    match node:
        case Words():
            return _in_words(node)
        case And(nodes) | Or(nodes):
            found = [with_dates(child) for child in nodes]
            if all(part.node is child for part, child in zip(found, nodes, strict=True)):
                return TypedDates(node, ())
            published = dict.fromkeys(text for part in found for text in part.published)
            return TypedDates(type(node)(tuple(part.node for part in found)), tuple(published))
        case _:
            return TypedDates(node, ())


def _in_words(node: Words) -> TypedDates:
    nodes: list[Node] = []
    published: list[str] = []
    at = 0
    for found in _dates(node.text):
        if fold(node.text[at : found.start]):
            nodes.append(replace(node, text=node.text[at : found.start]))
        typed = node.text[found.start : found.end]
        others = [Weighted(Term(date_terms(found.date)[0], node.fields), IN_ANOTHER_NOTATION)]
        if node.fields == TEXT_FIELDS and not found.date.startswith("-"):
            others.append(Weighted(Published(DateRange(found.date, found.date)), PUBLISHED))
            published.append(typed)
        nodes.append(Alternatives(Phrase(typed, node.fields), tuple(others)))
        at = found.end
    if not nodes:
        return TypedDates(node, ())
    if fold(node.text[at:]):
        nodes.append(replace(node, text=node.text[at:]))
    return TypedDates(nodes[0] if len(nodes) == 1 else And(tuple(nodes)), tuple(published))


def _dates(text: str) -> Iterator[WrittenDate]:
    """Yield the dates in ``text``; four digits alone are a year."""
    if _YEAR.fullmatch(fold(text)):
        yield WrittenDate(0, len(text), fold(text))
    else:
        yield from written_dates(text)
