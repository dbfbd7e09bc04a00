"""Facet values, dates and lengths of documents as arrays."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.copies import FIELD, Copies
from index.dates import order_key, span
from index.facet_column import (
    Counts,
    Facet,
    FacetColumn,
    Numbers,
    ShortenedDates,
)
from index.joined_facet import JoinedFacet
from index.lengths import JoinedLengths, Lengths
from index.lists import Docs, Mask
from index.query import TEXTS, DateRange
from index.result import FacetCounts
from index.schema import VALUES

_LAST_DAY = 99999999
_YEAR, _MONTH = len("2020"), len("2020-10")
_KEPT_CHOICES = 2_000_000
"""Documents remembered of choices of facet values, eight bytes each."""

_FEW = 64
"""So few documents are counted one by one."""
_MOST = 0.6
"""Of more documents than this share it is sooner counted what the others have: to find these
takes as long as to count a fifth of all."""


class Columns:
    """Everything known of a run of documents beside their texts; row = document number.

    What few queries ask for is made when it is asked for.
    """

    def __init__(
        self,
        ids: NDArray[np.bytes_],
        live: Mask,
        dates: FacetColumn,
        lengths: Mapping[str, NDArray[Any]],
        values: Mapping[str, Facet],
    ) -> None:
        """``ids`` are UTF-8 of one width, which sorts as the ids do; ``dates`` are as documents
        have them, ``values`` the facets beside them."""
        self.live = live
        self.lengths = Lengths(lengths, live)
        self.facets = {
            **values,
            "year": ShortenedDates(dates, _YEAR),
            "month": ShortenedDates(dates, _MONTH),
        }
        self._ids = ids
        self._dates = dates
        self._begin()

    def _begin(self) -> None:
        self._chosen: dict[tuple[str, tuple[str, ...]], Docs] = {}
        self._kept = 0
        self._totals: dict[str, Counts] = {}

    @cached_property
    def living(self) -> int:
        """The number of live documents."""
        return int(np.count_nonzero(self.live))

    @cached_property
    def everything(self) -> Docs:
        """All live documents."""
        return np.flatnonzero(self.live)

    @cached_property
    def first(self) -> Numbers:
        """The first day of each document's date, 0 = unknown."""
        return self._spread(lambda date: span(date)[0])

    @cached_property
    def last(self) -> Numbers:
        """The last day of each document's date, 0 = unknown."""
        return self._spread(lambda date: span(date)[1])

    @cached_property
    def order(self) -> Numbers:
        """What each document is sorted by date by, 0 = unknown."""
        return self._spread(order_key)

    @cached_property
    def copies(self) -> Copies:
        """The live documents that stand in a group of copies."""
        facet = self.facets[FIELD]
        docs = np.flatnonzero(facet.known() & self.live)
        _, values = facet.spread(facet.grouped(docs))
        groups = values - 1
        shown = np.array([b"", *(value.encode() for value in facet.values)], np.bytes_)[values]
        return Copies(docs, groups, self.ids(docs) == shown, len(self.live))

    def _spread(self, number: Callable[[str], int]) -> Numbers:
        """Return the number of each document's date; a document has one date at most."""
        numbers = np.array([0, *map(number, self._dates.values)], np.int32)
        spread: Numbers = numbers[self._dates.sets.of]
        return spread

    @cached_property
    def titled(self) -> bool:
        """Whether every document has a title."""
        (lengths,) = self.lengths.each("title")
        return bool(lengths.all())

    def untitled(self, docs: Docs) -> Mask:
        """Return which of ``docs`` have no title."""
        if self.titled:
            return np.zeros(len(docs), bool)
        return self._untitled(docs)

    def _untitled(self, docs: Docs) -> Mask:
        (lengths,) = self.lengths.each("title")
        untitled: Mask = lengths.take(docs) == 0
        return untitled

    def ids(self, docs: Docs) -> NDArray[np.bytes_]:
        """Return the ids of ``docs``, in any order, as UTF-8 of one width."""
        return self._ids[docs]

    def id(self, doc: int) -> str:
        """Return the id of one document."""
        return str(self._ids[doc].decode())

    def having(self, facet: str, values: tuple[str, ...]) -> Docs:
        """Return the live documents that have any of ``values``. The last choices are remembered:
        a reader who narrows by one goes on doing so."""
        known = self._chosen.get((facet, values))
        if known is None:
            known = np.flatnonzero(self.facets[facet].mask(values) & self.live)
            if self._kept > _KEPT_CHOICES:
                self._chosen.clear()
                self._kept = 0
            self._chosen[facet, values] = known
            self._kept += len(known) + 16
        return known

    def counts(self, facet: str, selected: Docs, rest: Docs | None) -> FacetCounts:
        """Return how many of ``selected`` have each value of ``facet``; ``rest`` are all other
        live documents, given where they are fewer."""
        column = self.facets[facet]
        if rest is not None:
            return column.counts(facet, self.total(facet) - column.tally(rest))
        if len(selected) <= _FEW:
            return column.count(facet, selected)
        return column.counts(facet, column.tally(selected))

    def total(self, facet: str) -> Counts:
        """Return the tally of all live documents."""
        total = self._totals.get(facet)
        if total is None:
            total = self._totals[facet] = self._count(facet)
        return total

    def _count(self, facet: str) -> Counts:
        return self.facets[facet].tally(self.everything)

    def rest(self, selected: Docs) -> Docs | None:
        """Return the live documents not ``selected`` if they are so much fewer that they are
        sooner found and counted, else None."""
        if len(selected) <= _MOST * self.living:
            return None
        mask = self.live.copy()
        mask[selected] = False
        return np.flatnonzero(mask)

    def inside(self, docs: Docs, dates: DateRange) -> Mask:
        """Return which of ``docs`` lie in ``dates`` with their whole span."""
        start, end = _bounds(dates)
        first = self.first[docs]
        return (first > 0) & (first >= start) & (self.last[docs] <= end)

    def touching(self, docs: Docs, dates: DateRange) -> Mask:
        """Return which of ``docs`` have some day of their span in ``dates``."""
        start, end = _bounds(dates)
        first = self.first[docs]
        return (first > 0) & (first <= end) & (self.last[docs] >= start) & (start <= end)


