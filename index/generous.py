"""The best of the documents that lack something a query asks for: any word, any pair of characters.

A headline or a question pasted as a query names more than one page can hold. What holds all of
it is counted; what holds much of it is listed behind, and no count knows of it.
"""

from __future__ import annotations

from collections.abc import Iterator

from index.lists import Docs, within, without
from index.matching import Matcher, Matches
from index.query import Alternatives, And, FacetValue, Node, Not, Or, Phrase, Words


def partial_matches(node: Node, strict: Docs, matcher: Matcher) -> Matches:
    """Return the documents outside ``strict`` that hold some word or some pair of characters of
    what ``node`` asks for; none if it asks for no text.

    What the query excludes, and the facets it names beside its words, hold here too.
    """
    found = matcher.any_of(tuple(_asked(node)))
    docs = without(found.docs, strict, matcher.size)
    required = tuple(_required(node))
    if required:
        docs = within(matcher.match(And(required), docs).docs, docs, matcher.size)
    return Matches(docs, found.scores[found.docs.searchsorted(docs)])


def _asked(node: Node) -> Iterator[Words | Phrase]:
    """Yield the texts a query would like to see, exclusions left out."""
    match node:
        case Words() | Phrase():
            yield node
        case Alternatives(typed):
            yield from _asked(typed)
        case And(nodes) | Or(nodes):
            for child in nodes:
                yield from _asked(child)


def _required(node: Node) -> Iterator[Node]:
    """Yield what stands beside the texts and is no text: it is never given up."""
    match node:
        case FacetValue() | Not():
            yield node
        case And(nodes):
            for child in nodes:
                yield from _required(child)
