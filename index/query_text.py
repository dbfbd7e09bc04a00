"""Query nodes → text that parses back into the same nodes."""

from __future__ import annotations

from functools import reduce

from index.lexer import MINUS, QUOTES, chunks, is_or, prefix_of, reads_as_date
from index.query import (
    TEXT_FIELDS,
    TITLE,
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

_NEUTRAL = "，"
"""A sign no search can find: before a word it keeps OR, ``-`` and ``year:`` plain text."""


def to_text(node: Node, fields: tuple[str, ...] = TEXT_FIELDS) -> str:
    """Return the text of ``node``; ``fields`` are those meant where the text names none.

    ``parse(to_text(node, fields), fields).node == node`` for every node ``parse`` can return; of
    an expanded one the text is what was typed.
    """
    match node:
        case Everything() | Published():
            return ""
        case Words(text, own, weight) if weight < 1:
            # Right behind a prefix or a minus a label would be a word like others.
            scope = _scope(own, fields)
            return f"{scope}(【{_word(text)}】)" if scope else f"【{_word(text)}】"
        case Words(text, own):
            scope = _scope(own, fields)
            return scope + _word(text) if scope else _plain_word(text)
        case Phrase(text, own):
            return _scope(own, fields) + _quoted(text)
        case Term(term, own):
            return _scope(own, fields) + _quoted(term)
        case FacetValue(facet, raw):
            return f"{facet}:{raw if chunks(raw) == [raw] else _quoted(raw)}"
        case _:
            return _combined_text(node, fields)


def _combined_text(node: Not | And | Or | Alternatives, fields: tuple[str, ...]) -> str:
    match node:
        case Alternatives(typed):
            return to_text(typed, fields)
        case And(nodes):
            return reduce(_beside, (_bracketed(child, fields, (Or,)) for child in nodes))
        case Or(nodes):
            return " OR ".join(to_text(child, fields) for child in nodes)
        case Not(child):
            text = _bracketed(child, fields, (And, Or, Not))
            return f"-({text})" if text.startswith("【") else f"-{text}"


def _beside(left: str, right: str) -> str:
    return f"{left} {_NEUTRAL if reads_as_date(left, right) else ''}{right}"


def _bracketed(node: Node, fields: tuple[str, ...], kinds: tuple[type[Node], ...]) -> str:
    text = to_text(node, fields)
    return f"({text})" if isinstance(node, kinds) else text


def _scope(own: tuple[str, ...], fields: tuple[str, ...]) -> str:
    return "title:" if own == TITLE != fields else ""


def _word(text: str) -> str:
    return " ".join(chunks(text))


def _plain_word(text: str) -> str:
    word = _word(text)
    read_otherwise = is_or(word) or word[:1] in MINUS or prefix_of(word)
    return _NEUTRAL + word if read_otherwise else word


def _quoted(text: str) -> str:
    for opening, closing in (('"', '"'), ("「", "」"), ("『", "』")):
        if not any(char in QUOTES[opening] for char in text):
            return opening + text + closing
    return '"' + "".join(char for char in text if char not in QUOTES['"']) + '"'
