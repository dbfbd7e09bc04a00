"""Searches in words."""

from __future__ import annotations

import pytest

from searchapp.statement import year_phrase


@pytest.mark.parametrize(
    ("years", "phrase"),
    [
        (("2020",), "2020 年"),
        (("2021", "2020"), "2020—2021 年"),
        (("2020", "2022"), "2020 年、2022 年"),
        (("2020", "2021", "2024", "none"), "2020—2021 年、2024 年及日期不详"),
        (("none",), "日期不详"),
    ],
)
def test_years_are_named_as_a_reader_writes_them(years: tuple[str, ...], phrase: str) -> None:
    assert year_phrase(years) == phrase
