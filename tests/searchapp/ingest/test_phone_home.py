from __future__ import annotations

import pytest

from searchapp.ingest.phone_home import phone_numbers, phone_place
from tokenizers.gazetteer import load_gazetteer

GAZETTEER = load_gazetteer()


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("电话:0839-3266000", "广元市"),
        ("热线电话：（0716）8212336 邮编：434000", "荆州市"),
        ("联系电话 010-68591111", "北京市"),
        ("电话：0431－88561234", "长春市"),
        ("传真:024-22581001", "辽宁省"),  # shared by four cities
    ],
)
def test_a_number_lies_in_its_city(line: str, place: str) -> None:
    [number] = phone_numbers(line)
    code = phone_place(number, GAZETTEER)
    assert code is not None and GAZETTEER.path(code)[-1] == place


@pytest.mark.parametrize(
    "line", ["电话:22581001", "手机13900001234", "邮编:043400", "备案号05012345号", "2020-10-09"]
)
def test_what_is_no_number_with_an_area_code_says_nothing(line: str) -> None:
    assert list(phone_numbers(line)) == []


def test_an_unknown_area_code_is_nowhere() -> None:
    assert phone_place("0299-3266000", GAZETTEER) is None
