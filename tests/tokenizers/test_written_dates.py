"""Dates as people write them, and the terms they are found by."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tokenizers.written_dates import date_of, date_terms, written_dates


def found(text: str) -> list[tuple[str, str]]:
    return [(text[one.start : one.end], one.date) for one in written_dates(text)]


@pytest.mark.parametrize(
    "text",
    [
        "2020年10月9日",
        "2020年10月09日",
        "2020年10月9號",
        "2020 年 10 月 9 日",
        "２０２０年１０月９日",
        "2020-10-09",
        "2020-10-9",
        "2020.10.9",
        "2020.10.09",
        "2020/10/9",
        "20201009",
        "二〇二〇年十月九日",
        "二○二○年十月九日",
        "二零二零年十月九日",
    ],
)
def test_every_notation_says_the_same_day(text: str) -> None:
    assert found(f"于{text}召开") == [(text, "2020-10-09")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2020年10月", ["2020-10"]),
        ("二〇二〇年十月", ["2020-10"]),
        ("2020-10", ["2020-10"]),
        ("2020年", ["2020"]),
        ("一九二一年", ["1921"]),
        ("十月廿一日", ["--10-21"]),
        ("9月27日至28日", ["--09-27"]),
        ("2020.10.9-2020.10.12", ["2020-10-09", "2020-10-12"]),
        ("2020-10-09 17:47", ["2020-10-09"]),
        ("2020-10-09T17:47", ["2020-10-09"]),
        ("2020年10月9", ["2020-10"]),
        ("2020年度", []),
        ("二十年代", []),
        ("2020.5亿元", []),
        ("0839-3262473", []),
        ("2020年2月30日", []),
        ("2021年2月29日", []),
        ("2020-13", []),
        ("12020-10-09", []),
        ("2020-10-0", []),
        ("1700年", []),
        ("12321", []),
        ("一二三四五", []),
    ],
)
def test_a_text_says_these_dates_and_no_others(text: str, expected: list[str]) -> None:
    assert [said for _, said in found(text)] == expected


@given(st.dates(date(1800, 1, 1), date(2099, 12, 31)), st.text("，年月0-二", max_size=3))
def test_a_day_is_read_back_however_it_is_written(day: date, around: str) -> None:
    written = f"{day.year}年{day.month}月{day.day}日"
    assert (written, day.isoformat()) in found(f"（{written}，{around}")
    assert found(f"{day:%Y/%m/%d}") == [(f"{day:%Y/%m/%d}", day.isoformat())]
    assert [date_of(term) for term in date_terms(day.isoformat())] == [
        *(day.isoformat(), f"{day:%Y-%m}", f"{day:%Y}", f"--{day:%m-%d}")
    ]


@given(st.text())
def test_no_text_raises_and_dates_stand_in_order(text: str) -> None:
    end = 0
    for one in written_dates(text):
        assert end <= one.start < one.end <= len(text)
        end = one.end


def test_words_are_no_dates() -> None:
    assert [date_of(word) for word in ("", "总工会", "2020", "\U00020bb7")] == [None] * 4
