"""Queries in other words, through the search a reader makes: what is found, counted and shown."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from searchapp.desk import Desk, open_desk
from searchapp.errors import InvalidParameter
from searchapp.ingest.pipeline import ingest
from searchapp.params import SearchParams
from searchapp.search import count, search
from searchapp.search_json import to_json
from searchapp.search_page import HitView, SearchPage
from searchapp.settings import Settings
from searchapp.synonyms import OWN

PAGES = {
    "a": "全国劳动模范巡回宣讲走进广元\n2021-04-28\n4月28日，劳动模范与一线职工面对面。",
    "b": "劳模宣讲团进车间\n2021-05-01\n5月1日，劳模讲述成长经历，职工认真听讲。",
    "c": "安全总监座谈会召开\n2021-06-01\n6月1日，企业安全总监交流经验，职工代表参加。",
    "d": "骑手之家揭牌\n2021-07-01\n7月1日，骑手之家揭牌，外卖员可以歇脚喝水。",
    "e": "新就业形态劳动者入会\n2021-08-01\n8月1日，新就业形态劳动者集中入会。",
    "f": "五一劳动奖状颁奖\n2021-04-30\n4月30日，五一劳动奖状获奖单位登台领奖。",
}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("expansion")
    for name, text in PAGES.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    opened = open_desk(Settings(data=folder / "data"))
    ingest([str(folder / f"{name}.txt") for name in PAGES], opened)
    yield opened
    opened.close()


def ask(desk: Desk, q: str, **more: str) -> SearchPage:
    args = {"q": [q], **{name: [value] for name, value in more.items()}}
    return search(SearchParams.from_args(args), desk)


def titles(page: SearchPage) -> list[str]:
    return [hit.plain_title for hit in page.hits]


def marks(hit: HitView) -> set[str]:
    return {piece.text for piece in (*hit.title, *hit.snippet) if piece.mark}


def test_a_synonym_finds_more_behind_what_was_typed_and_says_how_much(desk: Desk) -> None:
    page = ask(desk, "劳模")
    assert titles(page) == ["劳模宣讲团进车间", "全国劳动模范巡回宣讲走进广元"]
    assert page.expansion is not None
    assert [(w.typed, w.also) for w in page.expansion.words] == [("劳模", ("劳动模范",))]
    assert (page.expansion.on, page.expansion.only, page.expansion.share) == (True, 1, 0.5)
    assert page.total == 2


def test_the_switch_searches_the_words_typed_alone(desk: Desk) -> None:
    page = ask(desk, "劳模", syn="off")
    assert titles(page) == ["劳模宣讲团进车间"]
    assert page.canonical == "/search?q=%E5%8A%B3%E6%A8%A1&syn=off"
    assert page.expansion is not None
    assert (page.expansion.on, page.expansion.only) == (False, 0)
    assert page.expansion.url == ask(desk, "劳模").canonical
    assert ask(desk, "劳模").expansion.url == page.canonical  # type: ignore[union-attr]


def test_quoted_and_excluded_words_stay_as_typed(desk: Desk) -> None:
    assert titles(ask(desk, "“劳模”")) == ["劳模宣讲团进车间"]
    assert ask(desk, "“劳模”").expansion is None
    assert titles(ask(desk, "宣讲 -劳模")) == ["全国劳动模范巡回宣讲走进广元"]
    assert ask(desk, "标题：劳模").total == 2


def test_a_broad_word_finds_narrow_ones_and_never_the_reverse(desk: Desk) -> None:
    assert titles(ask(desk, "新就业形态劳动者")) == ["新就业形态劳动者入会", "骑手之家揭牌"]
    assert titles(ask(desk, "骑手")) == ["骑手之家揭牌"]


def test_words_kept_apart_do_not_find_each_other(desk: Desk) -> None:
    assert ask(desk, "五一劳动奖章").total == 0
    assert ask(desk, "五一劳动奖状").total == 1


def test_a_short_synonym_is_found_as_a_word_only(desk: Desk) -> None:
    assert "安全总监座谈会召开" not in titles(ask(desk, "中华全国总工会"))
    assert titles(ask(desk, "全总")) == ["安全总监座谈会召开"]


def test_a_synonym_within_a_row_of_words_is_found(desk: Desk) -> None:
    assert ask(desk, "職工勞模").total == 2
    assert ask(desk, "勞模職工宣講").total == 2
    assert ask(desk, "劳模 骑手").total == 0


def test_synonyms_are_marked_in_title_and_snippet(desk: Desk) -> None:
    assert marks(ask(desk, "劳模").hits[1]) == {"劳动模范"}


def test_facets_counts_and_pages_agree_on_what_is_found(desk: Desk) -> None:
    page = ask(desk, "劳模")
    years = next(view for view in page.facets if view.name == "year")
    assert sum(value.count for value in years.values) == page.total
    assert count(page.params, desk) == page.total
    assert count(page.params.but(synonyms=False), desk) == page.total - 1


def test_the_json_says_what_was_also_searched_and_by_which_table(desk: Desk) -> None:
    body = to_json(ask(desk, "劳模"))["expansion"]
    assert body.pop("version") == desk.synonyms.current().version
    assert body == {
        "on": True,
        "terms": [{"typed": "劳模", "also": ["劳动模范"]}],
        "only_by_synonyms": 1,
        "switch_url": "/search?q=%E5%8A%B3%E6%A8%A1&syn=off",
    }
    assert to_json(ask(desk, "职工"))["expansion"] is None


def test_staff_words_count_at_once_and_a_spoilt_file_is_reported(desk: Desk) -> None:
    own = desk.settings.data / OWN
    try:
        own.write_text("same\t歇脚、喝茶\n", encoding="utf-8")
        assert ask(desk, "喝茶").total == 1
        own.write_text("same\t歇脚、喝茶\nsame\t孤词\n", encoding="utf-8")
        page = ask(desk, "喝茶")
        assert page.total == 1
        assert "synonyms.tsv 第 2 行" in page.warnings[-1]
    finally:
        own.unlink()
    assert ask(desk, "喝茶").total == 0


def test_a_list_read_with_a_cursor_ends_when_the_synonyms_change(desk: Desk) -> None:
    first = ask(desk, "劳模", cursor="*", per_page="1")
    own = desk.settings.data / OWN
    try:
        own.write_text("same\t劳模、喝水\n", encoding="utf-8")
        with pytest.raises(InvalidParameter, match="从头"):
            ask(desk, "劳模", cursor=str(first.next_cursor), per_page="1")
    finally:
        own.unlink()
    assert ask(desk, "劳模", cursor=str(first.next_cursor), per_page="1").hits
