from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.ingest.dates import DateEvidence, find_date, is_plausible, read_date, read_declared

TODAY = date(2026, 6, 1)


def value(**places: object) -> str | None:
    found = find_date(DateEvidence(**places), TODAY)  # type: ignore[arg-type]
    return found.value if found else None


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("广元工会网 发布时间:2020-10-09 点击量:3322 来源:系统管理", "2020-10-09"),
        ("【发布日期：2024-04-12】 【阅读：次】 稿源：江苏工人报", "2024-04-12"),
        ("发布日期:2026-02-11 10:33信息来源:太和县总工会浏览量: 【字体:", "2026-02-11"),
        ("发布日期：2018年8月3日 来源：海南工会", "2018-08-03"),
        ("信息来源:沙市区总工会 | 发布时间 2023-05-29", "2023-05-29"),
        ("时间：2023/02/17 09:37 来源：南昌工会", "2023-02-17"),
        ("2021-06-25 15:05:22 来源：宁波工会网", "2021-06-25"),
        ("2024年05月17日08:05 来源：威海工会", "2024-05-17"),
        ("2024-05-1708:05:00 来源：威海工会", "2024-05-17"),
        ("哈尔滨工会 2023-12-29 17:32 四川", "2023-12-29"),
        ("2023年06月09日", "2023-06-09"),
        ("达州市总工会 2023-01-09", "2023-01-09"),
        ("凉山州总工会 2022-07-25 18:00 发表于四川", "2022-07-25"),
        ("2019年09月09日 20:52 某某财经-自媒体综合", "2019-09-09"),
        ("漯河日报 数字报 第03版：工会生活 2018年11月02日 星期五", "2018-11-02"),
        ("2018-09-12 09:30 内蒙古自治区总工会网", "2018-09-12"),
        ("(2020-06-18)", "2020-06-18"),
        ("08.02.2016 10:53", "2016-02-08"),
        ("24-05-06", "2024-05-06"),
        ("24-05-06 09:30", "2024-05-06"),
        ("24-05-06 来源：昌黎县总工会", "2024-05-06"),
        ("时间：21/12/03 09:15 点击：33", "2021-12-03"),
        ("发布日期:98.11.20", "1998-11-20"),
        ("来源:中工网——工人日报 更新于:2019年11月11日() 阅读:", "2019-11-11"),
        ("发布时间：2020年10月", "2020-10"),
        ("发布时间：2020年", "2020"),
        ("成文日期：二〇二一年四月二十六日", "2021-04-26"),
        ("《工人日报》（2026年01月20日 02版）", "2026-01-20"),
    ],
)
def test_a_publication_date_is_read_from_the_head_of_a_page(line: str, expected: str) -> None:
    assert value(header=("标题", line)) == expected


@pytest.mark.parametrize(
    "line",
    [
        "今天是2026年3月2日 星期一 设为首页",
        "2016-05-01 关于转发全国总工会文件的通知",
        "关于转发全国总工会文件的通知 2016-05-01",
        "市领导走访慰问总工会 2016-05-01",
        "有困难找工会 2016-05-01",
        "版权所有 © 2009-2026 备案号：蜀ICP备2021007964号-1",
        "庆祝中国共产党成立100周年（1921—2021）",
        "龙华区总工会召开2018年第一次联席会议",
        "时间·2021-12-29 来源·新华社",
        "发布时间：2031-01-01",
        "发布时间：2020-02-31",
        "发布时间：201x年",
        "发布时间：1958年3月1日",
    ],
)
def test_what_is_no_publication_date_gives_none(line: str) -> None:
    assert value(header=(line,), footer=(line,)) is None


def test_the_record_wins_over_the_page_and_the_page_over_the_address() -> None:
    places = {
        "declared": "2020-01-02",
        "header": ("发布时间：2019-01-01",),
        "url": "https://a.cn/202405/t20240531_1.html",
    }
    assert value(**places) == "2020-01-02"
    assert value(**{**places, "declared": None}) == "2019-01-01"
    assert value(url=places["url"]) == "2024-05-31"


