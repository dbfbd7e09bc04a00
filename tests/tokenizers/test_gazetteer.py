from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tokenizers.gazetteer import load_gazetteer
from tokenizers.place import read_table

GAZETTEER = load_gazetteer()
CODES = sorted(p.code for p in GAZETTEER._places.values())


def found(text: str) -> list[str]:
    return ["/".join(GAZETTEER.path(place.code)) for place in GAZETTEER.lookup(text)]


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("510800", "四川省/广元市"),
        ("5108", "四川省/广元市"),
        ("51", "四川省"),
        ("四川省/广元市", "四川省/广元市"),
        ("四川省 › 广元市", "四川省/广元市"),
        ("四川省>广元市", "四川省/广元市"),
        ("四川省 广元市", "四川省/广元市"),
        ("四川省广元市", "四川省/广元市"),
        ("广元", "四川省/广元市"),
        ("四川/广元", "四川省/广元市"),
        ("重慶市/合川區", "重庆市/合川区"),
        ("臺江區", "福建省/福州市/台江区"),
        ("福州/台江", "福建省/福州市/台江区"),
        ("南京市鼓楼区", "江苏省/南京市/鼓楼区"),
        ("仙桃市", "湖北省/仙桃市"),
        ("济源", "河南省/济源市"),
        ("石河子市", "新疆维吾尔自治区/石河子市"),
        ("东莞", "广东省/东莞市"),
        ("海南州", "青海省/海南藏族自治州"),
        ("大通县", "青海省/西宁市/大通回族土族自治县"),
        ("乾县", "陕西省/咸阳市/乾县"),
        ("甘肃合作", "甘肃省/甘南藏族自治州/合作市"),
        ("全国", "全国"),
        ("中西区", "香港特别行政区/中西区"),
        ("台北市", "台湾省/台北市"),
        ("八师", "新疆生产建设兵团/第八师"),
        ("兵团", "新疆生产建设兵团"),
        ("苏州工业园区", "江苏省/苏州市"),
        ("平潭综合实验区", "福建省/福州市/平潭县"),
        ("襄樊市", "湖北省/襄阳市"),
        ("莱芜市", "山东省/济南市/莱芜市"),
        ("江干区", "浙江省/杭州市/江干区"),
        ("莱芜", "山东省/济南市/莱芜区"),
        ("巢湖市", "安徽省/合肥市/巢湖市"),
    ],
)
def test_a_name_code_or_path_finds_its_place(text: str, path: str) -> None:
    assert found(text) == [path]


def test_an_ambiguous_name_answers_with_all_it_may_mean() -> None:
    assert len(found("鼓楼区")) >= 4
    assert found("朝阳区") == ["北京市/朝阳区", "吉林省/长春市/朝阳区"]
    assert found("吉林") == ["吉林省", "吉林省/吉林市"]
    assert found("江苏省/鼓楼区") == ["江苏省/南京市/鼓楼区", "江苏省/徐州市/鼓楼区"]


def test_a_full_name_beats_a_short_one() -> None:
    assert found("吉林市") == ["吉林省/吉林市"]
    assert found("海南省") == ["海南省"]


@pytest.mark.parametrize(
    "text", ["", " ", "/", "9999", "999999", "5", "工会", "福建省/广元市", "中国"]
)
def test_what_is_no_place_finds_nothing(text: str) -> None:
    assert found(text) == []


def test_a_retired_place_keeps_its_name_and_years_and_lies_where_it_is_today() -> None:
    laiwu = GAZETTEER.lookup("莱芜市")[0]
    assert (laiwu.until, laiwu.level) == (2018, 2)
    assert [GAZETTEER.place(c).name for c in laiwu.successors] == ["莱芜区", "钢城区"]  # type: ignore[union-attr]
    assert GAZETTEER.ancestors(laiwu.code) == ("370000", "370100")


