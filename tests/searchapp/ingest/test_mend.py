from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.ingest.mend import mend

NOISE = st.sampled_from(
    [
        "会(huì)",
        "總工會",
        "&nbsp;",
        "&amp;ldquo;",
        "nbsp;",
        "\u3000",
        "\u200b",
        "\n",
        "</p>",
        "Ａ１",
        "⼯",
        "?/p>",
        "獎?wù)隆鲍@",
        "(",
        "陜西",
        "https://a.cn/b.png?r=1",
        "职(🎀)工",
        "。",
        "&",
        "<",
        "《",
        "\ue000",
        "\r\n",
    ]
)


@pytest.mark.parametrize(
    ("written", "mended"),
    [
        ("&ldquo;工会&rdquo;&amp;nbsp;&#12288;驿站", "“工会” 驿站"),
        ("nbsp;工会ldquo;", " 工会“"),
        ("工会\u3000\u00a0驿\u200b站\ufeff", "工会 驿站"),
        ("２０２０年ＡＰＰ", "2020年APP"),
        ("⼯会", "工会"),
        ("职工</p>之家?/p>", "职工之家"),
        ("感受。https://a.cn/u/1.png?r=17晋江工会", "感受。晋江工会"),
        ("陜西省总工会", "陕西省总工会"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("AT&T、R&D、a<b", "AT&T、R&D、a<b"),
        ("全角标点，不动：①②、Ⅳ、㎡、……", "全角标点，不动：①②、Ⅳ、㎡、……"),
    ],
)
def test_text_is_repaired_and_nothing_else_is_touched(written: str, mended: str) -> None:
    assert mend(written).text == mended


def test_what_was_removed_is_counted() -> None:
    mended = mend("會(huì)議&nbsp;召開</p>，協(xié)作")
    assert mended.removed == {"拼音注音": 2, "实体残留": 1, "标签残留": 1}
    assert (mended.script, mended.splices) == ("converted", 2)


def test_genuine_traditional_stays_as_written() -> None:
    mended = mend("香港工聯會召開記者會，「打工仔」促請勞工處跟進")
    assert (mended.text, mended.script) == (
        "香港工聯會召開記者會，「打工仔」促請勞工處跟進",
        "hant",
    )


@given(st.lists(NOISE, max_size=20).map("".join))
def test_mending_twice_is_mending_once(text: str) -> None:
    once = mend(text).text
    assert mend(once).text == once


@given(st.text())
def test_lines_stay_lines(text: str) -> None:
    lines = text.replace("\r\n", "\n")
    for end in "\r\x0b\x0c\x85\u2028\u2029":
        lines = lines.replace(end, "\n")
    assert mend(text).text.count("\n") == lines.count("\n")


@pytest.mark.parametrize(
    "piece", ["&amp;", "&", "<a ", "</p", "<!--", "会?hu", "?！", "https://a", "![](", " "]
)
def test_a_hundred_thousand_characters_take_no_time(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    start = time.process_time()
    mend(text)
    assert time.process_time() - start < 1.5


def test_question_marks_that_were_blanks_go_and_questions_stay() -> None:
    assert mend("? ? 2017年2月9日\n谁? 我? 他?").text == "2017年2月9日\n谁? 我? 他?"
