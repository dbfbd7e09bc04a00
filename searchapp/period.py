"""Dates as staff type them: 2020, 2020-07, 2020年7月, 2020-07-01 → the first or last day."""

from __future__ import annotations

import calendar
import datetime
import re
import unicodedata

from index.said import said

_TYPED = re.compile(
    r"(?P<year>\d{4})(?:\s*[-/.年]\s*(?P<month>\d{1,2})(?:\s*[-/.月]\s*(?P<day>\d{1,2})\s*日?|月)?|年)?"
)


def _parts(typed: str) -> tuple[int, int | None, int | None]:
    text = unicodedata.normalize("NFKC", typed).strip()
    match = _TYPED.fullmatch(text)
    if not match:
        raise ValueError(said("请写成 2020、2020-07 或 2020-07-01。"))
    year = int(match["year"])
    if not 1900 <= year <= 2100:
        raise ValueError(said("年份应在 1900 至 2100 之间。"))
    month = int(match["month"]) if match["month"] else None
    day = int(match["day"]) if match["day"] else None
    if month is not None and not 1 <= month <= 12:
        raise ValueError(said("月份应为 01 至 12，如 2020-12-01。"))
    if month and day is not None and not 1 <= day <= calendar.monthrange(year, month)[1]:
        last = calendar.monthrange(year, month)[1]
        raise ValueError(
            said("{year} 年 {month} 月只有 1 至 {last} 日。", year=year, month=month, last=last)
        )
    return year, month, day


def range_start(typed: str) -> str:
    """Return the first ISO day of the year, month or day typed; raise ValueError in Chinese."""
    year, month, day = _parts(typed)
    return datetime.date(year, month or 1, day or 1).isoformat()


def range_end(typed: str) -> str:
    """Return the last ISO day of the year, month or day typed; raise ValueError in Chinese."""
    year, month, day = _parts(typed)
    last_month = month or 12
    last_day = day or calendar.monthrange(year, last_month)[1]
    return datetime.date(year, last_month, last_day).isoformat()


def iso_date(typed: str) -> str:
    """Return the day, month or year typed in ISO with just that precision; raise ValueError."""
    year, month, day = _parts(typed)
    return f"{year:04}" + "".join(f"-{part:02}" for part in (month, day) if part is not None)
