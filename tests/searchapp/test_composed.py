"""The form 更多条件 asks what it says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.parser import parse
from index.query import TITLE, And, Not, Or, Phrase, Words
from searchapp.composed import Conditions, compose, decompose

ODD = ["劳模", "或", "-", "OR", "year:", "休养", "“", "a-b", ")"]
FIELD = st.lists(st.sampled_from(ODD), max_size=3).map(" ".join)


def test_every_field_becomes_its_part_of_the_query() -> None:
    conditions = Conditions("劳模 广元", "休养 体检", "总工会 召开", "表彰 会议", "双城记")
    assert parse(compose(conditions)).node == And(
        (
            *(Words("劳模"), Words("广元"), Or((Words("休养"), Words("体检")))),
            *(Phrase("总工会 召开"), Words("双城记", TITLE)),
            *(Not(Words("表彰")), Not(Words("会议"))),
        )
    )


def test_no_field_asks_for_nothing() -> None:
    assert compose(Conditions()) == compose(Conditions("", " ", "，", "-", "“")) == ""


@pytest.mark.parametrize(
    "query",
    [
        *("劳模", "劳模 休养", "劳模 或 工匠", "(劳模 或 工匠) 广元 -表彰", "“总工会” 劳模 “协作”"),
        *("标题：劳模 地区：广元", "-劳模", "(劳模 工匠) 或 骑手", "标题：“总工会”", "(劳模"),
    ],
)
def test_a_query_fills_the_fields_and_they_ask_the_same(query: str) -> None:
    again = parse(compose(decompose(query))).node
    asked = parse(query).node
    parts = [set(node.nodes) if isinstance(node, And) else {node} for node in (asked, again)]
    assert parts[0] == parts[1]


@given(st.builds(Conditions, FIELD, FIELD, FIELD, FIELD, FIELD))
def test_any_text_in_any_field_is_composed(conditions: Conditions) -> None:
    text = compose(conditions)
    assert not text or not parse(text).plain
