"""Statistics tables: the page, its files, its charts."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from flask import Blueprint, Response, abort, render_template

from index.said import said
from searchapp.chart import Chart, percent, rows_chart, time_chart
from searchapp.chart_png import chart_png
from searchapp.chart_svg import chart_svg
from searchapp.clock import BEIJING
from searchapp.facet_view import LABELS
from searchapp.periods import KIND_LABELS
from searchapp.stats_file import DISTINCT_NOTE, stats_csv, stats_xlsx
from searchapp.stats_params import ROWS
from searchapp.stats_table import StatsTable
from searchapp.web.context import base_url
from searchapp.web.stats_view import given_table, header_groups, meters

html_stats = Blueprint("html_stats", __name__)

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CHARTS: dict[str, Callable[[StatsTable], Chart]] = {"time": time_chart, "rows": rows_chart}
LEVEL_LABELS = {"next": said("下一级"), "city": said("各地市"), "county": said("各区县")}


@html_stats.get("/stats")
def stats_page() -> str:
    """Show a search as a table of rows and periods."""
    table = given_table()
    return render_template(
        "stats.html",
        table=table,
        params=table.params,
        wanted=table.wanted,
        groups=header_groups(table.periods),
        meters=meters(table.rows),
        percent=percent,
        row_choices=[(name, LABELS[name]) for name in ROWS],
        level_choices=list(LEVEL_LABELS.items()),
        col_choices=list(KIND_LABELS.items()),
        distinct_note=DISTINCT_NOTE,
        charts=[(kind, draw(table)) for kind, draw in CHARTS.items()],
        address=base_url() + table.path(),
    )


@html_stats.get("/stats.<form>")
def stats_file(form: str) -> Response:
    """Hand out the table as a file."""
    if form not in ("xlsx", "csv"):
        abort(404)
    table = given_table()
    now = datetime.datetime.now(BEIJING)
    if form == "csv":
        return attachment(stats_csv(table), "text/csv; charset=utf-8", f"stats-{now:%Y%m%d}.csv")
    book = stats_xlsx(table, base_url(), f"{now:%Y-%m-%d %H:%M}")
    return attachment(book, XLSX, f"stats-{now:%Y%m%d}.xlsx")


@html_stats.get("/chart/<kind>.<form>")
def chart_file(kind: str, form: str) -> Response:
    """Hand out one chart of the table as a picture."""
    if kind not in CHARTS or form not in ("svg", "png"):
        abort(404)
    chart = CHARTS[kind](given_table())
    if form == "svg":
        return Response(chart_svg(chart), mimetype="image/svg+xml")
    return Response(chart_png(chart), mimetype="image/png")


def attachment(content: bytes, mimetype: str, name: str) -> Response:
    """Return a file to be saved under ``name`` (ASCII)."""
    response = Response(content, mimetype=mimetype)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
