"""A query as a tree in words: what must match, what may, what must not."""

from __future__ import annotations

from dataclasses import dataclass, replace

from index.query import (
    TEXT_FIELDS,
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
from searchapp.desk import Desk
from searchapp.facet_view import LABELS
from searchapp.statement import value_label
from tokenizers.written_dates import date_of

_FIELDS = {"title": "标题", "body": "正文", "source_name": "来源"}


@dataclass(frozen=True, slots=True)
class Branch:
    """One node: its kind in English for programs, in Chinese for readers, the terms of words,
    and how much a hit by it counts (1 for what was typed)."""

    kind: str
    label: str
    terms: tuple[str, ...] = ()
    weight: float = 1.0
    branches: tuple[Branch, ...] = ()


def branch(node: Node, desk: Desk) -> Branch:
    """Return ``node`` and all below it in words."""
    match node:
        case And(nodes):
            return Branch("and", "都要满足", branches=_all(nodes, desk))
        case Or(nodes):
            return Branch("or", "任一即可", branches=_all(nodes, desk))
        case Not(child):
            return Branch("not", "不要", branches=(branch(child, desk),))
        case Alternatives(typed, others):
            also = (replace(branch(other.node, desk), weight=other.weight) for other in others)
            whole = (branch(typed, desk), *also)
            return Branch("alternatives", "任一即可，按最好的一项计分", branches=whole)
        case _:
            return _leaf(node, desk)


def _all(nodes: tuple[Node, ...], desk: Desk) -> tuple[Branch, ...]:
    return tuple(branch(node, desk) for node in nodes)


def _leaf(node: Node, desk: Desk) -> Branch:
    match node:
        case Words(text, fields):
            terms = tuple(word.term for word in desk.analyzer.query_words(text))
            return Branch("words", f"{_where(fields)}有“{text}”的每个词", terms)
        case Phrase(text, fields):
            return Branch("phrase", f"{_where(fields)}有一字不差的“{text}”")
        case Term(term, fields):
            if said := date_of(term):
                return Branch("date", f"{_where(fields)}写有日期 {said}，写法不论")
            return Branch("term", f"{_where(fields)}切分出“{term}”这个词", (term,))
        case FacetValue(facet, raw, values):
            names = "、".join(value_label(facet, value, desk) for value in values) or raw
            return Branch("facet", f"{LABELS[facet]}是 {names}", values)
        case Published(dates):
            ends = dict.fromkeys((dates.start or "最早", dates.end or "最近"))
            return Branch("published", f"发布日期在 {' 至 '.join(ends)}")
        case Everything():
            return Branch("everything", "全部报道")
    raise AssertionError(node)


def _where(fields: tuple[str, ...]) -> str:
    return "" if fields == TEXT_FIELDS else "、".join(_FIELDS[field] for field in fields)
