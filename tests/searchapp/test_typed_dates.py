"""Dates in a query, through the search a reader makes: notations, publication dates, quotes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from searchapp.desk import Desk, open_desk
from searchapp.ingest.pipeline import ingest
from searchapp.params import SearchParams
from searchapp.search import count, search
from searchapp.search_page import SearchPage
from searchapp.settings import Settings

PAGES = {
    "han": "协作协议签署\n2021-03-02\n去年，即2020年10月9日，两地工会签署协作协议。",
    "numeral": "关于表彰先进的通报\n2021-03-03\n经研究决定予以表彰。二〇二〇年十月九日印发。",
    "dots": "职工活动一览\n2021-03-04\n活动时间：2020.10.9-2020.10.12，地点职工之家。",
    "slash": "值班安排公布\n2021-03-05\n值班自2020/10/9起，由办公室负责。",
    "of that day": "两地工会座谈会召开\n发布时间：2020-10-09\n两地工会座谈交流，共商协作大计。",
    "of that year": "困难职工慰问活动启动\n发布时间：2020-05-20\n慰问困难职工，送去温暖与关怀。",
    "other": "技能大赛闭幕\n发布时间：2019-11-01\n技能大赛闭幕，11月19日颁奖，职工代表参加。",
}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("dates")
    for name, text in PAGES.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    opened = open_desk(Settings(data=folder / "data"))
    ingest([str(folder)], opened)
    yield opened
    opened.close()


def ask(desk: Desk, q: str, **more: str) -> SearchPage:
    args = {"q": [q], **{name: [value] for name, value in more.items()}}
    return search(SearchParams.from_args(args), desk)


def titles(page: SearchPage) -> set[str]:
    return {hit.plain_title for hit in page.hits}


WRITTEN = {"协作协议签署", "关于表彰先进的通报", "职工活动一览", "值班安排公布"}


@pytest.mark.parametrize(
    "typed",
    [
        "2020年10月9日",
        "2020-10-09",
        "2020.10.9",
        "2020/10/09",
        "20201009",
        "二〇二〇年十月九日",
        "２０２０年１０月９日",
        "2020 年 10 月 9 日",
    ],
)
def test_any_notation_finds_the_others_and_the_articles_of_that_day(desk: Desk, typed: str) -> None:
    page = ask(desk, typed)
    assert titles(page) == WRITTEN | {"两地工会座谈会召开"}
    assert page.warnings == (f"“{typed}”也按发布日期匹配；只要文中写有的，请加引号。",)


def test_quoted_a_date_is_what_the_text_says_and_no_more(desk: Desk) -> None:
    page = ask(desk, "“2020年10月9日”")
    assert titles(page) == {"协作协议签署"}
    assert page.warnings == ()


@pytest.mark.parametrize("typed", ["2020", "2020年", "２０２０", "2020 年"])
def test_a_year_matches_the_articles_of_that_year(desk: Desk, typed: str) -> None:
    page = ask(desk, typed)
    assert titles(page) == WRITTEN | {"两地工会座谈会召开", "困难职工慰问活动启动"}
    assert "也按发布日期匹配" in page.warnings[0]
    assert titles(ask(desk, f"{typed} 慰问")) == {"困难职工慰问活动启动"}


def test_a_month_matches_the_days_in_it(desk: Desk) -> None:
    assert titles(ask(desk, "2020年10月")) == WRITTEN | {"两地工会座谈会召开"}
    assert titles(ask(desk, "2020-05")) == {"困难职工慰问活动启动"}


def test_a_day_of_any_year_is_a_matter_of_the_text(desk: Desk) -> None:
    page = ask(desk, "十月九日")
    assert titles(page) == WRITTEN
    assert page.warnings == ()


def test_a_date_within_a_row_of_words_is_a_date(desk: Desk) -> None:
    assert titles(ask(desk, "2020年慰问")) == {"困难职工慰问活动启动"}
    assert titles(ask(desk, "2020年10月9日协作协议")) == {"协作协议签署"}


def test_excluded_or_sought_in_one_text_a_date_is_no_publication_date(desk: Desk) -> None:
    assert "两地工会座谈会召开" in titles(ask(desk, "座谈 -2020年"))
    assert ask(desk, "标题：2020年").total == 0
    page = ask(desk, "2020年10月9日", **{"in": "body"})
    assert titles(page) == WRITTEN
    assert page.warnings == ()


def test_counts_agree_with_the_list(desk: Desk) -> None:
    page = ask(desk, "2020年 职工")
    assert page.total == len(page.hits) == count(page.params, desk)
    assert page.canonical == "/search?q=2020%E5%B9%B4+%E8%81%8C%E5%B7%A5"


def test_other_notations_are_marked_as_they_stand(desk: Desk) -> None:
    hit = next(h for h in ask(desk, "2020-10-09").hits if h.plain_title == "关于表彰先进的通报")
    assert {piece.text for piece in hit.snippet if piece.mark} == {"二〇二〇年十月九日"}
