"""Suggestions while typing find what they say."""

from __future__ import annotations

import pytest

from searchapp.desk import Desk
from searchapp.params import SearchParams
from searchapp.search import count
from searchapp.suggest import MOST, suggest


@pytest.fixture(scope="module")
def desk(samples: Desk) -> Desk:
    return samples


@pytest.mark.parametrize("typed", ["工", "劳", "劳模 困难", "zonggong", "zgh", "總工", "职工-劳"])
def test_every_suggestion_finds_as_many_articles_as_it_says(desk: Desk, typed: str) -> None:
    found = suggest(typed, desk)
    assert 0 < len(found) <= MOST
    for each in found:
        assert each.total == count(SearchParams(q=each.text), desk) > 0


def test_the_words_before_the_last_one_stay(desk: Desk) -> None:
    assert all(each.text.startswith("劳模 困难") for each in suggest("劳模 困难", desk))


def test_a_misspelt_query_is_followed_by_what_was_meant(desk: Desk) -> None:
    assert "劳动模范" in [each.text for each in suggest("劳动模饭", desk)]


@pytest.mark.parametrize("typed", ["", " ", "，", "“", "绝无此词龘", "(((", "a" * 40])
def test_nothing_is_suggested_where_nothing_fits(desk: Desk, typed: str) -> None:
    assert suggest(typed, desk) == ()
