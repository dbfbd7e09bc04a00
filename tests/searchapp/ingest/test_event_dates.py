from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.article import DateFact
from searchapp.ingest.event_dates import event_dates

PUBLISHED = DateFact("2021-01-04", "day", "")


def values(text: str, published: DateFact | None = PUBLISHED) -> list[str]:
    return [fact.value for fact in event_dates(text, published)]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("12月28日，市总工会召开会议。", ["2020-12-28"]),
        ("1月3日至4日，培训班举办。", ["2021-01-03/2021-01-04"]),
        ("2017年11月22日，考察组来到职工服务中心。", ["2017-11-22"]),
        ("26日，市总工会慰问职工。", ["2020-12-26"]),
        ("3日，市总工会慰问职工。", ["2021-01-03"]),
        ("昨天，市总工会慰问职工。", ["2021-01-03"]),
        ("12月30日至31日召开，12月30日至31日闭幕。", ["2020-12-30/2020-12-31"]),
    ],
)
def test_event_days_are_resolved_by_the_publication_day(text: str, days: list[str]) -> None:
    assert values(text) == days


@pytest.mark.parametrize(
    "text",
    [
        "近日，市总工会慰问职工。",
        "自2018年1月1日施行。",
        "2月30日，不存在的一天。",
        "会期3日，共4人参加。",
        "1月5日至3日。",
        "1958年成立。",
    ],
)
def test_what_is_no_event_day_gives_none(text: str) -> None:
    assert values(text) == []


def test_without_a_publication_day_only_full_dates_count() -> None:
    assert values("3月1日召开，2020年3月2日闭幕。", None) == ["2020-03-02"]
    assert values("3月1日召开。", DateFact("2021-03", "month", "")) == []


def test_each_day_says_what_it_was_read_from() -> None:
    [fact] = event_dates("12月28日，市总工会召开会议。", PUBLISHED)
    assert (fact.precision, fact.evidence) == ("day", "正文“12月28日”")


@given(st.text(alphabet=st.sampled_from("0123456789年月日至昨天，。 "), max_size=40))
def test_any_text_gives_at_most_three_days(text: str) -> None:
    assert len(event_dates(text, PUBLISHED)) <= 3
