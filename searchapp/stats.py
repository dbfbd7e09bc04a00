"""Counting a table: every row and period of a search, each number with the search that made it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

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


def statistics(params: SearchParams, wanted: StatsParams, desk: Desk) -> StatsTable:
    """Return the table ``wanted`` of a search; every number is exact.

    Raises InvalidParameter (a value that cannot be understood, a table too large) and the
    errors of the engine.
    """
    if wanted.kept:
        kept = desk.store.lists.get(wanted.kept)
        wanted = replace(wanted, kept=kept.lid, names=kept.names)
    facet = FACETS[wanted.cols]
    base = plain(params)
    crossed = tally(base, desk, (wanted.rows,), (wanted.rows, facet))
    shown = crossed.params
    plan = plan_rows(shown, wanted, desk, facet_counts(crossed))
    whole = counted(plan.union, facet, desk)
    everything = all_articles(shown)
    columns = columns_of(wanted.cols, shown, whole, counted(everything, facet, desk))
    if len(plan.rows) * len(columns) > MAX_CELLS:
        detail = f"这样有 {len(plan.rows)} 行 {len(columns)} 列，请用年份缩小，或改按季度、按年。"
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
        where=where(shown.with_values(wanted.rows, ()), desk),
        row_label=plan.label,
        col_label=KIND_LABELS[wanted.cols],
        periods=columns,
        rows=rows,
        sums=maker.sums(rows),
        distinct=maker.footer("去重合计", plan.union, whole),
        everything=maker.footer("同期全部报道", everything, all_counts),
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
    assert crossed.result.cross is not None
    rows: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for (row, column), count in crossed.result.cross.counts.items():
        rows[row][column] = count
    return rows


def _left_out(plan: RowPlan, desk: Desk) -> tuple[LeftOut, ...]:
    found = []
    for label, params in plan.left_out:
        count = tally(params, desk).result.total
        if count:
            found.append(LeftOut(label, count, link(params)))
    return tuple(found)
