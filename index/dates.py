"""ISO dates of any precision as whole spans of days: 2020-10 → (20201001, 20201031)."""

from __future__ import annotations

import calendar
import re

_DATE = re.compile(r"(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?")


def span(date: str) -> tuple[int, int]:
    """Return the first and last day of ``date`` (year, month or day) as numbers that order.

    Raises ValueError for anything that is no such date.

    >>> span("2020-02"), span("2020")
    ((20200201, 20200229), (20200101, 20201231))
    """
    match = _DATE.fullmatch(date)
    if not match:
        raise ValueError(f"no ISO date: {date!r}")
    year = int(match["year"])
    first, last = int(match["month"] or 1), int(match["month"] or 12)
    length = calendar.monthrange(year, last)[1]  # raises for month 13
    if match["day"] is None:
        return _number(year, first, 1), _number(year, last, length)
    day = int(match["day"])
    if not 1 <= day <= length:
        raise ValueError(f"no such day: {date!r}")
    return _number(year, first, day), _number(year, last, day)


def order_key(date: str) -> int:
    """Return a number by which dates order as their texts do: a year before its first month.

    >>> order_key("2020"), order_key("2020-10"), order_key("2020-10-09")
    (20200000, 20201000, 20201009)
    """
    return int(date.replace("-", "").ljust(8, "0"))


def _number(year: int, month: int, day: int) -> int:
    return year * 10000 + month * 100 + day
