"""Suggestions while typing find what they say."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from searchapp.desk import Desk, open_desk
from searchapp.ingest.pipeline import ingest
from searchapp.params import SearchParams
from searchapp.search import count
from searchapp.settings import Settings
from searchapp.suggest import MOST, suggest

SAMPLE = Path(__file__).resolve().parents[2] / "searchapp" / "sample" / "pages"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    opened = open_desk(Settings(data=tmp_path_factory.mktemp("sample")))
    ingest([str(SAMPLE)], opened)
    yield opened
    opened.close()


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
