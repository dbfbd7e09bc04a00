"""Pasted text that happens to hold signs of the syntax: also read as the text it is.

A piece of a page may begin with a hyphen or with 标题：. Read as syntax it may find nothing, or
everything but the page it comes from.
"""

from __future__ import annotations

import unicodedata
from dataclasses import replace

from index.lexer import searchable
from index.query import And, FacetValue, Node, Not, Or, Phrase, Query, Words
from index.said import said
from searchapp.desk import Desk
from searchapp.params import MULTIPLE, SearchParams
from searchapp.resolve import Resolved
from searchapp.typed_query import SCOPE_FIELDS
from tokenizers.folding import fold

READ = 200
"""Articles looked at for the very text, signs and all; what stands in more is no pasted piece."""


def or_literal(asked: Resolved, desk: Desk) -> Resolved:
    """Return the search as understood, or with its query read as the text it is.

    Instead of the syntax where that only excludes and nothing says from what, or finds nothing in
    the whole collection; beside it where articles show the very text with its signs. A warning
    says so.
    """
    literal = _literal(asked.params)
    if literal is None or not _has_syntax(asked.unexpanded, literal.fields):
        return asked
    if _excludes_only(asked.unexpanded) and not _narrowed(asked.params):
        return _instead(asked, literal, said("“-”前面没有检索词，无从排除"))
    total = _total(literal, desk)
    if total and not _total(asked.node, desk):
        return _instead(asked, literal, said("按检索语法没有找到"))
    if 0 < total <= READ and _shown(literal, asked.params.q, desk):
        return _beside(asked, literal, total)
    return asked


def _instead(asked: Resolved, literal: Phrase, why: str) -> Resolved:
    warning = said("{why}，已改按原文“{text}”检索。", why=why, text=literal.text)
    return replace(
        asked, node=literal, unexpanded=literal, expanded=(), warnings=(*asked.warnings, warning)
    )


def _beside(asked: Resolved, literal: Phrase, total: int) -> Resolved:
    also = said("连续写有“{text}”的 {total} 篇也算在内", text=literal.text, total=total)
    warning = said("检索词按检索语法理解；有报道原样写着这段文字，{also}。", also=also)
    return replace(
        asked,
        node=Or((asked.node, literal)),
        unexpanded=Or((asked.unexpanded, literal)),
        warnings=(*asked.warnings, warning),
    )


def _literal(params: SearchParams) -> Phrase | None:
    text = searchable(params.q)
    return Phrase(text, SCOPE_FIELDS[params.scope]) if text and not params.within else None


def _shown(literal: Phrase, typed: str, desk: Desk) -> bool:
    """Return whether some article shows ``typed`` with its signs, blanks aside."""
    wanted = _signed(typed)
    hits = desk.engine.search(Query(literal, limit=READ)).hits
    articles = desk.store.articles([hit.id for hit in hits]).values()
    facts = [article.extraction for article in articles]
    texts = (text for one in facts for text in (one.title, one.body, one.site or ""))
    return any(wanted in _signed(text) for text in texts)


def _signed(text: str) -> str:
    """Return ``text`` folded, signs kept: -04] is not 04."""
    return "".join(fold(c) or unicodedata.normalize("NFKC", c).strip() for c in text)


def _has_syntax(node: Node, fields: tuple[str, ...]) -> bool:
    """Return whether ``node`` excludes, names a facet, or narrows to other texts."""
    match node:
        case Not() | FacetValue():
            return True
        case Words() | Phrase():
            return node.fields != fields
        case And(nodes) | Or(nodes):
            return any(_has_syntax(child, fields) for child in nodes)
        case _:
            return False


def _excludes_only(node: Node) -> bool:
    """Return whether ``node`` is nothing but words and phrases not wanted."""
    match node:
        case Not(child):
            return isinstance(child, Words | Phrase)
        case And(nodes) | Or(nodes):
            return all(map(_excludes_only, nodes))
        case _:
            return False


def _narrowed(params: SearchParams) -> bool:
    return bool(params.start or params.end or any(getattr(params, facet) for facet in MULTIPLE))


def _total(node: Node, desk: Desk) -> int:
    return desk.engine.search(Query(node, limit=0)).total
