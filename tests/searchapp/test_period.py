"""Dates as staff type them."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.period import range_end, range_start


@given(st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 12, 31)))
def test_every_notation_of_a_day_means_that_day(day: datetime.date) -> None:
    for typed in (
        day.isoformat(),
        f"{day.year}/{day.month}/{day.day}",
        f"{day.year}.{day.month}.{day.day}",
        f"{day.year}年{day.month}月{day.day}日",
        f" {day.year}年 {day.month} 月 {day.day} 日 ",
    ):
        assert range_start(typed) == range_end(typed) == day.isoformat()


@given(st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 12, 31)))
def test_a_month_or_a_year_spans_all_its_days(day: datetime.date) -> None:
    month = f"{day.year}年{day.month}月"
    assert range_start(month) <= day.isoformat() <= range_end(month)
    following = datetime.date.fromisoformat(range_end(month)) + datetime.timedelta(days=1)
    assert following.day == 1
    assert range_start(str(day.year)) == f"{day.year}-01-01"
    assert range_end(f"{day.year}年") == f"{day.year}-12-31"


@pytest.mark.parametrize(
    "typed", ["2020-13", "2020-02-30", "1899", "2101", "上周", "", "2020-1-1-1"]
)
def test_what_is_no_date_is_refused_in_chinese(typed: str) -> None:
    with pytest.raises(ValueError, match=r"[一-鿿]"):
        range_start(typed)


def test_full_width_figures_are_figures() -> None:
    assert range_start("２０２０－０７－０１") == "2020-07-01"