def test_a_label_wins_over_a_bare_date_and_published_over_updated() -> None:
    head = ("2020-01-05", "更新时间：2020-02-01 发布时间：2020-01-01")
    assert value(header=head) == "2020-01-01"


def test_meta_tags_stand_between_labels_and_bare_dates() -> None:
    metas = {"pubdate": "2021-03-04 10:00:00"}
    assert value(metas=metas, header=("2020-01-05",)) == "2021-03-04"
    assert value(metas=metas, header=("发布时间：2020-01-01",)) == "2020-01-01"


def test_evidence_says_where_the_date_was_seen() -> None:
    def evidence(**places: object) -> str:
        found = find_date(DateEvidence(**places), TODAY)  # type: ignore[arg-type]
        return found.evidence if found else ""

    assert evidence(declared="2020-10-09") == "记录字段 date"
    assert evidence(footer=("发布时间:2017-04-20",)) == "页尾“发布时间:2017-04-20”"
    assert evidence(ending=("正文。", "2021年4月26日")) == "落款“2021年4月26日”"
    assert evidence(url="http://a.cn/202410/t20241030_2.shtml") == "网址“t20241030”"
    assert evidence(metas={"pubdate": "2021-03-04"}) == "网页元数据“pubdate: 2021-03-04”"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://a.cn/system/2023/06/09/014780655.shtml", "2023-06-09"),
        ("http://a.cn/article/view/2019/03-19/30901.html", "2019-03-19"),
        ("http://a.cn/html/2010-03/29/content_314622.htm?div=-1", "2010-03-29"),
        ("http://a.cn/BIG5/n1/2023/0724/c67502-40042110.html", "2023-07-24"),
        ("https://a.cn/html/czjt/2017/IJMNQALM_0721/29751.html", "2017-07-21"),
        ("http://a.cn/htm/201911/4_5635.htm", "2019-11"),
        ("http://a.cn/20201/5635.htm", None),
        ("http://20190102.cn/view?d=20190102", None),
        ("http://a.cn/news/20191399", None),
        ("http://[bad", None),
    ],
)
def test_an_address_gives_a_date_only_in_its_path(url: str, expected: str | None) -> None:
    assert value(url=url) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2020-10-09", ("2020-10-09", "day")),
        ("20201009", ("2020-10-09", "day")),
        ("2020/1/9 8:00", ("2020-01-09", "day")),
        ("2020-10-09T23:00:00Z", ("2020-10-10", "day")),
        ("1602201600", ("2020-10-09", "day")),
        ("1602201600000", ("2020-10-09", "day")),
        ("2020-10", ("2020-10", "month")),
        ("2020", ("2020", "year")),
        ("昨天", None),
        ("", None),
    ],
)
def test_declared_dates_come_in_many_forms(written: str, expected: tuple[str, str] | None) -> None:
    assert read_declared(written) == expected


def test_dates_lie_between_1990_and_tomorrow() -> None:
    assert is_plausible("2026-06-02", TODAY) and not is_plausible("2026-06-03", TODAY)
    assert is_plausible("1990", TODAY) and not is_plausible("1989-12-31", TODAY)


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2099, 12, 31)))
def test_every_day_is_read_back_in_every_spelling(day: date) -> None:
    for written in (f"{day:%Y-%m-%d}", f"{day.year}年{day.month}月{day.day}日", f"{day:%d.%m.%Y}"):
        assert (read_date(written) or ("",))[0] == day.isoformat()


@given(st.text(alphabet="0123456789-年月日.: 〇二一十发布时间：来源《报》（）", max_size=60))
def test_any_line_gives_a_plausible_date_or_none(line: str) -> None:
    found = find_date(
        DateEvidence(declared=line, header=(line,), footer=(line,), ending=(line,), url=line), TODAY
    )
    assert found is None or is_plausible(found.value, TODAY)


@pytest.mark.parametrize(
    "line",
    ["比分 24-05-06", "编号：24-05-06 来源", "24-13-06", "124-05-06", "24-05-06-01", "24-05"],
)
def test_two_digits_are_a_year_only_where_a_date_stands(line: str) -> None:
    assert value(header=("标题", line)) is None
    assert value(ending=("广元市总工会", "24-05-06")) is None
