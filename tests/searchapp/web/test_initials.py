"""Long lists of Chinese names are looked through by pinyin initial."""

from __future__ import annotations

import string

from hypothesis import given
from hypothesis import strategies as st

from searchapp.params import SearchParams
from searchapp.search_page import FacetValueView
from searchapp.web.initials import OTHER, by_initial, initial


def value(label: str, count: int) -> FacetValueView:
    return FacetValueView(label, label, count, False, "org", SearchParams())


def test_names_stand_under_their_initials_those_with_more_articles_first() -> None:
    groups = by_initial(
        [value("重庆市总工会", 1), value("成都市总工会", 9), value("12351", 3), value("安康市", 2)]
    )
    assert [(letter, [v.label for v in values]) for letter, values in groups] == [
        ("A", ["安康市"]),
        ("C", ["成都市总工会", "重庆市总工会"]),
        (OTHER, ["12351"]),
    ]


@given(st.text())
def test_every_name_has_an_initial(name: str) -> None:
    assert initial(name) in {*string.ascii_uppercase, OTHER}
