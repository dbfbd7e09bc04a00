from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from searchapp.ingest.name_beginnings import NameBeginnings

NAMES = ("广元市", "广安", "渝北区", "和县", "𠀀县")


def _beginnings() -> NameBeginnings:
    return NameBeginnings({name[:2] for name in NAMES})


def test_names_are_looked_for_where_they_begin() -> None:
    assert _beginnings().find("四川省广元市、广安和县") == [3, 7, 9]


def test_a_text_too_short_for_a_name_has_none() -> None:
    assert [_beginnings().find(text) for text in ("", "广", "广元")] == [[], [], [0]]


@given(st.text(st.sampled_from("广元安渝北和县𠀀市\ud800a")))
def test_no_beginning_is_missed_or_made_up(text: str) -> None:
    known = {name[:2] for name in NAMES}
    expected = [start for start in range(len(text)) if text[start : start + 2] in known]
    assert _beginnings().find(text) == expected
