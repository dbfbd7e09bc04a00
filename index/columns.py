"""Facet values, dates and lengths of documents as arrays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.dates import order_key, span
from index.facet_column import Counts, FacetColumn, Numbers, joined_facets
from index.lists import Docs, Mask
from index.query import FACETS, TEXT_FIELDS, DateRange

_LAST_DAY = 99999999
_EXACT = len("2020-10-09")
"""A date this long is one day: its key is its first day and its last."""
_KEPT_VALUES = 256
"""Facet values, or choices of several, whose documents are remembered."""


@dataclass(frozen=True)
class Columns:
    """Everything known of a run of documents beside their texts; row = document number.

    ``ids`` are UTF-8 of one width, which sorts as the ids do. ``first`` and ``last`` bound the
    days of a document's date (0 = unknown), ``order`` sorts by it. ``lengths`` are the words of
    each text.
    """

    ids: NDArray[np.bytes_]
    live: Mask
    first: Numbers
    last: Numbers
    order: Numbers
    lengths: dict[str, Numbers]
    facets: dict[str, FacetColumn]
    _chosen: dict[tuple[str, tuple[str, ...]], Docs] = field(default_factory=dict)
    _totals: dict[str, Counts] = field(default_factory=dict)

    @cached_property
    def living(self) -> int:
        """The number of live documents."""
        return int(np.count_nonzero(self.live))

    @cached_property
    def everything(self) -> Docs:
        """All live documents."""
        return np.flatnonzero(self.live)

    def id(self, doc: int) -> str:
        """Return the id of one document."""
        return str(self.ids[doc].decode())

    def having(self, facet: str, values: tuple[str, ...]) -> Docs:
        """Return the live documents that have any of ``values``. The last choices are remembered:
        a reader who narrows by one goes on doing so."""
        known = self._chosen.get((facet, values))
        if known is None:
            known = np.flatnonzero(self.facets[facet].mask(values) & self.live)
            if len(self._chosen) >= _KEPT_VALUES:
                self._chosen.clear()
            self._chosen[facet, values] = known
        return known

    def tally(self, facet: str, selected: Docs, rest: Docs | None) -> Counts:
        """Return how many of ``selected`` have no value of ``facet``, and then how many have
        each; ``rest`` are all other live documents, given where they are fewer."""
        if rest is None:
            return self.facets[facet].tally(selected)
        total = self._totals.get(facet)
        if total is None:
            total = self._totals[facet] = self.facets[facet].tally(self.everything)
        return total - self.facets[facet].tally(rest)

    def rest(self, selected: Docs) -> Docs | None:
        """Return the live documents not ``selected`` if they are fewer, else None."""
        if 2 * len(selected) <= self.living:
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


def date_columns(dates: Sequence[str]) -> tuple[Numbers, Numbers, Numbers]:
    """Return first day, last day and order key of each date; 0 where it is empty (unknown)."""
    keys = [order_key(date) if date else 0 for date in dates]
    days = [len(date) in (0, _EXACT) for date in dates]
    spans = [
        (key, key) if day else span(date) for date, key, day in zip(dates, keys, days, strict=True)
    ]
    return _numbers([s[0] for s in spans]), _numbers([s[1] for s in spans]), _numbers(keys)


def facet_columns(
    dates: Sequence[str], values: Mapping[str, Sequence[Sequence[str]]]
) -> dict[str, FacetColumn]:
    """Return the column of every facet; year and month are read off the dates."""
    rows: dict[str, Sequence[Sequence[str]]] = {
        **values,
        "year": [(date[:4],) if date else () for date in dates],
        "month": [(date[:7],) if len(date) >= 7 else () for date in dates],
    }
    return {name: FacetColumn.of(rows[name]) for name in FACETS}


def joined(parts: Sequence[Columns]) -> Columns:
    """Return the columns of ``parts`` one behind the other."""
    if len(parts) == 1:
        return parts[0]
    return Columns(
        ids=_stacked([part.ids for part in parts], np.bytes_),
        live=_stacked([part.live for part in parts], bool),
        first=_stacked([part.first for part in parts], np.int32),
        last=_stacked([part.last for part in parts], np.int32),
        order=_stacked([part.order for part in parts], np.int32),
        lengths={
            text: _stacked([part.lengths[text] for part in parts], np.int32) for text in TEXT_FIELDS
        },
        facets={name: joined_facets([part.facets[name] for part in parts]) for name in FACETS},
    )


def _bounds(dates: DateRange) -> tuple[int, int]:
    start = span(dates.start)[0] if dates.start else 0
    return start, span(dates.end)[1] if dates.end else _LAST_DAY


def _numbers(values: Sequence[int]) -> Numbers:
    return np.array(values, dtype=np.int32)


def _stacked(parts: Sequence[NDArray[Any]], dtype: type) -> NDArray[Any]:
    return np.concatenate(parts) if parts else np.empty(0, dtype=dtype)
