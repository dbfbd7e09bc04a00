"""The columns of a table follow one another without a gap."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.errors import InvalidParameter
from searchapp.params import SearchParams
from searchapp.periods import KINDS, periods

YEARS = st.integers(2000, 2019).map(str)
MONTHS = st.builds(lambda y, m: f"{y}-{m:02}", YEARS, st.integers(1, 12))


def keys(kind: str, known: list[str], **params: object) -> list[str]:
    return [period.key for period in periods(kind, known, SearchParams(**params))]  # type: ignore[arg-type]


def test_years_with_nothing_stand_between_those_with_something() -> None:
    assert keys("year", ["2018", "2020"]) == ["2018", "2019", "2020"]


def test_quarters_are_those_of_whole_years() -> None:
    assert keys("quarter", ["2019-11", "2020-02"]) == [
        *(f"2019-Q{n}" for n in range(1, 5)),
        *(f"2020-Q{n}" for n in range(1, 5)),
    ]
    (first, *_) = periods("quarter", ["2020-02"], SearchParams())
    assert first.values == ("2020-01", "2020-02", "2020-03")
    assert (first.label, first.short) == ("2020 年第 1 季度", "第 1 季度")


def test_chosen_years_are_shown_whole_and_alone() -> None:
    assert keys("year", ["2018", "2020", "2021"], year=("2021", "2019", "none")) == ["2019", "2021"]
    assert len(keys("month", [], year=("2020",))) == 12


def test_dates_bound_the_columns() -> None:
    assert keys("year", ["2020"], start="2019-05-01", end="2021-02-03") == ["2019", "2020", "2021"]
    found = keys("month", ["2020-06"], start="2020-05-17", end="2020-07-01")
    assert found == ["2020-05", "2020-06", "2020-07"]


def test_a_chosen_month_is_all_there_is_of_its_quarter() -> None:
    (only,) = periods("quarter", ["2020-01", "2020-02"], SearchParams(month=("2020-02",)))
    assert (only.key, only.values) == ("2020-Q1", ("2020-02",))


def test_nothing_known_has_no_columns() -> None:
    assert [keys(kind, []) for kind in KINDS] == [[], [], []]


def test_more_columns_than_a_page_holds_are_refused() -> None:
    with pytest.raises(InvalidParameter, match="这样有 372 列，最多 240 列"):
        periods("month", ["1990-01", "2020-12"], SearchParams())


@given(st.sampled_from(KINDS), st.lists(MONTHS, min_size=1))
def test_every_known_value_is_in_exactly_one_column(kind: str, known: list[str]) -> None:
    values = [v[:4] for v in known] if kind == "year" else known
    columns = [value for p in periods(kind, values, SearchParams()) for value in p.values]
    assert len(columns) == len(set(columns))
    assert set(values) <= set(columns)
    assert columns == sorted(columns)
