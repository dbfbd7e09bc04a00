"""A correction is offered with its count, and never applied."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from searchapp.desk import Desk
from searchapp.ingest.pipeline import ingest
from searchapp.params import SearchParams
from searchapp.search import count, search
from searchapp.search_json import to_json


@pytest.fixture
def filled(desk: Desk, write: Callable[..., str], page: Callable[[str, str], str]) -> Desk:
    ingest(
        [write(f"{city}.txt", page(city, "评选劳动模范")) for city in ("广元市", "绵阳市")], desk
    )
    return desk


def test_the_correction_carries_the_count_and_the_filters_of_its_link(filled: Desk) -> None:
    params = SearchParams.from_args({"q": ["劳动模饭"], "region": ["广元"]})
    found = search(params, filled)
    assert found.params.q == "劳动模饭"
    assert found.correction is not None
    assert found.correction.text == "劳动模范"
    assert found.correction.total == count(params.but(q="劳动模范"), filled) == 1
    assert "region=510800" in found.correction.url
    assert to_json(found)["did_you_mean"]["articles"] == 1


def test_pinyin_is_offered_in_chinese(filled: Desk) -> None:
    offered = search(SearchParams(q="laodongmofan"), filled).correction
    assert offered is not None
    assert (offered.text, offered.total) == ("劳动模范", 2)


def test_a_search_within_the_results_is_corrected_too(filled: Desk) -> None:
    params = SearchParams(q="评选", within=("广元", "劳动模饭"))
    offered = search(params, filled).correction
    assert offered is not None
    assert (offered.text, offered.total) == ("劳动模范", 1)
    meant = params.but(within=("广元", "劳动模范"))
    assert offered.url == meant.canonical()
    assert count(meant, filled) == 1


@pytest.mark.parametrize(
    "params",
    [
        SearchParams(q="劳动模范"),
        SearchParams(q="厂务公汗"),  # 厂务公开 stands in no article
        SearchParams(q="劳动模饭", page=2),
        SearchParams(q="劳动模饭", cursor="*"),
        SearchParams(),
    ],
)
def test_nothing_is_offered_where_it_would_not_help(filled: Desk, params: SearchParams) -> None:
    assert search(params, filled).correction is None
