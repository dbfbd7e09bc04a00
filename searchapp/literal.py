"""Pasted text that happens to hold signs of the syntax: also read as the text it is.

A piece of a page may begin with a hyphen or with 标题：. Read as syntax it may find nothing, or
everything but the page it comes from.
"""

from __future__ import annotations

from dataclasses import replace

from index.lexer import searchable
from index.query import And, FacetValue, Node, Not, Or, Phrase, Query, Words
from searchapp.desk import Desk
from searchapp.params import MULTIPLE, SearchParams
from searchapp.resolve import Resolved
from searchapp.search_page import Way
from searchapp.typed_query import SCOPE_FIELDS


def or_literal(asked: Resolved, desk: Desk) -> Resolved:
    """Return the search as understood, or the same with its query read as the text it is: where
    the syntax in it finds nothing in the whole collection and the text is there, and where it
    only excludes and nothing says from what. A warning says so."""
    literal = _literal(asked.params)
    if literal is None or not _has_syntax(asked.unexpanded, literal.fields):
        return asked
    if _excludes_only(asked.unexpanded) and not _narrowed(asked.params):
        why = "“-”前面没有检索词，无从排除"
    elif not _total(asked.node, desk) and _total(literal, desk):
        why = "按检索语法没有找到"
    else:
        return asked
    warning = f"{why}，已改按原文“{literal.text}”检索。"
    return replace(
        asked, node=literal, unexpanded=literal, expanded=(), warnings=(*asked.warnings, warning)
    )


def literal_way(asked: Resolved, desk: Desk) -> Way | None:
    """Return the search for the text as it is, where the query was read as syntax and pages hold
    that very text; else None."""
    literal = _literal(asked.params)
    if literal is None or not _has_syntax(asked.unexpanded, literal.fields):
        return None
    total = _total(literal, desk)
    if not total:
        return None
    url = SearchParams(q=f'"{literal.text}"', scope=asked.params.scope).canonical()
    return Way(f"“{literal.text}”", "原文中连续出现这段文字的", total, url)


def _literal(params: SearchParams) -> Phrase | None:
    text = searchable(params.q)
    if not text or '"' in text or params.within:
        return None
    return Phrase(text, SCOPE_FIELDS[params.scope])


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
