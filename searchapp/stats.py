"""Counting a table: every row and period of a search, each number with the search that made it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace

from index.said import said
from searchapp.desk import Desk
from searchapp.errors import InvalidParameter
from searchapp.params import SearchParams
from searchapp.periods import FACETS, KIND_LABELS
from searchapp.search import Tally, tally
from searchapp.statement import where
from searchapp.stats_count import (
    Counts,
    RowMaker,
    all_articles,
    columns_of,
    counted,
    facet_counts,
    link,
    plain,
    same_years,
)
from searchapp.stats_params import StatsParams
from searchapp.stats_rows import RowPlan, RowSearch, plan_rows
from searchapp.stats_table import LeftOut, RowKind, StatsTable

MAX_CELLS = 30_000
"""Numbers of one table: a page of some megabytes, and fewer links than a worksheet may have."""


TRIES = 3
"""How often a table is counted anew when a commit came in between."""


def statistics(params: SearchParams, wanted: StatsParams, desk: Desk) -> StatsTable:
    """Return the table ``wanted`` of a search; every number is exact, all of one state of the
    index (a warning says so where commits came too fast for that).

    Raises InvalidParameter (a value that cannot be understood, a table too large) and the
    errors of the engine.
    """
    if wanted.kept:
        kept = desk.store.lists.get(wanted.kept)
        wanted = replace(wanted, kept=kept.lid, names=kept.names)
    return _of_one_state(lambda: _by_rows(params, wanted, desk), desk)


def over_time(params: SearchParams, cols: str, desk: Desk) -> StatsTable:
    """Return a search by periods alone: a table without rows."""

    def count() -> StatsTable:
        found = tally(plain(params), desk)
        return _table(found, RowPlan("", (), found.params), StatsParams(cols=cols), desk)

    return _of_one_state(count, desk)


def _of_one_state(count: Callable[[], StatsTable], desk: Desk) -> StatsTable:
    table = count()
    for _ in range(TRIES):
        if desk.engine.stats().generation == table.generation:
            return table
        table = count()
    moving = said("统计期间收录在更新，各数可能出自先后两个时刻。请稍后重新统计。")
    return replace(table, warnings=(*table.warnings, moving))


def _by_rows(params: SearchParams, wanted: StatsParams, desk: Desk) -> StatsTable:
    facet = FACETS[wanted.cols]
    crossed = tally(plain(params), desk, (wanted.rows,), (wanted.rows, facet))
    plan = plan_rows(crossed.params, wanted, desk, facet_counts(crossed))
    return _table(crossed, plan, wanted, desk)


def _table(crossed: Tally, plan: RowPlan, wanted: StatsParams, desk: Desk) -> StatsTable:
    facet, shown = FACETS[wanted.cols], crossed.params
    whole = counted(plan.union, facet, desk)
    everything = all_articles(shown)
    columns = columns_of(wanted.cols, shown, whole, counted(everything, facet, desk))
    if len(plan.rows) * len(columns) > MAX_CELLS:
        detail = said(
            "这样有 {total} 行 {total_2} 列，请用年份缩小，或改按季度、按年。",
            total=len(plan.rows),
            total_2=len(columns),
        )
        raise InvalidParameter("cols", wanted.cols, "table-too-large", detail)
    everything = same_years(everything, columns, desk)
    all_counts = counted(everything, facet, desk)
    maker = RowMaker(facet, columns, all_counts)
    joint = _by_row(crossed)
    rows = tuple(
        maker.row(r, _rest(r, facet, desk) if r.kind is RowKind.REST else joint[r.key])
        for r in plan.rows
    )
    return StatsTable(
        params=shown,
        wanted=wanted,
        where=where(shown.with_values(wanted.rows, ()) if plan.rows else shown, desk),
        row_label=plan.label,
        col_label=KIND_LABELS[wanted.cols],
        periods=columns,
        rows=rows,
        sums=maker.sums(rows),
        distinct=maker.footer(said("去重合计"), plan.union, whole),
        everything=maker.footer(said("同期全部报道"), everything, all_counts),
        single=wanted.rows == "source",
        left_out=_left_out(plan, desk),
        warnings=crossed.warnings,
        generation=crossed.result.generation,
        search_url=shown.canonical(),
    )


def _rest(row: RowSearch, facet: str, desk: Desk) -> Counts:
    return counted(row.params, facet, desk) if row.params else {}


def _by_row(crossed: Tally) -> defaultdict[str, dict[str, int]]:
    """Return the joint counts row by row; a row that nobody has is empty."""
    rows: defaultdict[str, dict[str, int]] = defaultdict(dict)
    found = crossed.result.cross.counts if crossed.result.cross else {}
    for (row, column), count in found.items():
        rows[row][column] = count
    return rows


def _left_out(plan: RowPlan, desk: Desk) -> tuple[LeftOut, ...]:
    found = []
    for label, params in plan.left_out:
        count = tally(params, desk).result.total
        if count:
            found.append(LeftOut(label, count, link(params)))
    return tuple(found)
