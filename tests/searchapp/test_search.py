"""The one search use case over the sample collection: names, facets, ways out, bookmarks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from searchapp.desk import Desk
from searchapp.errors import InvalidParameter
from searchapp.ingest.pipeline import ingest
from searchapp.params import SearchParams
from searchapp.search import count, facet, search
from searchapp.search_json import to_json
from searchapp.search_page import FacetValueView, SearchPage


@pytest.fixture(scope="module")
def desk(samples: Desk) -> Desk:
    return samples


def ask(desk: Desk, q: str = "", **filters: str | list[str]) -> SearchPage:
    args = {name: [v] if isinstance(v, str) else v for name, v in filters.items()}
    return search(SearchParams.from_args({"q": [q], **args}), desk)


def follow(desk: Desk, url: str) -> SearchPage:
    return search(SearchParams.from_args(parse_qs(urlsplit(url).query)), desk)


def region_values(page: SearchPage) -> dict[str, FacetValueView]:
    def walk(values: tuple[FacetValueView, ...]) -> Iterator[FacetValueView]:
        for value in values:
            yield value
            yield from walk(value.children)

    return {v.value: v for view in page.facets if view.name == "region" for v in walk(view.values)}


@pytest.mark.parametrize("spelling", ["四川省", "四川", "51", "510000", "四川省/"])
def test_every_spelling_of_a_region_is_one_search(desk: Desk, spelling: str) -> None:
    page = ask(desk, "工会", region=spelling)
    assert page.params.region == ("510000",)
    assert page.total == ask(desk, "工会", region="510000").total > 0


def test_an_ambiguous_region_names_its_candidates(desk: Desk) -> None:
    with pytest.raises(InvalidParameter) as caught:
        ask(desk, region="鼓楼区")
    assert caught.value.problem == "ambiguous-region"
    assert "320106" in {candidate.value for candidate in caught.value.candidates}


def test_an_unknown_region_is_refused_and_an_unknown_code_answered_with_nothing(desk: Desk) -> None:
    with pytest.raises(InvalidParameter) as caught:
        ask(desk, region="不存在县")
    assert caught.value.problem == "invalid-region"
    page = ask(desk, region="999999")
    assert (page.total, len(page.warnings)) == (0, 1)


def test_names_inside_a_query_never_fail(desk: Desk) -> None:
    both = ask(desk, "地区：鼓楼区")
    assert "种可能" in both.warnings[0]
    plain = ask(desk, "地区：不存在县")
    assert "按普通词" in plain.warnings[0]
    assert ask(desk, "年份：明年").warnings


def test_facets_named_in_a_query_select_what_the_filter_selects(desk: Desk) -> None:
    assert ask(desk, "工会 地区：四川").total == ask(desk, "工会", region="四川").total
    years = ask(desk, "工会", year=["2019", "2020", "2021"]).total
    assert ask(desk, "工会 年份：2019-2021").total == years
    assert ask(desk, "工会 年份：不详").total == ask(desk, "工会", year="none").total


def test_an_organization_is_asked_for_by_name_and_linked_by_id(desk: Desk) -> None:
    named = next(v for view in ask(desk).facets if view.name == "org" for v in view.values)
    page = ask(desk, org=named.label)
    assert page.params.org == (named.value,)
    assert page.total == named.count
    assert f"org={named.value}" in page.canonical


def test_a_name_taken_for_the_only_fuller_one_is_said_to_be(desk: Desk) -> None:
    names = [v.label for view in ask(desk).facets if view.name == "org" for v in view.values]
    pieces = {name[:-1]: name for name in names}
    piece = next(one for one in pieces if len(desk.store.find_organizations(one)) == 1)
    page = ask(desk, org=piece)
    assert f"没有名为“{piece}”的单位，按“{pieces[piece]}”检索。" in page.warnings
    assert not any("没有名为" in said for said in ask(desk, org=pieces[piece]).warnings)


def test_the_first_page_of_a_link_is_the_page_it_was_copied_from(desk: Desk) -> None:
    page = ask(desk, "职工", region="广东", sort="date_asc", year=["2020", "2023"])
    again = follow(desk, page.canonical)
    assert [hit.id for hit in again.hits] == [hit.id for hit in page.hits]
    assert again.canonical == page.canonical


def test_a_facet_value_leads_where_its_count_says(desk: Desk) -> None:
    page = ask(desk, "工会", year="2020")
    region = next(iter(region_values(page).values()))
    assert follow(desk, region.url).total == region.count
    chosen = follow(desk, region.url)
    selected = region_values(chosen)[region.value]
    assert selected.selected
    assert follow(desk, selected.url).total == page.total


def test_parents_and_children_of_a_chosen_region_are_marked(desk: Desk) -> None:
    values = region_values(ask(desk, region="江苏省/南京市"))
    assert values["320100"].selected
    assert values["320000"].mixed
    assert all(v.implied for code, v in values.items() if code[:4] == "3201" and code != "320100")


def test_a_chosen_value_stays_in_sight_when_nothing_is_left_of_it(desk: Desk) -> None:
    page = ask(desk, "没有这样的词", region="广元", year="1999", source="广元工会网")
    for view in page.facets:
        chosen = getattr(page.params, view.name)
        if view.name == "region":
            assert set(chosen) <= region_values(page).keys()
        else:
            assert set(chosen) <= {value.value for value in view.values}


def test_an_empty_answer_names_the_filter_in_the_way(desk: Desk) -> None:
    page = ask(desk, "劳模", year="1999", region="四川")
    assert page.total == 0
    ways = {way.label: way for way in page.ways}
    assert ways["去掉年份“1999”"].total == ask(desk, "劳模", region="四川").total > 0
    assert ways["去掉地区“四川省”"].total == 0
    for way in page.ways:
        assert follow(desk, way.url).total == way.total
    assert [way.total == 0 for way in page.ways] == sorted(way.total == 0 for way in page.ways)


def test_the_view_of_all_values_holds_every_value_with_its_count(desk: Desk) -> None:
    params = SearchParams(q="工会")
    whole = facet("org", params, desk)
    assert not whole.truncated
    assert len(whole.values) == whole.values_total
    for value in whole.values[:5]:
        assert count(params.with_values("org", [value.value]), desk) == value.count
    some = facet("org", params, desk, prefix="广元")
    assert all(value.label.startswith("广元") for value in some.values)


def test_a_bookmark_from_before_a_commit_is_refused(desk: Desk, tmp_path: Path) -> None:
    first = ask(desk, "工会", cursor="*", per_page="5")
    assert first.next_cursor
    (tmp_path / "新到.txt").write_text("新到的一篇工会报道。\n", encoding="utf-8")
    ingest([str(tmp_path)], desk)
    with pytest.raises(InvalidParameter) as caught:
        ask(desk, "工会", cursor=first.next_cursor, per_page="5")
    assert caught.value.problem == "expired-cursor"


def test_rows_too_deep_for_pages_are_refused_with_the_way_to_all_of_them(desk: Desk) -> None:
    with pytest.raises(InvalidParameter) as caught:
        ask(desk, "工会", page="1001")
    assert caught.value.problem == "page-too-deep"
    assert "cursor" in caught.value.detail


def test_what_comes_close_follows_the_hits_and_no_count_knows_of_it(desk: Desk) -> None:
    headline = "广元市总工会组织劳模赴海南疗养并召开座谈会"
    page = ask(desk, headline)
    assert page.total == 0
    assert page.partial
    assert all(hit.position is None for hit in page.partial)
    assert all("n=" not in hit.link for hit in page.partial)
    assert to_json(page)["partial"][0]["id"] == page.partial[0].id
    assert count(page.params, desk) == 0


def test_reading_with_a_cursor_yields_matches_alone(desk: Desk) -> None:
    assert ask(desk, "广元市总工会组织劳模赴海南疗养", cursor="*").partial == ()


def test_a_search_within_a_search_is_both_at_once_and_each_can_be_taken_back(desk: Desk) -> None:
    both = ask(desk, "工会 职工", per_page="100")
    narrowed = ask(desk, "工会", within="职工", per_page="100")
    assert both.total
    assert {hit.id for hit in narrowed.hits} == {hit.id for hit in both.hits}
    chip = narrowed.chips[0]
    assert (chip.label, chip.value) == ("结果中检索", "职工")
    assert follow(desk, chip.remove_url).total == ask(desk, "工会").total
    assert narrowed.where == ("含“职工”的报道",)
    assert "职工" in narrowed.terms


def test_a_search_within_that_finds_nothing_is_named_as_the_one_in_the_way(desk: Desk) -> None:
    page = ask(desk, "工会", within="绝无此词")
    way = page.ways[0]
    assert way.label == "去掉结果中检索“绝无此词”"
    assert way.total == ask(desk, "工会").total == follow(desk, way.url).total


def test_an_empty_answer_names_the_word_in_the_way(desk: Desk) -> None:
    page = ask(desk, "劳模 绝无此词龘", region="四川")
    way = next(way for way in page.ways if way.label == "去掉检索词“绝无此词龘”")
    assert way.single
    assert way.total == ask(desk, "劳模", region="四川").total == follow(desk, way.url).total > 0
    other = next(way for way in page.ways if way.label == "去掉检索词“劳模”")
    assert other.total == 0


def test_scores_are_explained_when_asked_and_the_parts_add_up(desk: Desk) -> None:
    page = ask(desk, "工会 劳模", explain="1")
    for hit in page.hits:
        assert sum(reason.score for reason in hit.reasons) == pytest.approx(hit.score, rel=1e-3)
    assert "explanation" in to_json(page)["items"][0]
    assert "explain" not in page.canonical
    assert "explanation" not in to_json(ask(desk, "工会 劳模"))["items"][0]
