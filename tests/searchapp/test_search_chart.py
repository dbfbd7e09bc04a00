"""The chart of a search shows the whole search."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from searchapp import chart_png
from searchapp.chart import Label
from searchapp.desk import Desk
from searchapp.params import SearchParams
from searchapp.search import count
from searchapp.search_chart import search_chart, search_chart_png
from searchapp.stats import over_time
from tests.web_pages import make_desk


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    opened = make_desk(tmp_path_factory.mktemp("chart"))
    yield opened
    opened.close()


@pytest.mark.parametrize(
    "params",
    [
        SearchParams(),
        SearchParams(q="工会", region=("510800",), source=("none",)),
        SearchParams(q="劳模 或 驿站", org=("510800-zgh",), dup="group"),
        SearchParams(year=("2014", "2015")),
        SearchParams(start="2015-03-01", end="2018-12-31"),
    ],
)
def test_its_bars_add_up_to_the_search(filled: Desk, params: SearchParams) -> None:
    for cols in ("year", "quarter", "month"):
        table = over_time(params, cols, filled)
        assert table.distinct.total is not None
        assert table.distinct.total.count == sum(c.count for c in table.distinct.cells)
        assert table.distinct.total.count == count(table.params, filled)


def test_one_year_is_shown_by_quarters(filled: Desk) -> None:
    labels = [
        m.text
        for m in search_chart(SearchParams(year=("2014",)), filled).marks
        if isinstance(m, Label)
    ]
    assert "第 1 季度" in labels
    assert "各年篇数" in search_chart(SearchParams(q="工会"), filled).title


def test_it_comes_with_words_for_who_does_not_see_it(filled: Desk) -> None:
    if chart_png.installed_font() is None:
        pytest.skip("no Chinese font is installed")
    picture, says = search_chart_png(SearchParams(q="工会", region=("510800",)), filled)
    assert picture.startswith(b"\x89PNG")
    assert "“工会”，四川省 广元市" in says
