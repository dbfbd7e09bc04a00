"""四川省本级 and its kin divide a region into what is known closer and what is not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from searchapp.desk import Desk
from searchapp.ingest.pipeline import ingest
from searchapp.own_level import SUFFIXES, own_level, own_level_query
from searchapp.params import SearchParams
from searchapp.search import count, search

PLACES = ("四川省", "四川省广元市", "四川省广元市利州区", "河南省济源市", "四川省")


@pytest.fixture
def filled(
    desk: Desk, write: Callable[[str, str | bytes], str], page: Callable[[str, str], str]
) -> Desk:
    for n, place in enumerate(PLACES):
        ingest([write(f"{n}.txt", page(place, f"开展第{n}次送清凉活动"))], desk)
    return desk


def found(text: str, desk: Desk) -> int:
    return count(SearchParams(q=text), desk)


def test_a_region_itself_is_what_names_no_place_in_it(filled: Desk) -> None:
    assert found("地区:四川", filled) == 4
    assert found("地区:四川省本级", filled) == found("region:51本级", filled) == 2
    assert found("地区:四川未到区县", filled) == 3
    assert found("地区:广元本级", filled) == 1
    assert found("地区:四川本级 或 地区:广元", filled) == 4


def test_a_county_right_below_a_province_is_known_to_no_city(filled: Desk) -> None:
    assert found("地区:河南未到地市", filled) == 1
    assert found("地区:河南本级", filled) == found("地区:河南未到区县", filled) == 0


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_region_is_what_is_known_closer_and_what_is_not(filled: Desk, suffix: str) -> None:
    for code in ("510000", "510800", "510802", "410000"):
        own = own_level_query(code, suffix)
        assert found(own, filled) + found(f"地区:{code} -{own}", filled) == found(
            f"地区:{code}", filled
        )


def test_other_names_are_left_to_others(filled: Desk) -> None:
    assert own_level("四川省", filled) is None
    assert own_level("桃花源本级", filled) is None
    assert search(SearchParams(q="地区:桃花源本级"), filled).warnings
