"""The best of the documents that lack something a query asks for: any word, any pair of characters.

A headline or a question pasted as a query names more than one page can hold. What holds all of
it is counted; what holds much of it is listed behind, and no count knows of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from index.lists import Docs, within, without
from index.matches import Matches
from index.matching import Matcher
from index.query import And, FacetValue, Node, Not, Phrase, Words
from index.sums import summed

PAIR = 0.4
"""What a pair of characters counts against a word while candidates are chosen."""


def partial_matches(
    node: Node, asked: Sequence[Words | Phrase], strict: Docs, matcher: Matcher
) -> Matches:
    """Return the documents outside ``strict`` that hold some word or some pair of characters of
    ``asked``, the texts of ``node``, roughly scored; none if it asks for no text.

    What the query excludes, and the facets it names beside its words, hold here too.
    """
    words, pairs = matcher.any_word(asked), matcher.any_pair(asked)
    found = Matches(*summed([words, (pairs.docs, pairs.scores * np.float32(PAIR))], matcher.size))
    docs = without(found.docs, strict, matcher.size)
    required = tuple(_required(node))
    if required:
        docs = within(matcher.match(And(required), docs).docs, docs, matcher.size)
    return Matches(docs, found.scores[found.docs.searchsorted(docs)])


def _required(node: Node) -> Iterator[Node]:
    """Yield what stands beside the texts and is no text: it is never given up."""
    match node:
        case FacetValue() | Not():
            yield node
        case And(nodes):
            for child in nodes:
                yield from _required(child)
