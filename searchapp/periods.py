"""The columns of a table: years, quarters or months, without a gap, 不详 last."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from index.query import UNKNOWN
from index.said import said
from searchapp.errors import InvalidParameter
from searchapp.params import SearchParams

KINDS = ("year", "quarter", "month")
FACETS = {"year": "year", "quarter": "month", "month": "month"}
"""The facet whose values make up a period."""
KIND_LABELS = {"year": said("各年"), "quarter": said("各季度"), "month": said("各月")}
UNKNOWN_LABELS = {"year": said("日期不详"), "quarter": said("季度不详"), "month": said("月份不详")}
MAX_COLUMNS = 240


@dataclass(frozen=True, slots=True)
class Period:
    """One column: its facet values, its name alone, and its year where others share the year.

    ``key`` is 2020, 2020-Q3, 2020-07 or none.
    """

    key: str
    label: str
    values: tuple[str, ...]
    year: str = ""
    short: str = ""


def periods(kind: str, known: Iterable[str], params: SearchParams) -> tuple[Period, ...]:
    """Return the known periods of ``params`` in order: those it chooses, else all from the first
    to the last, also those with nothing in them. ``known`` are the values that have something.

    Raises InvalidParameter when there are more than can be shown.
    """
    facet = FACETS[kind]
    chosen = [value for value in getattr(params, facet) if value != UNKNOWN]
    if getattr(params, facet):
        values = sorted(chosen)
    elif facet == "year":
        values = [str(year) for year in _years(known, params)]
    else:
        values = _months(known, params)
    found = _quarters(values) if kind == "quarter" else [_period(kind, v) for v in values]
    if len(found) > MAX_COLUMNS:
        detail = said(
            "这样有 {total} 列，最多 {max_columns} 列。请用年份缩小，或改按季度、按年。",
            total=len(found),
            max_columns=MAX_COLUMNS,
        )
        raise InvalidParameter("cols", kind, "table-too-large", detail)
    return tuple(found)


def unknown_period(kind: str) -> Period:
    """Return the column of articles whose date does not tell the period."""
    return Period(UNKNOWN, UNKNOWN_LABELS[kind], (UNKNOWN,), short=UNKNOWN_LABELS[kind])


def _period(kind: str, value: str) -> Period:
    if kind == "year":
        return Period(value, said("{value} 年", value=value), (value,), short=value)
    month = int(value[5:])
    return Period(
        value,
        said("{value} 年 {month} 月", value=value[:4], month=month),
        (value,),
        value[:4],
        said("{month} 月", month=month),
    )


def _quarters(months: Iterable[str]) -> list[Period]:
    grouped: dict[tuple[str, int], list[str]] = {}
    for month in months:
        grouped.setdefault((month[:4], (int(month[5:]) + 2) // 3), []).append(month)
    return [
        Period(
            f"{year}-Q{n}",
            said("{year} 年第 {n} 季度", year=year, n=n),
            tuple(values),
            year,
            said("第 {n} 季度", n=n),
        )
        for (year, n), values in grouped.items()
    ]


def _years(known: Iterable[str], params: SearchParams) -> list[int]:
    ends = [int(value[:4]) for value in (*known, params.start or "", params.end or "") if value]
    return [*range(min(ends), max(ends) + 1)] if ends else []


def _months(known: Iterable[str], params: SearchParams) -> list[str]:
    """Return the months of whole years, as far as the dates of the search reach."""
    years = sorted({value for value in params.year if value != UNKNOWN})
    if not params.year:
        years = [str(year) for year in _years(known, params)]
    months = [f"{year}-{month:02}" for year in years for month in range(1, 13)]
    first, last = (params.start or "")[:7], (params.end or "9999")[:7]
    return [month for month in months if first <= month <= last]
