"""The chart of a search for documents that hold pictures: articles over time, as PNG."""

from __future__ import annotations

from searchapp.chart import Chart, time_chart
from searchapp.chart_png import chart_png
from searchapp.desk import Desk
from searchapp.params import SearchParams
from searchapp.stats import over_time

FEW_YEARS = 2
"""Of so many chosen years, quarters say more than years."""


def search_chart(params: SearchParams, desk: Desk) -> Chart:
    """Return articles of a search over time with their share of all articles: by quarter when it
    asks for a year or two, else by year.

    Raises InvalidParameter and the errors of the engine.
    """
    years = set(params.year) | {day[:4] for day in (params.start, params.end) if day}
    cols = "quarter" if params.year and len(years) <= FEW_YEARS else "year"
    return time_chart(over_time(params, cols, desk))


def search_chart_png(params: SearchParams, desk: Desk) -> tuple[bytes, str]:
    """Return that chart as PNG and what it shows in words (its alternative text).

    Raises NoChartFont where no Chinese font is installed, besides what ``search_chart`` raises.
    """
    chart = search_chart(params, desk)
    return chart_png(chart), chart.says
