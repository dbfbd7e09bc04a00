from __future__ import annotations

import contextlib
import re
import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchapp.article import DateFact, RawPage
from searchapp.errors import IngestError
from searchapp.ingest.clean import clean_page
from searchapp.ingest.page import CleanPage

TODAY = date(2026, 11, 21)
SENTENCE = "6月23日，镇海区总工会举办职工应急救援比武，18支队伍参加四个项目。"
PIECES = st.sampled_from(
    [
        "发布时间:2020-10-09 来源:某网",
        "首页 > 动态 > 正文",
        "C:\\a\\b.JPG",
        SENTENCE,
        "标题在这里",
        "會(huì)議",
        "上一篇：没有了",
        "(责编：张三)",
        "版权所有",
        "2020-10-09",
        "近日,工会…",
        "&nbsp;",
        "图片",
        "",
        "短句。",
        "<p>",
        "<div class='footer'>",
        "</html>",
        "来源：",
        "\x00",
        "“",
        "1月1日，",
        "总工会",
    ]
)


def clean(page: str | bytes, kind: str = "txt", **declared: str) -> CleanPage:
    data = page.encode() if isinstance(page, str) else page
    return clean_page(RawPage(data, "页", kind, declared), TODAY)


def test_seed_000_is_clean(shared: Path) -> None:
    page = clean((shared / "seeds/000_0147e48a28a1abd0.txt").read_bytes())
    assert (page.title, page.title_inferred) == ("唱好工会协作“双城记” 积极助力融入“经济圈”", False)
    assert page.date == DateFact("2020-10-09", "day", "页首“发布时间:2020-10-09”")
    assert (page.site, page.script, page.url_trust) == ("广元工会网", "converted", "mirror")
    assert page.removed == {"拼音注音": 144, "图片路径": 4, "页眉信息": 1, "页脚信息": 5}
    assert page.body.startswith("9月27日至28日,市总工会党组书记")
    assert page.body.endswith("共同谱写川渝工会协作靓丽篇章。")
    assert [line[:9] for line in page.footer][1:3] == ["主办:广元工会网版", "地址:东坝翠屏街4"]


def test_seed_003_has_an_inferred_title_and_no_date(shared: Path) -> None:
    page = clean((shared / "seeds/003_48f5fdc7e4c4c619.txt").read_bytes())
    assert page.title_inferred and page.date is None and page.site is None
    assert page.title == "近日,丰泽区政府与区总工会召开联席会议,通报工作、交流情况、谋划发展"
    assert page.removed == {"拼音注音": 211}
    assert len(page.body.split("\n")) == 9


def test_no_noise_is_left_in_the_seeds(shared: Path) -> None:
    for path in sorted((shared / "seeds").glob("*.txt")):
        page = clean(path.read_bytes())
        assert not re.search(r"[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]|\([a-z]+\)", page.title + page.body)
        assert not re.search("Administrator|DSC_|mmexport|http|版权所有|点击量", page.body)


def test_what_looks_like_chrome_inside_the_text_is_text() -> None:
    lines = [
        SENTENCE,
        "来源：财政拨款",
        "时间：5月10日上午9:00",
        "地点：工人文化宫",
        "第二段正文，到此结束。",
    ]
    assert clean("\n".join(lines)).body.split("\n") == lines


def test_short_lines_below_the_text_stay_until_the_foot_begins() -> None:
    page = clean(f"{SENTENCE}\n张三 李四\n某某市总工会\n2021年4月26日\n版权所有：某网\n小程序\n")
    assert page.body.split("\n") == [SENTENCE, "张三 李四", "某某市总工会", "2021年4月26日"]
    assert page.footer == ("版权所有：某网", "小程序")
    assert page.date == DateFact("2021-04-26", "day", "落款“2021年4月26日”")


@pytest.mark.parametrize(
    "notice",
    [
        f"关于开会的通知\n{SENTENCE}\n时间：2020年3月10日\n地点：成都市",
        f"关于开会的通知\n时间：2020年3月10日 9:30\n地点：成都市\n{SENTENCE}",
        f"关于开会的通知\n{SENTENCE}\n会期到此。\n时间：2020年3月10日下午3:00",
    ],
)
def test_the_time_of_an_event_is_text_and_no_publication_date(notice: str) -> None:
    page = clean(notice)
    assert page.date is None
    assert "时间：2020年3月10日" in page.body


def test_lists_of_other_articles_go_and_give_no_date() -> None:
    page = clean(f"标题在此处\n\n{SENTENCE}\n相关阅读\n某地送清凉\n2016-05-01 转发通知\n下一篇：无")
    assert (page.body, page.date) == (SENTENCE, None)
    assert page.removed == {"相关阅读": 4}


