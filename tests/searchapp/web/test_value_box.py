"""The box of a facet value: what is chosen, and by what, and nothing of a label that is markup."""

from __future__ import annotations

import pytest

from searchapp.params import SearchParams
from searchapp.search_page import FacetValueView
from searchapp.web.value_box import value_box
from tests.html_check import Page

CITY = FacetValueView("510800", "广元市", 12, False, "region", SearchParams())


@pytest.mark.parametrize(
    ("changes", "classes", "checked", "said"),
    [
        ({}, "value", False, "广元市 12 篇"),
        ({"selected": True}, "value on", True, "广元市 12 篇"),
        ({"count": 0}, "value zero", False, "广元市 0 篇"),
        ({"mixed": True}, "value", False, "广元市（部分下级已选） 12 篇"),
        ({"implied": True}, "value", False, "广元市（已随上级包含） 12 篇"),
        ({"implied": True, "selected": True}, "value on", True, "广元市 12 篇"),
    ],
)
def test_a_box_says_what_is_chosen_and_how_many_there_are(
    changes: dict[str, object], classes: str, checked: bool, said: str
) -> None:
    made = str(value_box("region", CITY._replace(**changes)))  # type: ignore[arg-type]
    assert f'<label class="{classes}">' in made
    assert (" checked>" in made) is checked
    assert "".join(Page(made).text.split()) == "".join(said.split())


def test_a_label_is_text_whatever_it_holds() -> None:
    made = str(value_box("org", CITY._replace(value='"><b>', label="<script>x</script>&")))
    assert "<script>" not in made and "<b>" not in made
    assert "&lt;script&gt;" in made
