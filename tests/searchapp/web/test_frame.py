"""How values are written on every page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.article import DateFact
from searchapp.web.frame import visible
from searchapp.web.record import date_in_prose


@pytest.mark.parametrize(
    ("value", "precision", "written"),
    [
        ("2020-10-09", "day", "2020年10月9日"),
        ("2020-07", "month", "2020年7月"),
        ("2020", "year", "2020年"),
    ],
)
def test_a_date_is_written_as_precisely_as_it_is_known(
    value: str, precision: str, written: str
) -> None:
    assert date_in_prose(DateFact(value, precision, "")) == written


@given(st.text())
def test_no_control_character_reaches_a_page(text: str) -> None:
    shown = visible(text)
    assert len(shown) == len(text)
    assert not any(ord(c) < 32 and c not in "\t\n\r" for c in shown)
