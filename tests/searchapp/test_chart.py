"""Charts are drawn once as marks, and look alike wherever they are shown."""

from __future__ import annotations

import io
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from searchapp import chart_png as png
from searchapp.chart import (
    HATCH,
    WIDTH,
    Box,
    Chart,
    Label,
    Line,
    hatching,
    rows_chart,
    time_chart,
)
from searchapp.chart_svg import chart_svg
from searchapp.params import SearchParams
from searchapp.periods import periods, unknown_period
from searchapp.stats_params import StatsParams
from searchapp.stats_table import Cell, Row, RowKind, StatsTable

ROOT = Path(__file__).resolve().parents[2]


def table(
    counts: list[int], whole: int = 1000, names: list[tuple[str, int]] | None = None
) -> StatsTable:
    """Return a table of so many articles a year from 2010 on, the last of unknown date."""
    known = [str(2010 + i) for i in range(len(counts) - 1)]
    columns = (*periods("year", known, SearchParams()), unknown_period("year"))

    def row(label: str, numbers: list[int], kind: RowKind = RowKind.VALUE) -> Row:
        cells = tuple(Cell(n, "/search", n / whole if whole else None) for n in numbers)
        total = Cell(sum(numbers), "/search", None)
        return Row(label, label, kind, cells, total)

    rows = [row(name, [n, *[0] * (len(columns) - 1)]) for name, n in names or []]
    return StatsTable(
        params=SearchParams(q="劳模"),
        wanted=StatsParams(),
        where=(),
        row_label="地区",
        col_label="各年",
        periods=columns,
        rows=(*rows, row("地区不详", [1, *[0] * (len(columns) - 1)], RowKind.UNKNOWN)),
        sums=row("各行之和", counts),
        distinct=row("去重合计", counts),
        everything=row("同期全部报道", [whole] * len(columns)),
        single=False,
        left_out=(),
        warnings=(),
        generation="g",
        search_url="/search",
    )


COUNTS = st.lists(st.integers(0, 5000), min_size=2, max_size=60)


@given(COUNTS, st.sampled_from([0, 7, 100_000]))
def test_bars_stand_for_their_numbers(counts: list[int], whole: int) -> None:
    chart = time_chart(table(counts, whole))
    boxes = [mark for mark in chart.marks if isinstance(mark, Box)]
    assert len(boxes) == len(counts)
    tallest = max(box.height for box in boxes)
    for box, count in zip(boxes, counts, strict=True):
        assert box.height == pytest.approx(tallest * count / max(max(counts), 1), abs=0.2)
    assert [box.unknown for box in boxes] == [False] * (len(boxes) - 1) + [True]


@given(
    COUNTS, st.lists(st.tuples(st.text("市总工会省", min_size=1), st.integers(0, 99)), max_size=30)
)
def test_nothing_is_drawn_outside_the_picture(
    counts: list[int], names: list[tuple[str, int]]
) -> None:
    drawn = table(counts, names=names)
    for chart in (time_chart(drawn), rows_chart(drawn)):
        for mark in chart.marks:
            match mark:
                case Box():
                    assert mark.x >= 0 and mark.x + mark.width <= WIDTH + 0.2
                    assert mark.y >= 0 and mark.y + mark.height <= chart.height
                case Label():
                    assert 0 <= mark.x <= WIDTH and 0 <= mark.y <= chart.height
                case Line():
                    assert all(0 <= x <= WIDTH and 0 <= y <= chart.height for x, y in mark.points)


def test_the_numbers_stand_on_the_bars_and_in_the_sentence() -> None:
    chart = time_chart(table([12, 19, 11, 0, 3], whole=200))
    texts = [mark.text for mark in chart.marks if isinstance(mark, Label)]
    assert {"12", "19", "11", "0", "3", "6.0%", "9.5%", "2010", "不详"} <= set(texts)
    assert "共 42 篇，最多的是2011 年 19 篇，占同期全部报道 9.5%" in chart.says


def test_a_period_without_any_article_breaks_the_line_of_shares() -> None:
    drawn = table([1, 2, 3, 4, 5, 0])
    cells = list(drawn.distinct.cells)
    cells[2] = replace(cells[2], share=None)
    broken = replace(drawn, distinct=replace(drawn.distinct, cells=tuple(cells)))
    lines = [m for m in time_chart(broken).marks if isinstance(m, Line) and m.kind == "share-line"]
    assert [len(line.points) for line in lines] == [2, 2]


