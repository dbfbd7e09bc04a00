from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.ingest.broken_lines import join_lines, tidy_line


def test_a_line_that_fills_the_width_inside_a_sentence_goes_on() -> None:
    lines = [
        "全市工会工作会议召开",
        "会议总结了去年的各项工作并部署了今年的",
        "重点任务。",
        "特此通知。",
    ]
    assert join_lines(lines) == [
        "全市工会工作会议召开",
        "会议总结了去年的各项工作并部署了今年的重点任务。",
        "特此通知。",
    ]


def test_numbered_items_begin_anew() -> None:
    lines = ["各级工会要高度重视并认真抓好以下各项工作", "一、提高认识", "（二）落实责任"]
    assert join_lines(lines) == lines


def test_latin_words_stay_apart() -> None:
    lines = ["the All-China Federation of Trade", "Unions and its member unions"]
    assert join_lines(lines) == [" ".join(lines)]


@pytest.mark.parametrize(
    ("line", "tidy"),
    [
        ("⼴元市总⼯会⼀⾏", "广元市总工会一行"),
        ("⻄安市⻓安区⻋间", "西安市长安区车间"),
        ("工 会 主 席 张 三", "工会主席张三"),
        ("第一章 总则", "第一章 总则"),
    ],
)
def test_a_line_is_tidied(line: str, tidy: str) -> None:
    assert tidy_line(line) == tidy.replace("⼴", "广")


@given(st.lists(st.text(min_size=1).filter(str.strip), max_size=9))
def test_joining_loses_no_character(lines: list[str]) -> None:
    joined = "".join("".join(join_lines(lines)).split())
    assert joined == "".join("".join(lines).split())
