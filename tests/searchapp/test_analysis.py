"""How a text is taken apart, in words."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from searchapp.analysis import MAX_TEXT, analyze
from searchapp.desk import Desk
from searchapp.errors import InvalidParameter
from searchapp.query_tree import Branch


def kinds(branch: Branch) -> list[str]:
    return [branch.kind, *(kind for each in branch.branches for kind in kinds(each))]


def test_every_step_is_shown(desk: Desk) -> None:
    shown = analyze("總工會會(huì)議、工(gōng)會(huì)", desk)
    assert shown.readings == 3
    assert shown.cleaned == "總工會會議、工會"
    assert shown.folded == "总工会会议工会"
    assert [word.text for word in shown.words] == ["總工會", "會議", "工會"]
    assert shown.words[0].inside == ("工会",)
    assert {"总工", "工会", "议"} <= set(shown.grams)


def test_a_query_is_a_tree_of_what_it_asks_for(desk: Desk) -> None:
    tree = analyze("标题：劳模 (“总工会” 或 驿站) -表彰 地区：广元", desk).query
    assert kinds(tree)[0] == "and"
    assert {"or", "not", "phrase", "words", "facet"} <= set(kinds(tree))
    assert "地区是 四川省 广元市" in str(tree)
    assert "标题有" in str(tree)


def test_synonyms_stand_beside_the_word_with_their_weight(desk: Desk) -> None:
    tree = analyze("劳模", desk).query
    assert tree.kind == "alternatives"
    assert tree.branches[0].weight == 1
    assert "劳动模范" in str(tree.branches[1:])
    assert all(each.weight < 1 for each in tree.branches[1:])


def test_a_year_is_a_date_too(desk: Desk) -> None:
    tree = analyze("2020年 劳模", desk).query
    assert {"published", "date"} <= set(kinds(tree))
    assert "写有日期 2020，写法不论" in str(tree)


def test_a_text_that_is_too_long_is_refused(desk: Desk) -> None:
    with pytest.raises(InvalidParameter):
        analyze("长" * (MAX_TEXT + 1), desk)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=60))
def test_places_of_words_are_places_in_the_cleaned_text(desk: Desk, text: str) -> None:
    shown = analyze(text, desk)
    for word in shown.words:
        assert shown.cleaned[word.start : word.end] == word.text
    assert len(shown.grams) == len(set(shown.grams))