def test_a_cut_lead_and_a_paragraph_printed_twice_appear_once() -> None:
    page = clean(f"{SENTENCE[:30]}…\n{SENTENCE}\n{SENTENCE}")
    assert page.body == SENTENCE
    assert page.removed == {"截断的导语": 1, "重复段落": 1}


def test_a_record_is_believed_where_it_declares() -> None:
    page = clean(
        "{}", "json", title="题目", body=f"题目\n{SENTENCE}\n（编辑：李四）",
        date="2020-10-09", url="https://a.cn/1.html", site="某网",
    )  # fmt: skip
    assert (page.title, page.title_inferred, page.body) == ("题目", False, SENTENCE)
    assert page.date == DateFact("2020-10-09", "day", "记录字段 date")
    assert (page.url, page.url_trust, page.site) == ("https://a.cn/1.html", "declared", "某网")
    assert page.original_text == f"题目\n\n题目\n{SENTENCE}\n（编辑：李四）"


def test_a_declared_date_that_cannot_be_is_reported_and_not_used() -> None:
    page = clean("{}", "json", title="题目", body=SENTENCE, date="昨天")
    assert page.date is None and page.warnings == ("记录字段 date 的值“昨天”读不懂，未采用",)
    page = clean("{}", "json", title="题目", body=SENTENCE, date="1949-10-01")
    assert page.date is None and "不在 1990 年至明天之间" in page.warnings[0]


def test_a_record_of_one_whole_page_is_read_as_a_page() -> None:
    page = clean(
        "{}", "json", raw=f"标题在此处\n发布时间：2020-01-02\n{SENTENCE}", url="https://a.cn/1"
    )
    assert (page.title, page.body) == ("标题在此处", SENTENCE)
    assert page.date and page.date.value == "2020-01-02"


def test_html_in_a_text_file_is_read_as_html() -> None:
    page = clean(f"<!DOCTYPE html><html><title>标题在此处</title><p>{SENTENCE}</p></html>", "txt")
    assert (page.title, page.body) == ("标题在此处", SENTENCE)


def test_genuine_traditional_stays_as_written() -> None:
    text = "工聯會請願\n2020-01-02 來源：某某網\n香港工聯會「打工仔」促請勞工處跟進，並檢討。"
    page = clean(text)
    assert (page.script, page.title) == ("hant", "工聯會請願")
    assert page.body == "香港工聯會「打工仔」促請勞工處跟進，並檢討。"
    assert page.date and page.date.value == "2020-01-02"


def test_bytes_that_cannot_be_read_are_told() -> None:
    page = clean(SENTENCE.encode() + b"\xff")
    assert page.warnings == ("有 1 处字节无法识别，显示为 �",)


@pytest.mark.parametrize("raw", [b"\x89PNG\r\n\x1a\n", b"C:\\a\\b.JPG", b"&nbsp;", b"\xe2\x80\x8b"])
def test_a_page_without_readable_text_is_refused_with_a_reason(raw: bytes) -> None:
    with pytest.raises(IngestError, match=r"正文|不是文本"):
        clean(raw)


@settings(max_examples=300)
@given(st.lists(PIECES, max_size=15), st.sampled_from(["txt", "html"]))
def test_any_page_is_cleaned_or_refused(pieces: list[str], kind: str) -> None:
    try:
        page = clean("\n".join(pieces), kind)
    except IngestError:
        return
    assert page.title and page.body


@given(st.binary(max_size=300), st.sampled_from(["txt", "html"]))
def test_any_bytes_are_cleaned_or_refused(raw: bytes, kind: str) -> None:
    try:
        assert clean(raw, kind).title
    except IngestError as error:
        assert error.reason


@given(st.lists(PIECES, max_size=12).map("\n".join))
def test_cleaning_a_clean_text_changes_nothing(text: str) -> None:
    try:
        once = clean("{}", "json", title="题目", body=text)
        twice = clean("{}", "json", title="题目", body=once.body)
    except IngestError:
        return
    assert (twice.title, twice.body) == (once.title, once.body)


@pytest.mark.parametrize("kind", ["txt", "html"])
@pytest.mark.parametrize(
    "piece", ["标题一行\n", "会(huì)，", "会议。\n", "\n", "2020-10-09 某会\n", "<p>会议，。</p>"]
)
def test_a_megabyte_takes_under_two_seconds(piece: str, kind: str) -> None:
    text = piece * (1_000_000 // len(piece.encode()))
    start = time.process_time()
    with contextlib.suppress(IngestError):
        clean(text, kind)
    assert time.process_time() - start < 2
