"""The drawing says what the numbers say."""

from __future__ import annotations

from searchapp.params import SearchParams
from searchapp.search_page import FacetValueView, FacetView
from searchapp.web.histogram import MAX_YEARS, histogram


def years(counts: dict[str, int], unknown: int = 0, chosen: tuple[str, ...] = ()) -> FacetView:
    values = tuple(
        FacetValueView(y, y, n, y in chosen, "year", SearchParams()) for y, n in counts.items()
    )
    missing = FacetValueView("none", "日期不详", unknown, "none" in chosen, "year", SearchParams())
    return FacetView("year", "年份", values, missing, len(values), False, "")


def test_without_a_known_year_there_is_no_drawing() -> None:
    assert histogram(years({}, unknown=3), 248, 78) is None


def test_a_year_without_articles_keeps_its_place() -> None:
    chart = histogram(years({"2022": 4, "2020": 2}), 248, 78)
    assert chart is not None
    assert [bar.label for bar in chart.bars] == ["2020 年 2 篇", "2021 年 0 篇", "2022 年 4 篇"]
    assert [bar.height for bar in chart.bars] == [28.0, 0.0, 56.0]


def test_unknown_stands_last_and_apart() -> None:
    chart = histogram(years({"2020": 2}, unknown=1, chosen=("none",)), 248, 78)
    assert chart is not None
    assert [(bar.label, bar.unknown, bar.selected) for bar in chart.bars] == [
        ("2020 年 2 篇", False, False),
        ("日期不详 1 篇", True, True),
    ]
    assert chart.bars[-1].x > chart.axis


def test_every_bar_stands_inside_the_drawing() -> None:
    chart = histogram(years({str(y): y % 7 for y in range(1949, 2027)}, unknown=900), 320, 128)
    assert chart is not None
    assert len(chart.bars) == MAX_YEARS + 2
    for bar in chart.bars:
        assert 0 <= bar.x <= bar.x + bar.width <= 320
        assert 0 <= bar.y <= 128


def test_the_sentence_names_first_most_and_last() -> None:
    chart = histogram(years({"2012": 3, "2020": 9, "2026": 1}), 248, 78)
    assert chart is not None
    assert chart.caption == "各年篇数：2012 年 3 篇，最多 2020 年 9 篇，2026 年 1 篇。数字见列表。"
