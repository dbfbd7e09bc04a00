"""Pieces of pages that hold signs of the syntax: what a clerk gets who pastes them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from searchapp.desk import Desk, open_desk
from searchapp.ingest.pipeline import ingest
from searchapp.params import SearchParams
from searchapp.search import count, listing, search
from searchapp.search_page import SearchPage
from searchapp.settings import Settings

PAGES = {
    "form": "报送格式说明\n2021-03-02\n正文第一行写明标题：关于慰问职工的请示，第二行写单位。",
    "phone": "职工维权热线开通\n2021-03-03\n热线电话0839-3262473全天有人接听，职工可拨打。",
    "list": "专题报道 -困难职工帮扶\n2021-03-04\n帮扶工作 -走访困难职工，送去慰问金。",
    "quote": "唱好协作“双城记”\n2021-03-05\n两地工会唱好协作“双城记”，积极融入“经济圈”建设。",
    "meeting": "帮扶工作会议召开\n2020-12-01\n会议总结一年来的帮扶工作，部署下一步安排。",
    "gloss": "地名读音说明\n2021-03-06\n蕲(qi)春县总工会说明地名读音，职工常读错。",
}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("literal")
    for name, text in PAGES.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    opened = open_desk(Settings(data=folder / "data"))
    ingest([str(folder)], opened)
    yield opened
    opened.close()


def ask(desk: Desk, q: str, **more: str) -> SearchPage:
    return search(SearchParams.from_args({"q": [q], **{k: [v] for k, v in more.items()}}), desk)


def titles(page: SearchPage) -> list[str]:
    return [hit.plain_title for hit in page.hits]


@pytest.mark.parametrize(
    ("pasted", "title", "said"),
    [
        ("标题：关于慰问职工的请示", "报送格式说明", "按检索语法没有找到"),
        ("-3262473全天", "职工维权热线开通", "无从排除"),
        ("－走访困难职工", "专题报道 -困难职工帮扶", "无从排除"),
        ("“双城记", "唱好协作“双城记”", "引号不成对"),
        ("双城记”，积极融入“经", "唱好协作“双城记”", None),
        ("(0839-3262473", "职工维权热线开通", "括号不成对"),
        ("蕲(qi)春", "地名读音说明", "拼音"),
    ],
)
def test_a_pasted_piece_finds_its_page_and_the_page_says_how_it_was_read(
    desk: Desk, pasted: str, title: str, said: str | None
) -> None:
    page = ask(desk, pasted)
    assert title in titles(page)
    assert page.total == count(page.params, desk) == len(listing(page.params, desk).ids)
    assert said is None or any(said in warning for warning in page.warnings)
    assert any(piece.mark for hit in page.hits for piece in (*hit.title, *hit.snippet))


def test_quotes_around_a_pasted_piece_with_quotes_in_it_make_one_phrase(desk: Desk) -> None:
    assert titles(ask(desk, '"协作“双城记”，积极"')) == ["唱好协作“双城记”"]
    assert ask(desk, '"协作“双城记”，消极"').total == 0
    assert ask(desk, "“唱好协作“双城记”，积极”").total == 1


def test_syntax_stays_and_articles_that_show_the_very_text_are_added(desk: Desk) -> None:
    page = ask(desk, "帮扶工作 -走访困难职工")
    assert set(titles(page)) == {"帮扶工作会议召开", "专题报道 -困难职工帮扶"}
    assert "连续写有“帮扶工作 -走访困难职工”的 1 篇也算在内" in page.warnings[0]
    assert ask(desk, "幫扶工作　－走訪困難職工").total == 2


def test_what_stands_there_without_the_signs_stays_excluded(desk: Desk) -> None:
    page = ask(desk, "帮扶工作 -会议")
    assert titles(page) == ["专题报道 -困难职工帮扶"]
    assert page.warnings == ()


def test_an_exclusion_has_what_it_excludes_from_in_a_filter_or_a_search_within(desk: Desk) -> None:
    page = ask(desk, "-慰问", year="2021")
    assert len(titles(page)) == 3
    assert not any("无从排除" in warning for warning in page.warnings)
    within = ask(desk, "职工", within="-慰问")
    assert within.total == 2


def test_a_reading_without_its_tone_is_also_taken_for_a_splice(desk: Desk) -> None:
    page = ask(desk, "困難(nan)職工(VIP)")
    assert page.total == 0
    page = ask(desk, "困難(nan)職工")
    assert titles(page) == ["专题报道 -困难职工帮扶"]
    assert "也检索了去掉括号中拼音的“困難職工”" in page.warnings[0]
