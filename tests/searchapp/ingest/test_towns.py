from __future__ import annotations

import pytest

from searchapp.ingest.towns import by_towns, longest_town, town_counties
from tokenizers.gazetteer import load_gazetteer

GAZETTEER = load_gazetteer()
LONGHUA = ("440309", "460106")  # 深圳, 海口


def test_streets_tell_two_districts_of_one_name_apart() -> None:
    assert by_towns(LONGHUA, "观湖、民治、大浪和观澜街道总工会汇报工作") == "440309"
    assert by_towns(LONGHUA, "滨海街道总工会、金贸街道总工会汇报工作") == "460106"


def test_one_short_name_or_none_tells_nothing() -> None:
    assert by_towns(LONGHUA, "来自民治的职工") is None
    assert by_towns(LONGHUA, "龙华区总工会召开会议") is None


def test_a_town_of_one_county_names_the_county() -> None:
    [found] = town_counties("尧塘街道总工会开展慰问，尧塘街道干部参加", GAZETTEER)
    assert (found.code, found.times, found.start, found.end) == ("320413", 2, 0, 4)


@pytest.mark.parametrize(
    "text",
    ["城关镇总工会", "永丰街道总工会", "新型城镇职工", "欢迎返乡", "特色小镇", "镇总工会", ""],
)
def test_a_town_of_many_counties_or_none_names_no_county(text: str) -> None:
    assert town_counties(text, GAZETTEER) == []


def test_the_longest_name_counts() -> None:
    assert longest_town("来到下郭街道") == "下郭街道"
    assert longest_town("本街道") is None