def test_a_place_is_known_by_what_it_was_in_a_year() -> None:
    assert [GAZETTEER.as_of("370215", year) for year in (2016, 2017, 2026)] == [
        "370282", "370215", "370215",
    ]  # fmt: skip
    assert GAZETTEER.as_of("510800", 1990) == "510800"
    assert GAZETTEER.as_of("999999", 1990) == "999999"


def test_municipalities_and_province_administered_counties_skip_a_level() -> None:
    assert GAZETTEER.path("500117") == ("重庆市", "合川区")
    assert GAZETTEER.path("429004") == ("湖北省", "仙桃市")
    assert "429004" in {p.code for p in GAZETTEER.children("420000")}


@pytest.mark.parametrize("code", ["441900", "442000", "460400", "620200"])
def test_cities_without_counties_have_no_children(code: str) -> None:
    assert GAZETTEER.children(code) == ()


def test_provinces_are_the_34_and_the_production_corps() -> None:
    names = [p.name for p in GAZETTEER.provinces()]
    assert len(names) == 35
    assert "新疆生产建设兵团" in names


def test_children_are_in_use_and_sorted() -> None:
    codes = [p.code for p in GAZETTEER.children("330100")]
    assert codes == sorted(codes)
    assert "330104" not in codes and "330102" in codes


def test_full_names_hold_counties_colloquial_names_and_zones_of_our_time() -> None:
    names = GAZETTEER.full_names()
    assert {"合川区", "海南州", "苏州工业园区", "江干区", "襄樊市", "和安县"} <= names
    assert "区" not in names and "市区" not in {n for n in names if len(n) < 2}


def test_everyday_words_are_no_short_names_in_running_text() -> None:
    names = GAZETTEER.short_names()
    assert "广元" in names
    assert not names & {"合作", "资源", "公安", "和平", "比如", "长子", "安康"}


def test_every_path_starts_at_a_province_and_repeats_no_level() -> None:
    for code in CODES:
        path = GAZETTEER.path(code)
        above = [*GAZETTEER.ancestors(code), code]
        assert len(path) == len(above) <= 4
        assert len(set(above)) == len(above)
        assert above[0] == code or GAZETTEER.place(above[0]).level == 1  # type: ignore[union-attr]


def test_every_host_of_a_zone_is_in_use() -> None:
    for zone in GAZETTEER.zones.values():
        host = GAZETTEER.place(zone.host)
        assert host is not None and host.until is None, zone


@pytest.mark.parametrize(
    "name", ["ambiguous_short_names", "generic_names", "zones", "places_added", "letters"]
)
def test_hand_made_tables_are_sorted_and_name_everything_once(name: str) -> None:
    first = [row[0] for row in read_table(name)]
    assert first == sorted(set(first))


@given(st.text(max_size=30))
def test_any_text_can_be_looked_up(text: str) -> None:
    assert all(place.code for place in GAZETTEER.lookup(text))


@given(st.sampled_from(CODES))
def test_a_path_leads_back_to_its_place(code: str) -> None:
    place = GAZETTEER.place(code)
    assert place is not None
    if place.until is None:
        assert place in GAZETTEER.lookup("/".join(GAZETTEER.path(code)))


def test_the_tables_load_quickly() -> None:
    program = (
        "import time, tokenizers.gazetteer as g; t = time.perf_counter();"
        "g.load_gazetteer().full_names(); print(time.perf_counter() - t)"
    )
    seconds = [
        float(
            subprocess.run([sys.executable, "-c", program], capture_output=True, check=True).stdout
        )
        for _ in range(3)
    ]
    assert min(seconds) < 0.1


@pytest.mark.parametrize("name", ["第八师石河子市", "八师石河子市", "8师石河子市", "第8师", "8师"])
def test_a_division_of_the_corps_is_found_with_its_city(name: str) -> None:
    assert [p.code for p in load_gazetteer().lookup(name)] == ["660800"]
    assert name not in load_gazetteer().full_names()
