"""Counting rows by period: what tables over one search and batches of searches share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from index.query import UNKNOWN, Sort
from index.said import said
from searchapp.desk import Desk
from searchapp.params import MAX_VALUES, MAX_WITHIN, MULTIPLE, SearchParams
from searchapp.periods import FACETS, Period, periods, unknown_period
from searchapp.search import Tally, tally
from searchapp.stats_rows import RowSearch
from searchapp.stats_table import Cell, Row, RowKind

Counts = Mapping[str, int]
"""Articles by facet value, ``none`` among them."""


def plain(params: SearchParams) -> SearchParams:
    """Return the search as tables count it: without what only orders or pages a list. Stories
    are counted by their originals, so that each stands in one period and columns add up."""
    dup = "all" if params.dup == "all" else "first"
    return params.but(sort=Sort.RELEVANCE, per_page=10, facets=(), unknown=(), dup=dup)


def all_articles(params: SearchParams) -> SearchParams:
    """Return the search for everything of the same time, counted in the same way."""
    kept = ("year", "month", "start", "end", "dup")
    return SearchParams(**{name: getattr(params, name) for name in kept})


def same_years(everything: SearchParams, columns: Sequence[Period], desk: Desk) -> SearchParams:
    """Return it without the years that no column stands for."""
    shown = {value[:4] for period in columns for value in period.values}
    years = {year for year, n in counted(everything, "year", desk).items() if n}
    if everything.year or years <= shown:
        return everything
    return everything.with_values("year", sorted(shown))


def facet_counts(found: Tally) -> dict[str, int]:
    """Return the counts of the first facet asked for."""
    facet = found.result.facets[0]
    return {**facet.counts, UNKNOWN: facet.unknown}


def counted(params: SearchParams, facet: str, desk: Desk) -> dict[str, int]:
    """Return the articles of a search by value of ``facet``."""
    return facet_counts(tally(params, desk, (facet,)))


def columns_of(
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


def link(params: SearchParams) -> str | None:
    """Return the link to a search, None when it has more values than a link can carry."""
    fits = all(len(getattr(params, name)) <= MAX_VALUES for name in MULTIPLE)
    return params.canonical() if fits and len(params.within) <= MAX_WITHIN else None


class RowMaker:
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
        made = self._made(RowSearch("", said("各行之和"), RowKind.VALUE, None), numbers, links)
        # A share of it would count articles twice.
        cells = tuple(replace(cell, share=None) for cell in made.cells)
        total = replace(made.total, share=None) if made.total else None
        return replace(made, cells=cells, total=total)

    def _made(self, row: RowSearch, numbers: Sequence[int], links: Sequence[str | None]) -> Row:
        wholes = [*self._wholes, sum(self._wholes)]
        cells = [
            Cell(count, url, count / whole if whole else None)
            for count, url, whole in zip([*numbers, sum(numbers)], links, wholes, strict=True)
        ]
        counts, total = tuple(cells[:-1]), cells[-1]
        return Row(row.key, row.label, row.kind, counts, total, row.note, row.candidates)


def _sum(counts: Counts, period: Period) -> int:
    return sum(counts.get(value, 0) for value in period.values)
