"""The pages of one search are those of one list, and what is known of it is not asked again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from index.query import Query, Sort
from index.result import Result
from searchapp.answers import Answers
from searchapp.desk import Desk
from searchapp.ingest.pipeline import ingest
from searchapp.params import SearchParams
from searchapp.search import search
from searchapp.search_page import SearchPage


@pytest.fixture(scope="module")
def filled(samples: Desk) -> Desk:
    return samples


def forgetful(desk: Desk) -> Desk:
    """Return the desk as of somebody who has asked nothing yet."""
    return replace(desk, answers=Answers(), counted=Answers(), listed=Answers())


@pytest.fixture
def asked(filled: Desk, monkeypatch: pytest.MonkeyPatch) -> list[Query]:
    """What the engine is asked from now on."""
    queries: list[Query] = []
    engine = filled.engine.search

    def watched(query: Query) -> Result:
        queries.append(query)
        return engine(query)

    monkeypatch.setattr(filled.engine, "search", watched)
    return queries


def counted(page: SearchPage) -> list[tuple[str, list[tuple[str, int]], int]]:
    return [(f.name, [(v.label, v.count) for v in f.values], f.unknown.count) for f in page.facets]


def test_another_page_of_a_search_shows_its_counts_without_counting_again(
    filled: Desk, asked: list[Query]
) -> None:
    q = "工会 OR 只在此处检索"
    first = search(SearchParams(q=q, per_page=5), filled)
    asked.clear()
    for other in (SearchParams(q=q, page=2, per_page=5), SearchParams(q=q, sort=Sort.RECENT)):
        assert counted(search(other, filled)) == counted(first)
    assert not any(query.facets for query in asked)
    narrowed = search(SearchParams(q=q, year=("2020",)), filled)
    assert any(query.facets for query in asked)
    assert counted(narrowed) != counted(first)


@pytest.mark.parametrize("dup", ["all", "group"])
@pytest.mark.parametrize("sort", [Sort.RELEVANCE, Sort.DATE_DESC])
def test_whichever_way_a_list_is_leafed_through_it_is_the_same(
    filled: Desk, dup: str, sort: Sort
) -> None:
    desk = forgetful(filled)
    whole = SearchParams(q="工会 职工", per_page=7, dup=dup, sort=sort)
    for number in (1, 2, 4, 3, 2, 1, 9, 5, 6, 7, 8):
        params = replace(whole, page=number)
        page, alone = search(params, desk), search(params, forgetful(filled))
        assert page.hits == alone.hits
        assert page.partial == alone.partial
        assert (page.total, page.groups, page.pages) == (alone.total, alone.groups, alone.pages)


def test_whoever_goes_on_turning_pages_asks_the_engine_no_more(
    filled: Desk, asked: list[Query]
) -> None:
    desk = forgetful(filled)
    for number in (1, 2):
        search(SearchParams(q="工会", page=number), desk)
    asked.clear()
    for number in (3, 4, 1):
        assert search(SearchParams(q="工会", page=number), desk).hits
    assert search(SearchParams(q="工会", page=2, per_page=11), desk).hits
    assert not [query for query in asked if query.limit]


def test_the_last_page_goes_on_with_partial_matches_after_others_were_turned(filled: Desk) -> None:
    desk = forgetful(filled)
    params = SearchParams(q="工会 劳模", per_page=4)
    first = search(params, desk)
    assert first.pages > 2 and first.total % 4
    assert not search(replace(params, page=2), desk).partial
    assert search(replace(params, page=first.pages), desk).partial


def test_a_page_turned_after_new_articles_came_is_of_the_new_list(
    desk: Desk, write: Callable[[str, str], str], page: Callable[[str, str], str]
) -> None:
    def turned() -> list[SearchPage]:
        return [search(SearchParams(q="开会", page=n, per_page=1), desk) for n in (1, 2, 3)]

    cities = "成都市", "绵阳市", "德阳市", "乐山市"
    ingest([write(f"{city}.txt", page(city, f"开会{city}")) for city in cities], desk)
    before = turned()
    assert {one.total for one in before} == {4}
    ingest([write("泸州市.txt", page("泸州市", "开会泸州市"))], desk)
    after = turned()
    assert {one.total for one in after} == {5}
    assert len({hit.id for one in after for hit in one.hits}) == 3
    fresh = forgetful(desk)
    for number, one in enumerate(after, start=1):
        params = SearchParams(q="开会", page=number, per_page=1)
        assert one.hits == search(params, fresh).hits
