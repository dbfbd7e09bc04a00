"""The years of a list as bars: no zero is drawn for what was not looked at."""

from __future__ import annotations

import io
from dataclasses import replace

from docx import Document

from searchapp.chart import Box, Line
from searchapp.exports.docx_file import write_docx
from searchapp.exports.year_chart import year_chart
from tests.searchapp.exports.test_formats import ROW, listed

ROWS = tuple(replace(ROW, date=date) for date in ("2015-04-28", "2018", "2018-05", None))


def test_a_year_between_without_articles_is_drawn_as_none() -> None:
    chart = year_chart(ROWS)
    assert chart is not None
    assert (
        chart.says
        == "各年篇数：2015 年 1 篇；2016 年 0 篇；2017 年 0 篇；2018 年 2 篇；不详 1 篇。"
    )


def test_years_that_were_left_out_of_the_search_are_left_out_of_its_chart() -> None:
    chart = year_chart(ROWS, whole=False)
    assert chart is not None
    assert chart.says == "各年篇数：2015 年 1 篇；2018 年 2 篇；不详 1 篇。"
    export = listed(ROWS)
    for facts, said in (
        (export.facts, True),
        ((*export.facts, ("年份", "2015 年、2018 年")), False),
    ):
        file = io.BytesIO()
        write_docx(replace(export, facts=facts), file)
        text = "".join(paragraph.text for paragraph in Document(file).paragraphs)
        assert ("2016 年 0 篇" in text) == said


def test_what_has_no_date_is_hatched() -> None:
    chart = year_chart(ROWS)
    assert chart is not None
    (unknown,) = [mark for mark in chart.marks if isinstance(mark, Box) and mark.unknown]
    hatch = [mark for mark in chart.marks if isinstance(mark, Line) and mark.kind == "hatch"]
    assert hatch
    for x, y in (point for line in hatch for point in line.points):
        assert unknown.x - 0.1 <= x <= unknown.x + unknown.width + 0.1
        assert unknown.y - 0.1 <= y <= unknown.y + unknown.height + 0.1
