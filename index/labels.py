"""Labels of headlines: 【新春走基层】 names a column, not what the article is about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from index.lexer import Token, TokenKind, searchable

_LABEL = re.compile("【[^【】]+】")


_SIGNS = str.maketrans("【】", "，，")


def unlabelled(text: str) -> str:
    """Return ``text`` with other signs for 【 and 】, so that nothing in it is read as a label."""
    return text.translate(_SIGNS)


class Marked(NamedTuple):
    """A token, and whether it is a word of a label."""

    token: Token
    label: bool


def with_labels(tokens: Iterable[Token], text: str) -> Iterator[Marked]:
    """Yield the ``tokens`` of ``text``, words parted where a label begins or ends.

    A word that is excluded, or sought in one field, stays whole; and where nothing but labels is
    asked for, they are words like others.
    """
    found = list(tokens)
    spans = [match.span() for match in _LABEL.finditer(text)]
    marked = [
        one
        for last, token in pairwise([None, *found])
        if token is not None
        for one in _parted(last, token, spans)
    ]
    clauses = [one for one in marked if one.token.kind in (TokenKind.WORD, TokenKind.PHRASE)]
    every = all(one.label for one in clauses)
    yield from (Marked(token, label and not every) for token, label in marked)


def _parted(last: Token | None, token: Token, spans: list[tuple[int, int]]) -> Iterator[Marked]:
    whole = last is not None and last.kind in (TokenKind.NOT, TokenKind.PREFIX)
    if token.kind is not TokenKind.WORD:
        yield Marked(token, False)
        return
    if whole:
        yield Marked(replace(token, text=unlabelled(token.text)), False)
        return
    start, end = token.at, token.at + len(token.text)
    borders = sorted({start, end, *(b for span in spans for b in span if start < b < end)})
    for one, other in pairwise(borders):
        if word := searchable(token.text[one - start : other - start]):
            inside = any(begin <= one < stop for begin, stop in spans)
            yield Marked(replace(token, text=word, at=one), inside)
