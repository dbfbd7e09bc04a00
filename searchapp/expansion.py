"""A query in other words: each word typed that has synonyms becomes a choice between them.

Quoted text and exclusions stay as typed: a reader who quotes means these characters, and one who
excludes a word would not know what else went with it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from index.query import Alternatives, And, Node, Or, Phrase, Term, Weighted, Words
from searchapp.synonyms import Synonym, Synonyms
from tokenizers.analyzer import Analyzer, QueryWord
from tokenizers.folding import fold


@dataclass(frozen=True, slots=True)
class Expanded:
    """One piece of the query as typed, and what it was also searched for."""

    typed: str
    also: tuple[str, ...]


def expand(node: Node, synonyms: Synonyms, analyzer: Analyzer) -> tuple[Node, tuple[Expanded, ...]]:
    """Return ``node`` with its synonyms, and what they are; the same node where there are none."""
    match node:
        case Words():
            return _expand_words(node, synonyms, analyzer)
        case And(nodes) | Or(nodes):
            found = [expand(child, synonyms, analyzer) for child in nodes]
            pieces = dict.fromkeys(piece for _, own in found for piece in own)
            if not pieces:
                return node, ()
            return type(node)(tuple(child for child, _ in found)), tuple(pieces)
        case _:
            return node, ()


def _expand_words(
    node: Words, synonyms: Synonyms, analyzer: Analyzer
) -> tuple[Node, tuple[Expanded, ...]]:
    nodes: list[Node] = []
    pieces: list[Expanded] = []
    at = 0
    for start, end, found in _known(node.text, analyzer.query_words(node.text), synonyms):
        if fold(node.text[at:start]):
            nodes.append(replace(node, text=node.text[at:start]))
        typed = replace(node, text=node.text[start:end])
        others = tuple(
            Weighted(_sought(s.text, node, analyzer), s.weight * node.weight) for s in found
        )
        nodes.append(Alternatives(typed, others))
        pieces.append(Expanded(typed.text, tuple(s.text for s in found)))
        at = end
    if not pieces:
        return node, ()
    if fold(node.text[at:]):
        nodes.append(replace(node, text=node.text[at:]))
    return nodes[0] if len(nodes) == 1 else And(tuple(nodes)), tuple(pieces)


def _known(
    text: str, words: list[QueryWord], synonyms: Synonyms
) -> Iterator[tuple[int, int, tuple[Synonym, ...]]]:
    """Yield where words, one or several in a row, have synonyms; the longest row wins."""
    first = 0
    while first < len(words):
        row = _row(text, words[first:], synonyms)
        if row is None:
            first += 1
        else:
            count, found = row
            yield words[first].start, words[first + count - 1].end, found
            first += count


def _row(
    text: str, words: list[QueryWord], synonyms: Synonyms
) -> tuple[int, tuple[Synonym, ...]] | None:
    """Return of how many ``words`` from the first on the synonyms are known, and these."""
    longest = None
    for count, word in enumerate(words, start=1):
        piece = fold(text[words[0].start : word.end])
        if len(piece) > synonyms.longest:
            break
        # What holds the piece is found by it anyway.
        found = tuple(s for s in synonyms.of(piece) if piece not in fold(s.text))
        if found:
            longest = count, found
    return longest


def _sought(text: str, typed: Words, analyzer: Analyzer) -> Node:
    """Return what to look for: one word as a word, for its characters may stand in the middle of
    others (全总 in 安全总监); several as the string they are."""
    words = analyzer.query_words(text)
    if len(words) == 1:
        return Term(words[0].term, typed.fields)
    return Phrase(text, typed.fields)
