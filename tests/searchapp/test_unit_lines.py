"""Pasted lists come with numbers, tabs and blank lines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.errors import InvalidParameter
from searchapp.unit_lines import MAX_LINES, MAX_NAME, read_lines


@pytest.mark.parametrize(
    "pasted",
    [
        "利州区总工会",
        " 1. 利州区总工会",
        "（12）利州区总工会",
        "3、利州区总工会\t备注\t5",
        "1\t利州区总工会",
    ],
)
def test_the_name_is_what_counts(pasted: str) -> None:
    assert read_lines(f"\r\n{pasted}\r\n\u3000\n") == ("利州区总工会",)


@pytest.mark.parametrize(
    "name", ["八一钢铁", "2020 年劳模", "12351", "3.8 妇女节", "510800", "1.5 万人"]
)
def test_numbers_that_belong_to_a_name_stay(name: str) -> None:
    assert read_lines(name) == (name,)


def test_too_many_lines_are_refused_with_their_number() -> None:
    with pytest.raises(InvalidParameter, match="名单共 501 行，最多 500 行"):
        read_lines("工会\n" * (MAX_LINES + 1))


def test_an_endless_line_is_named() -> None:
    with pytest.raises(InvalidParameter, match="第 2 行有 121 个字符"):
        read_lines("工会\n" + "长" * (MAX_NAME + 1))


@given(st.lists(st.text("工会总市a1 .、\t（）", max_size=12), max_size=20))
def test_reading_what_was_read_changes_nothing(lines: list[str]) -> None:
    once = read_lines("\n".join(lines))
    again = read_lines("\n".join(once))
    assert all(name and name == name.strip() for name in once)
    assert len(again) == len(once)
