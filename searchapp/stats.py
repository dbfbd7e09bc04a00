"""Counting a table: every row and period of a search, each number with the search that made it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from index.query import UNKNOWN, Sort
from searchapp.desk import Desk
from searchapp.errors import InvalidParameter
from searchapp.params import MAX_VALUES, MAX_WITHIN, MULTIPLE, SearchParams
from searchapp.periods import FACETS, KIND_LABELS, Period, periods, unknown_period
from searchapp.search import Tally, tally
from searchapp.statement import where
from searchapp.stats_params import StatsParams
from searchapp.stats_rows import RowPlan, RowSearch, plan_rows
from searchapp.stats_table import Cell, LeftOut, Row, RowKind, StatsTable

MAX_CELLS = 30_000
"""Numbers of one table: a page of some megabytes, and fewer links than a worksheet may have."""

Counts = Mapping[str, int]
"""Articles by facet value, ``none`` among them."""


def statistics(params: SearchParams, wanted: StatsParams, desk: Desk) -> StatsTable:
    """Return the table ``wanted`` of a search; every number is exact.

    Raises InvalidParameter (a value that cannot be understood, a table too large) and the
    errors of the engine.
    """
    facet = FACETS[wanted.cols]
    base = params.but(sort=Sort.RELEVANCE, per_page=10, facets=(), unknown=())
    crossed = tally(base, desk, (wanted.rows,), (wanted.rows, facet))
    shown = crossed.params
    plan = plan_rows(shown, wanted, desk, _counts(crossed))
    whole = _counted(plan.union, facet, desk)
    everything = SearchParams(year=shown.year, month=shown.month, start=shown.start, end=shown.end)
    columns = _columns(wanted.cols, shown, whole, _counted(everything, facet, desk))
    if len(plan.rows) * len(columns) > MAX_CELLS:
        detail = f"这样有 {len(plan.rows)} 行 {len(columns)} 列，请用年份缩小，或改按季度、按年。"
        raise InvalidParameter("cols", wanted.cols, "table-too-large", detail)
    everything = _same_years(everything, columns, desk)
    all_counts = _counted(everything, facet, desk)
    maker = _Maker(facet, columns, all_counts)
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


def _same_years(everything: SearchParams, columns: Sequence[Period], desk: Desk) -> SearchParams:
    """Return it without the years that no column stands for."""
    shown = {value[:4] for period in columns for value in period.values}
    years = {year for year, n in _counted(everything, "year", desk).items() if n}
    if everything.year or years <= shown:
        return everything
    return everything.with_values("year", sorted(shown))


def _counts(counted: Tally) -> dict[str, int]:
    found = counted.result.facets[0]
    return {**found.counts, UNKNOWN: found.unknown}


def _counted(params: SearchParams, facet: str, desk: Desk) -> dict[str, int]:
    return _counts(tally(params, desk, (facet,)))


def _rest(row: RowSearch, facet: str, desk: Desk) -> Counts:
    return _counted(row.params, facet, desk) if row.params else {}


def _columns(
    kind: str, params: SearchParams, counts: Counts, all_counts: Counts
) -> tuple[Period, ...]:
    """Return the periods, and 不详 unless the search leaves it out."""
    known = [value for value, n in counts.items() if n and value != UNKNOWN]
    known = known or [value for value in all_counts if value != UNKNOWN]
    found = periods(kind, known, params)
    chosen = getattr(params, FACETS[kind])
    dated = params.start or params.end
    if UNKNOWN in chosen or not (chosen or dated) or (dated and all_counts[UNKNOWN]):
        return (*found, unknown_period(kind))
    return found


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


def link(params: SearchParams) -> str | None:
    """Return the link to a search, None when it has more values than a link can carry."""
    fits = all(len(getattr(params, name)) <= MAX_VALUES for name in MULTIPLE)
    return params.canonical() if fits and len(params.within) <= MAX_WITHIN else None


class _Maker:
    """Makes the rows of one table."""

    def __init__(self, facet: str, periods: Sequence[Period], everything: Counts) -> None:
        self._facet = facet
        self._periods = periods
        self._wholes = [_sum(everything, period) for period in periods]

    def row(self, row: RowSearch, counts: Counts) -> Row:
        """Return one row with its numbers; none for a name that was not read."""
        if row.params is None:
            return Row(row.key, row.label, row.kind, (), None, row.note, row.candidates)
        numbers = [_sum(counts, period) for period in self._periods]
        links = [link(row.params.with_values(self._facet, p.values)) for p in self._periods]
        return self._made(row, numbers, [*links, link(row.params)])

    def footer(self, label: str, params: SearchParams, counts: Counts) -> Row:
        """Return the row of one search that no row of the table is."""
        return self.row(RowSearch("", label, RowKind.VALUE, params), counts)

    def sums(self, rows: Sequence[Row]) -> Row:
        """Return the sums of ``rows``; no search returns them when articles stand in several."""
        counted = [row.cells for row in rows if row.total]
        numbers = [sum(cell.count for cell in column) for column in zip(*counted, strict=True)]
        numbers = numbers or [0] * len(self._periods)
        links = [None] * (len(self._periods) + 1)
        return self._made(RowSearch("", "各行之和", RowKind.VALUE, None), numbers, links)

    def _made(self, row: RowSearch, numbers: Sequence[int], links: Sequence[str | None]) -> Row:
        wholes = [*self._wholes, sum(self._wholes)]
        cells = [
            Cell(count, url, count / whole if whole else None)
            for count, url, whole in zip([*numbers, sum(numbers)], links, wholes, strict=True)
        ]
        return Row(row.key, row.label, row.kind, tuple(cells[:-1]), cells[-1], row.note)


def _sum(counts: Counts, period: Period) -> int:
    return sum(counts.get(value, 0) for value in period.values)
