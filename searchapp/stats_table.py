"""A statistics table, ready to be shown: the object behind page, JSON, files and charts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from urllib.parse import urlencode

from index.said import joined, said
from searchapp.errors import Candidate
from searchapp.params import SearchParams
from searchapp.periods import Period
from searchapp.stats_params import StatsParams


class RowKind(StrEnum):
    """What a row stands for: a value, 不详, what no row is close enough to, a name not read."""

    VALUE = "value"
    UNKNOWN = "unknown"
    REST = "rest"
    UNREAD = "unread"


@dataclass(frozen=True, slots=True)
class Cell:
    """One number and the search that returns exactly it (None where no one link can).

    ``share`` is the part of all articles of the same period, 0 to 1; None when there are none.
    """

    count: int
    url: str | None = None
    share: float | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One row: a cell for each period and their total; none for a name that was not read."""

    key: str
    label: str
    kind: RowKind
    cells: tuple[Cell, ...]
    total: Cell | None
    note: str = ""
    candidates: tuple[Candidate, ...] = ()

    @property
    def is_zero(self) -> bool:
        """Whether it stands for something that no article is about."""
        return self.kind is RowKind.VALUE and self.total is not None and not self.total.count


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What the table does not count: a sentence, how many, and where they are."""

    label: str
    count: int
    url: str | None


@dataclass(frozen=True, slots=True)
class StatsTable:
    """Articles of a search by rows and periods.

    ``sums`` adds the rows up; ``distinct`` counts each article once. They are equal when no
    article can stand in two rows (``single``). ``everything`` are all articles of each period,
    whatever they say. ``where`` are the conditions in words, ``row_label`` and ``col_label`` what
    rows and columns are.
    """

    params: SearchParams
    wanted: StatsParams
    where: tuple[str, ...]
    row_label: str
    col_label: str
    periods: tuple[Period, ...]
    rows: tuple[Row, ...]
    sums: Row
    distinct: Row
    everything: Row
    single: bool
    left_out: tuple[LeftOut, ...]
    warnings: tuple[str, ...]
    generation: str
    search_url: str

    def path(self, form: str = "html") -> str:
        """Return the address of this table as ``html``, ``json``, ``xlsx`` or ``csv``."""
        path = {"html": "/stats", "json": "/api/v1/stats"}.get(form, f"/stats.{form}")
        return f"{path}?{self.query}"

    def chart_path(self, kind: str, form: str) -> str:
        """Return the address of a chart (``time`` or ``rows``) of this table as ``svg``/``png``."""
        return f"/chart/{kind}.{form}?{self.query}"

    @property
    def query(self) -> str:
        """The canonical arguments of this table."""
        return urlencode([*self.params.pairs(), *self.wanted.pairs()])

    @property
    def title(self) -> str:
        """What the table counts, in words."""
        quoted = f"“{self.params.q}”" if self.params.q else ""
        parts = [part for part in (quoted, *self.where) if part]
        return joined("，", parts) if parts else said("全部报道")

    @property
    def ends(self) -> tuple[Row, ...]:
        """The rows below the rows: sums, each article once, all articles of the periods."""
        if self.single:
            return (replace(self.distinct, label=said("合计")), self.everything)
        return (self.sums, self.distinct, self.everything)

    @property
    def zero_rows(self) -> int:
        """How many rows have nothing at all."""
        return sum(row.is_zero for row in self.rows)