def test_small_rows_stand_together_and_unknown_ones_apart() -> None:
    chart = rows_chart(table([1, 0], names=[(f"第{n}市", n) for n in range(1, 16)]))
    texts = [mark.text for mark in chart.marks if isinstance(mark, Label)]
    assert texts[:2] == ["第15市", "15"]
    assert texts[-4:] == ["其余 6 行之和", "21", "地区不详", "1"]
    assert [mark.unknown for mark in chart.marks if isinstance(mark, Box)][-2:] == [False, True]


@given(st.text(max_size=20), COUNTS)
def test_svg_keeps_text_as_text_and_runs_nothing(title: str, counts: list[int]) -> None:
    drawn = table(counts)
    chart = time_chart(replace(drawn, params=SearchParams(q=title)))
    root = ET.fromstring(chart_svg(chart))
    tags = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert tags <= {"svg", "title", "desc", "rect", "polyline", "circle", "text"}
    assert not [e for e in root.iter() if any(a == "style" or "href" in a for a in e.attrib)]
    labels = [mark.text for mark in chart.marks if isinstance(mark, Label)]
    assert [e.text for e in root.iter() if e.tag.endswith("}text")] == labels


@pytest.fixture
def chart() -> Chart:
    return time_chart(table([12, 19, 11, 0, 3], whole=200))


@pytest.fixture
def font() -> None:
    if png.installed_font() is None:
        pytest.skip("no Chinese font is installed")


def test_png_is_the_same_every_time_and_tells_grey_from_paper(chart: Chart, font: None) -> None:
    first = png.chart_png(chart)
    assert first == png.chart_png(chart)
    image = Image.open(io.BytesIO(first))
    assert image.size == (round((WIDTH + 24) * png.SCALE), round((chart.height + 24) * png.SCALE))
    grey = image.convert("L").histogram()
    assert sum(grey[:120]) > 0.01 * sum(grey)  # bars and text stay dark without their colour


def test_without_a_font_png_is_refused_in_words(
    chart: Chart, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(png, "installed_font", lambda: None)
    with pytest.raises(png.NoChartFont, match="没有中文字体"):
        png.chart_png(chart)


def test_the_server_loads_no_drawing_or_workbook_library_before_it_is_asked() -> None:
    code = (
        "import sys; import searchapp.web.app; "
        "print([m for m in ('PIL', 'matplotlib', 'xlsxwriter', 'openpyxl') if m in sys.modules])"
    )
    found = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert found.stdout.strip() == "[]"


@given(st.floats(0, 400), st.floats(0, 200), st.floats(0, 400), st.floats(0, 200))
def test_hatching_stays_within_its_bar(x: float, y: float, width: float, height: float) -> None:
    box = Box(x, y, width, height)
    lines = hatching(box)
    assert len(lines) <= (width + height) / HATCH
    for x_, y_ in (point for line in lines for point in line.points):
        assert x - 0.06 <= x_ <= x + width + 0.06
        assert y - 0.06 <= y_ <= y + height + 0.06


def test_unknown_bars_are_hatched_on_the_page_in_the_file_and_in_the_picture() -> None:
    chart = time_chart(table([5, 9]))
    hatch = [mark for mark in chart.marks if isinstance(mark, Line) and mark.kind == "hatch"]
    assert hatch
    drawn = ET.fromstring(chart_svg(chart))
    assert len(drawn.findall(".//{*}polyline[@stroke-width='0.75']")) == len(hatch)
    plain = replace(chart, marks=tuple(mark for mark in chart.marks if mark not in hatch))
    assert png.chart_png(chart) != png.chart_png(plain)


def test_two_percentages_never_stand_in_one_another() -> None:
    counts = [*range(1, 15), 20, 19, 3]
    chart = time_chart(table(counts))
    shares = [mark for mark in chart.marks if isinstance(mark, Label) and mark.kind == "share"]
    assert [mark.text for mark in shares] == ["2.0%"]
    far = time_chart(table([20, *range(1, 15), 1, 3]))
    assert (
        len([mark for mark in far.marks if isinstance(mark, Label) and mark.kind == "share"]) == 2
    )
