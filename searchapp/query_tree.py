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
from index.said import joined, said
from searchapp.desk import Desk
from searchapp.facet_view import LABELS
from searchapp.statement import value_label
from tokenizers.written_dates import date_of

_FIELDS = {
    "title": said("标题"),
    "supplied": said("标题"),
    "body": said("正文"),
    "source_name": said("来源"),
}


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
            return Branch("and", said("都要满足"), branches=_all(nodes, desk))
        case Or(nodes):
            return Branch("or", said("任一即可"), branches=_all(nodes, desk))
        case Not(child):
            return Branch("not", said("不要"), branches=(branch(child, desk),))
        case Alternatives(typed, others):
            also = (replace(branch(other.node, desk), weight=other.weight) for other in others)
            whole = (branch(typed, desk), *also)
            return Branch("alternatives", said("任一即可，按最好的一项计分"), branches=whole)
        case _:
            return _leaf(node, desk)


def _all(nodes: tuple[Node, ...], desk: Desk) -> tuple[Branch, ...]:
    return tuple(branch(node, desk) for node in nodes)


def _leaf(node: Node, desk: Desk) -> Branch:
    match node:
        case Words(text, fields, weight):
            terms = tuple(word.term for word in desk.analyzer.query_words(text))
            label = said("{where}有“{text}”的每个词", where=_where(fields), text=text)
            return Branch("words", label, terms, weight)
        case Phrase(text, fields):
            return Branch(
                "phrase", said("{where}有一字不差的“{text}”", where=_where(fields), text=text)
            )
        case Term(term, fields):
            if day := date_of(term):
                return Branch(
                    "date",
                    said("{where}写有日期 {day}，写法不论", where=_where(fields), day=day),
                )
            return Branch(
                "term",
                said("{where}切分出“{term}”这个词", where=_where(fields), term=term),
                (term,),
            )
        case FacetValue(facet, raw, values):
            labels = [value_label(facet, value, desk) for value in values]
            names = joined("、", labels) if labels else raw
            return Branch(
                "facet", said("{what}是 {names}", what=LABELS[facet], names=names), values
            )
        case Published(dates):
            ends = dict.fromkeys((dates.start or said("最早"), dates.end or said("最近")))
            return Branch("published", said("发布日期在 {span}", span=joined(" 至 ", ends)))
        case Everything():
            return Branch("everything", said("全部报道"))
    raise AssertionError(node)


def _where(fields: tuple[str, ...]) -> str:
    if fields == TEXT_FIELDS:
        return ""
    return joined("、", dict.fromkeys(_FIELDS[field] for field in fields))
