"""What a query is about: places and organizations it names beyond doubt."""

from __future__ import annotations

import pytest

from index.parser import parse
from searchapp.desk import Desk
from searchapp.intent import about
from tests.searchapp.test_search import ask, desk

__all__ = ["desk"]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("广元", ["510800"]),
        ("广元市 劳模", ["510800"]),
        ("四川 广元", ["510000", "510800"]),
        ("合川区", ["500117"]),
        ("和平", []),
        ("全国", []),
        ("鼓楼区", []),
        ("劳模休养", []),
        ("-广元", []),
        ("2020", []),
    ],
)
def test_places_are_meant_where_their_name_leaves_no_doubt(
    desk: Desk, text: str, codes: list[str]
) -> None:
    found = about(parse(text).node, desk)
    assert [one.values[0] for one in found if one.facet == "region"] == codes


def test_stories_about_a_place_lead_the_list(desk: Desk) -> None:
    page = ask(desk, "鞍山市", per_page="50")
    is_about = [any(r.code.startswith("2103") for r in hit.regions) for hit in page.hits]
    assert set(is_about) == {True, False}
    assert is_about == sorted(is_about, reverse=True)
