from __future__ import annotations

import pytest

from searchapp.ingest.organization_kinds import suffixes
from searchapp.ingest.organization_names import division_name, organization_id
from tokenizers.gazetteer import load_gazetteer

GAZETTEER = load_gazetteer()


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("350503", "泉州市丰泽区"),
        ("500117", "重庆市合川区"),
        ("430626", "平江县"),
        ("350582", "晋江市"),
        ("632500", "海南藏族自治州"),
        ("510000", "四川省"),
        ("660800", "新疆生产建设兵团第八师"),
        ("999999", ""),
    ],
)
def test_districts_take_their_city_and_others_stand_alone(code: str, name: str) -> None:
    assert division_name(code, GAZETTEER) == name


def test_ids_are_built_on_the_code() -> None:
    assert organization_id("广元市总工会", "510800", "总工会") == "510800-zgh"
    assert organization_id("中华全国总工会", "000000", "总工会") == "000000-zgh"
    assert organization_id("大庆油田工会", None, "基层工会").startswith("000000-dqytgh-")
    assert organization_id("株洲高新区总工会", "430200", "园区总工会") != "430200-zgh"


def test_every_suffix_says_what_must_stand_before_it() -> None:
    assert {s.needs for s in suffixes().values()} == {"place", "noun", "union"}
