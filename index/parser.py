"""Typed query text → query nodes. Never raises: what is no query is read as plain words."""

from __future__ import annotations

from dataclasses import dataclass

from index.labels import Marked, unlabelled, with_labels
from index.lexer import TokenKind, WrongSyntax, chunks, is_or, lex, searchable
from index.query import (
    TEXT_FIELDS,
    TITLE,
    And,
    Everything,
    FacetValue,
    Node,
    Not,
    Or,
    Phrase,
    Words,
)
from index.said import said
from tokenizers.pinyin import strip_splices

MAX_TEXT = 512
"""Characters of a query that are read."""
MAX_CLAUSES = 32
"""Words, phrases and named values one query may combine."""
MAX_DEPTH = 8
"""Brackets within brackets."""

LABEL = 0.3
"""What a word in 【】 counts against others of a headline: it names a column, and few articles of a
column mention that."""

NOTHING = Words("")
"""The query of text without one letter or digit: it matches nothing."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """A query as understood. ``plain``: its syntax was wrong and all of it was read as words.

    ``warnings`` are sentences for the reader, in Chinese.
    """

    node: Node
    warnings: tuple[str, ...] = ()
    plain: bool = False


def parse(text: str, fields: tuple[str, ...] = TEXT_FIELDS) -> Parsed:
    """Return what ``text`` asks of ``fields``. Blank text asks for everything.

    >>> parse("总工会 -协作", ("title",)).node
    And(nodes=(Words(text='总工会', fields=('title',), weight=1.0), \
Not(node=Words(text='协作', fields=('title',), weight=1.0))))
    """
    cut, removed = strip_splices(text[:MAX_TEXT])
    warnings = [said("已去掉检索词中的 {removed} 处注音。", removed=removed)] if removed else []
    if not text.strip():
        return Parsed(Everything())
    try:
        if len(text) > MAX_TEXT:
            raise WrongSyntax(
                said(
                    "检索词共 {total} 个字符，只用了前 {max_text} 个",
                    total=len(text),
                    max_text=MAX_TEXT,
                )
            )
        node = _Reading(list(with_labels(lex(cut), cut))).query(fields)
        plain = False
    except WrongSyntax as problem:
        node, plain = _plain(cut, fields), True
        if node != NOTHING:
            warnings.append(said("{problem}，已全部按普通词检索。", problem=problem.args[0]))
    if node == NOTHING:
        warnings.append(said("没有可检索的字词。"))
    return Parsed(node, tuple(warnings), plain)


def _plain(text: str, fields: tuple[str, ...]) -> Node:
    found = [chunk for chunk in chunks(unlabelled(text)) if searchable(chunk)]
    kept = [chunk for chunk in found if not is_or(chunk)] or found
    return _joined(And, [Words(searchable(chunk), fields) for chunk in kept]) or NOTHING


def _joined(kind: type[And] | type[Or], nodes: list[Node]) -> Node | None:
    """Return the nodes as one: flat, and without a wrapper around a single node."""
    flat: list[Node] = []
    for node in nodes:
        flat += node.nodes if isinstance(node, kind) else (node,)
    if len(flat) < 2:
        return flat[0] if flat else None
    return kind(tuple(flat))


class _Reading:
    """One walk over the tokens of a query."""

    def __init__(self, tokens: list[Marked]) -> None:
        self._tokens = tokens
        self._at = 0
        kinds = [token.kind for token, _ in tokens]
        clauses = kinds.count(TokenKind.WORD) + kinds.count(TokenKind.PHRASE)
        if clauses > MAX_CLAUSES:
            raise WrongSyntax(
                said(
                    "检索条件有 {clauses} 个，超过 {max_clauses} 个",
                    clauses=clauses,
                    max_clauses=MAX_CLAUSES,
                )
            )

    def query(self, fields: tuple[str, ...]) -> Node:
        if not self._tokens:
            return NOTHING
        node = self._alternatives(fields, 0)
        if self._at < len(self._tokens):
            raise WrongSyntax(said("括号不成对"))
        return node

    def _next_is(self, kind: TokenKind) -> bool:
        return self._at < len(self._tokens) and self._tokens[self._at].token.kind is kind

    def _take(self) -> Marked | None:
        if self._at == len(self._tokens):
            return None
        self._at += 1
        return self._tokens[self._at - 1]

    def _alternatives(self, fields: tuple[str, ...], depth: int) -> Node:
        nodes = [self._all(fields, depth)]
        while self._next_is(TokenKind.OR):
            self._at += 1
            nodes.append(self._all(fields, depth))
        if None in nodes:
            if len(nodes) > 1:
                raise WrongSyntax(said("“或”（OR、|）的前后缺少检索词"))
            empty = depth and self._next_is(TokenKind.CLOSE)
            raise WrongSyntax(said("括号中没有检索词") if empty else said("括号不成对"))
        found = _joined(Or, [node for node in nodes if node is not None])
        assert found is not None
        return found

    def _all(self, fields: tuple[str, ...], depth: int) -> Node | None:
        nodes: list[Node] = []
        while self._at < len(self._tokens):
            if self._next_is(TokenKind.OR) or self._next_is(TokenKind.CLOSE):
                break
            nodes.append(self._clause(fields, depth))
        return _joined(And, nodes)

    def _clause(self, fields: tuple[str, ...], depth: int) -> Node:
        token, label = self._take() or (None, False)
        if token is None or token.kind in (TokenKind.OR, TokenKind.CLOSE):
            raise WrongSyntax(said("减号“-”后面缺少要排除的词"))
        match token.kind:
            case TokenKind.NOT:
                return Not(self._clause(fields, depth))
            case TokenKind.OPEN:
                return self._group(fields, depth + 1)
            case TokenKind.PREFIX:
                return self._named(token.text, depth)
            case TokenKind.PHRASE:
                return Phrase(token.text, fields)
            case _:
                return Words(token.text, fields, LABEL if label else 1.0)

    def _group(self, fields: tuple[str, ...], depth: int) -> Node:
        if depth > MAX_DEPTH:
            raise WrongSyntax(said("括号超过 {max_depth} 层", max_depth=MAX_DEPTH))
        node = self._alternatives(fields, depth)
        if not self._next_is(TokenKind.CLOSE):
            raise WrongSyntax(said("括号不成对"))
        self._at += 1
        return node

    def _named(self, name: str, depth: int) -> Node:
        token, _ = self._take() or (None, False)
        if token and token.kind in (TokenKind.WORD, TokenKind.PHRASE):
            if name != "title":
                return FacetValue(name, token.text)
            return (Words if token.kind is TokenKind.WORD else Phrase)(token.text, TITLE)
        if token and token.kind is TokenKind.OPEN and name == "title":
            return self._group(TITLE, depth + 1)
        raise WrongSyntax(said("“{name}:”后面不是检索词", name=name))
