"""Batch search: many unit names or queries at once, each with its articles by period."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.errors import EngineTimeout
from index.said import joined, said
from searchapp.desk import Desk
from searchapp.errors import InvalidParameter
from searchapp.params import SearchParams
from searchapp.periods import FACETS, KIND_LABELS, Period
from searchapp.search import tally
from searchapp.statement import where
from searchapp.stats_count import (
    Counts,
    RowMaker,
    all_articles,
    columns_of,
    counted,
    facet_counts,
    plain,
    same_years,
)
from searchapp.stats_rows import RowSearch
from searchapp.stats_table import Row, RowKind
from searchapp.units import Reading, Standing, read_organization, read_region, read_source

READ_AS = {
    "auto": said("自动"),
    "org": said("单位"),
    "region": said("地区"),
    "source": said("来源"),
    "q": said("检索词"),
}
"""How lines may be read; ``auto``: a known unit, else a region, else a query."""
_FACETS = {"org": said("单位"), "region": said("地区"), "source": said("来源")}


@dataclass(frozen=True, slots=True)
class BatchRow:
    """One line: its number in the list, how it was read in words, its numbers."""

    number: int
    read: str
    row: Row


@dataclass(frozen=True, slots=True)
class BatchTable:
    """The answer to a batch. ``sums`` adds up what was read; an article may be in several rows."""

    params: SearchParams
    cols: str
    where: tuple[str, ...]
    col_label: str
    periods: tuple[Period, ...]
    rows: tuple[BatchRow, ...]
    sums: Row
    everything: Row
    warnings: tuple[str, ...]
    generation: str

    @property
    def doubtful(self) -> tuple[BatchRow, ...]:
        """The lines somebody should look at: not counted, or not read as what they look like."""
        return tuple(row for row in self.rows if row.row.total is None or row.row.candidates)


@dataclass(frozen=True, slots=True)
class _Line:
    """One line on its way: what it was read as, its search and what that found."""

    read: str
    search: RowSearch
    counts: Counts


def batch(
    lines: Sequence[str], params: SearchParams, cols: str, read_as: str, desk: Desk
) -> BatchTable:
    """Return the articles of every line by period, each line under the search ``params``.

    A line that cannot be read or answered says so and stops no other. Raises InvalidParameter
    for values of ``params`` that cannot be understood, and the errors of the engine.
    """
    facet = FACETS[cols]
    base = tally(plain(params), desk)
    shown = base.params
    found = [_answered(_read(line, shown, read_as, desk), facet, desk) for line in lines]
    known: Counter[str] = Counter()
    for line in found:
        known.update(line.counts)
    everything = all_articles(shown)
    columns = columns_of(cols, shown, known, counted(everything, facet, desk))
    everything = same_years(everything, columns, desk)
    maker = RowMaker(facet, columns, counted(everything, facet, desk))
    rows = [maker.row(line.search, line.counts) for line in found]
    return BatchTable(
        params=shown,
        cols=cols,
        where=where(shown, desk),
        col_label=KIND_LABELS[cols],
        periods=columns,
        rows=tuple(
            BatchRow(number, line.read, row)
            for number, (line, row) in enumerate(zip(found, rows, strict=True), start=1)
        ),
        sums=maker.sums(rows),
        everything=maker.footer(said("同期全部报道"), everything, counted(everything, facet, desk)),
        warnings=base.warnings,
        generation=base.result.generation,
    )


def _answered(line: tuple[str, RowSearch], facet: str, desk: Desk) -> _Line:
    read, search = line
    if search.params is None:
        return _Line(read, search, {})
    try:
        found = tally(search.params, desk, (facet,))
    except (InvalidParameter, EngineTimeout) as error:
        reason = error.detail if isinstance(error, InvalidParameter) else said("检索用时太久，未计")
        return _Line(
            said("未能检索"), replace(search, kind=RowKind.UNREAD, params=None, note=reason), {}
        )
    notes = joined("；", [part for part in (search.note, *found.warnings) if part])
    return _Line(read, replace(search, params=found.params, note=notes), facet_counts(found))


def _read(text: str, params: SearchParams, read_as: str, desk: Desk) -> tuple[str, RowSearch]:
    reading = _reading(text, read_as, desk)
    if reading is None:
        return _query(text, params, read_as, desk)
    if reading.value is None:
        word = said("待确认") if reading.standing is Standing.AMBIGUOUS else said("未识别")
        row = RowSearch("", text, RowKind.UNREAD, None, reading.note, reading.candidates)
        return word, row
    note = reading.note
    if not note and reading.label != text:
        note = said("按“{label}”检索", label=reading.label)
    found = params.with_values(reading.facet, (reading.value,))
    return _FACETS[reading.facet], RowSearch(reading.value, text, RowKind.VALUE, found, note)


def _reading(text: str, read_as: str, desk: Desk) -> Reading | None:
    """Return what a line names; None for a query."""
    if read_as == "auto":
        return _automatic(text, desk)
    readers = {"org": read_organization, "region": read_region, "source": read_source}
    return readers[read_as](text, desk) if read_as in readers else None


def _automatic(text: str, desk: Desk) -> Reading | None:
    organization = read_organization(text, desk)
    if organization.standing is Standing.FOUND or organization.exact:
        return organization
    region = read_region(text, desk)
    return region if region.standing in (Standing.FOUND, Standing.AMBIGUOUS) else None


def _query(text: str, params: SearchParams, read_as: str, desk: Desk) -> tuple[str, RowSearch]:
    similar = read_organization(text, desk) if read_as == "auto" and text.endswith("工会") else None
    candidates = similar.candidates if similar else ()
    note = said("没有这个单位，已按检索词检索；相近的单位：") if candidates else ""
    found = params.but(within=(*params.within, text)) if params.q else params.but(q=text)
    return said("检索词"), RowSearch(text, text, RowKind.VALUE, found, note, candidates)
