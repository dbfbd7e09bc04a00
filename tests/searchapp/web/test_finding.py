"""A long facet is looked through by part of a name or by pinyin initials."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from searchapp.params import SearchParams
from searchapp.search_page import FacetValueView, FacetView
from searchapp.web.finding import found_in, is_named
from tests.html_check import Page
from tokenizers.folding import fold


def value(
    label: str, selected: bool = False, children: tuple[FacetValueView, ...] = ()
) -> FacetValueView:
    return FacetValueView(label, label, 1, selected, "region", SearchParams(), children=children)


def facet(*values: FacetValueView) -> FacetView:
    unknown = FacetValueView("none", "地区不详", 0, False, "region", SearchParams())
    return FacetView("region", "地区", values, unknown, len(values), False, "")


@pytest.mark.parametrize("typed", ["广元", "廣元", "元市总", "gys", "GYSZGH", "Ｇｙ"])
def test_a_name_is_found_by_part_script_width_and_initials(typed: str) -> None:
    assert is_named("广元市总工会", fold(typed))


@pytest.mark.parametrize("typed", ["广安", "yszgh", "g y x"])
def test_another_name_is_not_found(typed: str) -> None:
    assert not is_named("广元市总工会", fold(typed))


def test_what_is_above_a_find_and_what_is_chosen_stays() -> None:
    tree = facet(
        value("四川省", children=(value("广元市"), value("成都市"))),
        value("重庆市", selected=True),
        value("福建省", children=(value("泉州市", selected=True), value("厦门市"))),
        value("陕西省"),
    )
    found = found_in(tree, "广元")
    assert [v.label for v in found.values] == ["四川省", "重庆市", "福建省"]
    assert [[c.label for c in v.children] for v in found.values] == [["广元市"], [], ["泉州市"]]


@given(st.text(max_size=8))
def test_whatever_is_typed_only_leaves_values_out(typed: str) -> None:
    tree = facet(value("四川省", children=(value("广元市"),)), value("北京市"))
    kept = {v.label for v in found_in(tree, typed).values}
    assert kept <= {"四川省", "北京市"}


def test_the_page_of_a_facet_has_a_box_that_works_without_script(client: FlaskClient) -> None:
    whole = Page(client.get("/facet/org").text)
    assert whole.faults == []
    page = client.get("/facet/org?find=gys").text
    assert Page(page).faults == []
    assert "广元市总工会" in page and "成都市总工会" not in page
    assert 'formaction="/facet/org"' in page
    assert "没有名称含“没有”的单位" in client.get("/facet/org?find=没有").text
    kept = client.get("/facet/region?find=广元&region=610700").text
    assert "汉中市" in kept and "泉州市" not in kept