class JoinedColumns(Columns):
    """The columns of several runs of documents, one behind the other: what a commit has to do
    anew does not grow with the runs it leaves as they were."""

    def __init__(self, parts: Sequence[Columns]) -> None:
        self._parts = parts
        self._bases = np.cumsum([0, *(len(part.live) for part in parts)])
        self.live = np.concatenate([part.live for part in parts])
        self.lengths: Lengths = JoinedLengths([part.lengths for part in parts])
        self.facets = {
            name: JoinedFacet([part.facets[name] for part in parts], self._bases)
            for name in parts[0].facets
        }
        self._begin()

    @cached_property
    def living(self) -> int:
        """The number of live documents."""
        return sum(part.living for part in self._parts)

    @cached_property
    def first(self) -> Numbers:
        """The first day of each document's date, 0 = unknown."""
        return np.concatenate([part.first for part in self._parts])

    @cached_property
    def last(self) -> Numbers:
        """The last day of each document's date, 0 = unknown."""
        return np.concatenate([part.last for part in self._parts])

    @cached_property
    def order(self) -> Numbers:
        """What each document is sorted by date by, 0 = unknown."""
        return np.concatenate([part.order for part in self._parts])

    @cached_property
    def titled(self) -> bool:
        """Whether every document has a title."""
        return all(part.titled for part in self._parts)

    def _untitled(self, docs: Docs) -> Mask:
        return self._gathered(docs, Columns.untitled)

    def ids(self, docs: Docs) -> NDArray[np.bytes_]:
        """Return the ids of ``docs``, in any order, as UTF-8 of one width."""
        return self._gathered(docs, Columns.ids)

    def _gathered(self, docs: Docs, of: Callable[[Columns, Docs], NDArray[Any]]) -> NDArray[Any]:
        """Return what ``of`` says of ``docs``, in any order, asked of each run for its own."""
        owner = self._bases.searchsorted(docs, "right") - 1
        found = [of(part, docs[:0]) for part in self._parts]
        gathered = np.empty(len(docs), np.result_type(*found))
        for number in np.unique(owner).tolist():
            own = owner == number
            gathered[own] = of(self._parts[number], docs[own] - self._bases[number])
        return gathered

    def id(self, doc: int) -> str:
        """Return the id of one document."""
        number = int(self._bases.searchsorted(doc, "right")) - 1
        return self._parts[number].id(doc - int(self._bases[number]))

    def _count(self, facet: str) -> Counts:
        joined = self.facets[facet]
        assert isinstance(joined, JoinedFacet)
        return joined.added([part.total(facet) for part in self._parts])


def joined(parts: Sequence[Columns]) -> Columns:
    """Return the columns of ``parts`` one behind the other."""
    if len(parts) == 1:
        return parts[0]
    return JoinedColumns(parts) if parts else _nothing()


def _nothing() -> Columns:
    """Return the columns of no documents."""
    none = FacetColumn.of([])
    lengths = {text: np.zeros(0, np.int32) for text in TEXTS}
    values = {name: none for name in VALUES if name != "date"}
    return Columns(np.zeros(0, np.bytes_), np.zeros(0, bool), none, lengths, values)


def _bounds(dates: DateRange) -> tuple[int, int]:
    start = span(dates.start)[0] if dates.start else 0
    return start, span(dates.end)[1] if dates.end else _LAST_DAY
