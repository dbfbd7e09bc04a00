from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.ingest.title import (
    HeadLine,
    choose_headline,
    infer_title,
    is_title,
    title_of_tags,
    unmarked,
    upper_half,
    whole_title,
)
from tokenizers.folding import fold


def head(*texts: str, heading: bool = False) -> list[HeadLine]:
    return [HeadLine(number, text, heading) for number, text in enumerate(texts)]


def chosen(lines: list[HeadLine], **evidence: object) -> str | None:
    places = {"html_title": None, "header_number": None, "others": "", **evidence}
    line = choose_headline(lines, **places)  # type: ignore[arg-type]
    return line.text if line else None


def test_the_line_above_date_and_source_is_the_title() -> None:
    lines = head("墨香传福暖民心 工会真情进万家", "太和县总工会开展系列活动")
    assert chosen(lines, header_number=2) == "太和县总工会开展系列活动"


def test_without_a_date_line_it_is_the_first_or_the_one_repeated_elsewhere() -> None:
    lines = head("“职工之家”保权益", "德清农民加入联合工会")
    assert chosen(lines) == "“职工之家”保权益"
    assert chosen(lines, others="社会 德清农民加入联合工会 2010") == "德清农民加入联合工会"


def test_a_heading_that_the_pages_title_names_is_the_title() -> None:
    lines = [*head("欢迎光临本站"), HeadLine(1, "资源县总工会服务产业工人", True)]
    assert (
        chosen(lines, html_title="资源县总工会服务产业工人_桂林工会") == "资源县总工会服务产业工人"
    )


@pytest.mark.parametrize("story", ["市总工会例会先晒“没办成的事”", "东川市总工会职工夜校开学"])
@pytest.mark.parametrize("site", ["东川市总工会", "工作动态_东川市总工会", "东川市总工会门户网"])
def test_a_heading_that_only_the_site_or_its_column_is_called_is_no_title(
    story: str, site: str
) -> None:
    lines = [
        HeadLine(0, "东川市总工会", True),
        HeadLine(1, "工作动态", True),
        HeadLine(2, story, False),
    ]
    assert chosen(lines, html_title=f"{story} - {site.replace('_', ' - ')}") == story


@pytest.mark.parametrize(
    "text",
    ["■通讯员 蔡凤", "——一个故事", "近日，台江区总工会现场办理…", "2020", "会议指出，", "，工会"],
)
def test_bylines_subtitles_and_cut_sentences_are_no_titles(text: str) -> None:
    assert not is_title(text)


def test_the_name_of_the_site_is_no_title() -> None:
    assert title_of_tags("双流区人民政府", {}, "双流区人民政府") is None
    assert title_of_tags("某某工会网", {}, None) is None
    assert title_of_tags("市领导走访调研区总工会和职工服务中心", {}, None) is not None
    assert title_of_tags(None, {"articletitle": "工会驿站开门"}, None) == "工会驿站开门"


def test_a_tag_that_only_names_the_site_says_nothing_of_the_title() -> None:
    lines = [HeadLine(0, "昆山市总工会", True), HeadLine(1, "我市举行职工技能竞赛", True)]
    for html_title in ("昆山市总工会", "-昆山市总工会"):
        assert chosen(lines, html_title=html_title, header_number=2) == "我市举行职工技能竞赛"
    assert chosen(lines[:1], html_title="昆山市总工会", header_number=2) == "昆山市总工会"


@pytest.mark.parametrize(
    ("upper", "lower", "whole"),
    [
        ("海安市总工会", "举办“安康杯”竞赛启动仪式", True),
        ("海安市总工会", "陆家镇总工会举办竞赛", False),
        ("弘扬劳模精神", "举办“安康杯”竞赛启动仪式", False),
        ("海安市总工会慰问职工", "送去清凉", False),
    ],
)
def test_a_headline_over_two_lines_begins_with_who_does_it(
    upper: str, lower: str, whole: bool
) -> None:
    lines = head(upper, lower)
    assert upper_half(lines[1], lines) == (lines[0] if whole else None)


def test_a_line_further_up_is_no_half_of_a_headline() -> None:
    lines = [HeadLine(0, "海安市总工会", False), HeadLine(2, "举办竞赛启动仪式", False)]
    assert upper_half(lines[1], lines) is None


def test_marks_of_sites_are_no_part_of_a_title() -> None:
    assert unmarked("【转载】 [图文]工会送清凉(组图)（视频）") == "工会送清凉"
    assert unmarked("职工(VIP)之家(图书馆)") == "职工(VIP)之家(图书馆)"
    assert unmarked("(图)") == "(图)"


def test_a_title_broken_into_lines_is_made_whole() -> None:
    whole = "全国人大常委会关于批准特别国债的决议"
    assert whole_title("关于批准特别国债的决议", whole, ["全国人大常委会"]) == whole
    assert whole_title("关于批准特别国债的决议", whole, []) == "关于批准特别国债的决议"


@pytest.mark.parametrize(
    ("body", "title"),
    [
        ("日前，总工会启动寻访。第二句。", "日前，总工会启动寻访"),
        ("本报讯（记者张三）工会来了！第二句。", "工会来了！"),
        ("短", "短"),
        (
            "近日,丰泽区政府与区总工会召开联席会议,通报工作、交流情况、谋划发展,推动政府与工会之间"
            "溝通更加顺畅、联系更加紧密、衔接更加高效。",
            "近日,丰泽区政府与区总工会召开联席会议,通报工作、交流情况、谋划发展",
        ),
    ],
)
def test_the_first_sentence_stands_in_for_a_title(body: str, title: str) -> None:
    assert infer_title(body) == title


@given(st.text(min_size=1).filter(lambda body: body.strip()))
def test_an_inferred_title_is_short_and_never_empty(body: str) -> None:
    assert 0 < len(infer_title(body)) <= 62


@given(st.text(min_size=1).filter(lambda body: body.strip()))
def test_whoever_searches_the_body_finds_what_an_inferred_title_says(body: str) -> None:
    assert fold(infer_title(body)) in fold(body)
