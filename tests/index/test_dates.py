"""Dates of any precision as spans of days."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.dates import order_key, span


@given(st.dates())
def test_a_day_spans_itself_and_lies_in_its_month_and_year(day: datetime.date) -> None:
    text = day.isoformat()
    first, last = span(text)
    assert first == last == int(text.replace("-", ""))
    for coarser in (text[:7], text[:4]):
        outer_first, outer_last = span(coarser)
        assert outer_first <= first <= outer_last


def test_months_end_when_the_calendar_says() -> None:
    assert span("2020-02") == (20200201, 20200229)
    assert span("2021-02") == (20210201, 20210228)
    assert span("2020") == (20200101, 20201231)


@pytest.mark.parametrize(
    "date", ["", "20", "2020-2", "2020-13", "2020-00", "2020-02-30", "2020-01-00", "２０２０", "x"]
)
def test_what_is_no_date_is_refused(date: str) -> None:
    with pytest.raises(ValueError):
        span(date)


DATES = st.dates().map(datetime.date.isoformat)


@given(st.lists(st.one_of(DATES, DATES.map(lambda d: d[:7]), DATES.map(lambda d: d[:4]))))
def test_dates_order_as_their_texts_do(dates: list[str]) -> None:
    assert sorted(dates, key=order_key) == sorted(dates)
