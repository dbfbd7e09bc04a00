"""The box and every 在结果中检索 are one query."""

from __future__ import annotations

from index.parser import parse
from index.query import TEXT_FIELDS, TITLE, And, Everything, Or, Words
from searchapp.params import SearchParams
from searchapp.typed_query import parse_typed


def test_every_search_within_must_match_too() -> None:
    params = SearchParams(q="劳模 或 工匠", within=("休养", "广元 基地"))
    node = parse_typed(params).node
    assert isinstance(node, And)
    assert isinstance(node.nodes[0], Or)
    assert node.nodes[1:] == tuple(Words(text) for text in ("休养", "广元", "基地"))


def test_an_empty_box_asks_for_nothing_more() -> None:
    assert parse_typed(SearchParams(within=("休养",))).node == parse("休养").node
    assert parse_typed(SearchParams()).node == Everything()


def test_the_scope_holds_for_all_of_it_unless_fields_are_given() -> None:
    params = SearchParams(q="劳模", within=("休养",), scope="title")
    node = parse_typed(params).node
    assert node == And((Words("劳模", TITLE), Words("休养", TITLE)))
    assert parse_typed(params, TEXT_FIELDS).node == And((Words("劳模"), Words("休养")))


def test_each_warning_is_given_once() -> None:
    parsed = parse_typed(SearchParams(q="(劳模", within=("(休养", "工会")))
    assert parsed.plain
    assert len(parsed.warnings) == len(set(parsed.warnings)) == 1
