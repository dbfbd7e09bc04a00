"""Facet values, dates and lengths of documents as arrays: filters are masks, counts are sums."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from index.dates import order_key, span
from index.query import FACETS, TEXT_FIELDS, UNKNOWN, DateRange
from index.result import FacetCounts

Mask = NDArray[np.bool_]
Numbers = NDArray[np.int32]

_LAST_DAY = 99999999


@dataclass(frozen=True, slots=True)
class FacetColumn:
    """One facet of all documents: pairs of document and value, in document order.

    ``known`` tells the documents that have a value at all.
    """

    values: tuple[str, ...]
    docs: Numbers
    ordinals: Numbers
    known: Mask

    @classmethod
    def of(cls, rows: Sequence[Iterable[str]]) -> FacetColumn:
        """Return the column of ``rows``, the values of each document."""
        ordinal: dict[str, int] = {}
        docs: list[int] = []
        ordinals: list[int] = []
        for doc, row in enumerate(rows):
            for value in dict.fromkeys(row):
                docs.append(doc)
                ordinals.append(ordinal.setdefault(value, len(ordinal)))
        known = np.zeros(len(rows), dtype=bool)
        known[docs] = True
        return cls(tuple(ordinal), _numbers(docs), _numbers(ordinals), known)

    def mask(self, chosen: Iterable[str]) -> Mask:
        """Return which documents have any of ``chosen``; ``none`` = those without a value."""
        wanted = set(chosen)
        matching = np.array([value in wanted for value in self.values], dtype=bool)
        mask = np.zeros(len(self.known), dtype=bool)
        if matching.any():
            mask[self.docs[matching[self.ordinals]]] = True
        return mask | ~self.known if UNKNOWN in wanted else mask

    def counts(self, name: str, selected: Mask) -> FacetCounts:
        """Return how many of the ``selected`` documents have each value, and how many none."""
        ordinals = self.ordinals[selected[self.docs]]
        numbers = np.bincount(ordinals, minlength=len(self.values))
        found = np.flatnonzero(numbers)
        counts = {self.values[i]: int(numbers[i]) for i in found}
        return FacetCounts(name, counts, int(np.count_nonzero(selected & ~self.known)))


@dataclass(frozen=True, slots=True)
class Columns:
    """Everything known of a run of documents beside their texts; row = document number.

    ``first`` and ``last`` bound the days of a document's date (0 = unknown), ``order`` sorts by
    it. ``lengths`` are the words of each text.
    """

    ids: tuple[str, ...]
    live: Mask
    first: Numbers
    last: Numbers
    order: Numbers
    lengths: dict[str, Numbers]
    facets: dict[str, FacetColumn]

    def inside(self, dates: DateRange) -> Mask:
        """Return which documents lie in ``dates`` with their whole span."""
        start, end = _bounds(dates)
        return (self.first > 0) & (self.first >= start) & (self.last <= end)

    def touching(self, dates: DateRange) -> Mask:
        """Return which documents have some day of their span in ``dates``."""
        start, end = _bounds(dates)
        return (self.first > 0) & (self.first <= end) & (self.last >= start) & (start <= end)

    def rank(self) -> Numbers:
        """Return for each document its place in the order of all ids."""
        rank = np.empty(len(self.ids), dtype=np.int32)
        rank[sorted(range(len(self.ids)), key=self.ids.__getitem__)] = np.arange(len(self.ids))
        return rank


def date_columns(dates: Sequence[str]) -> tuple[Numbers, Numbers, Numbers]:
    """Return first day, last day and order key of each date; 0 where it is empty (unknown)."""
    spans = [span(date) if date else (0, 0) for date in dates]
    first, last = [s[0] for s in spans], [s[1] for s in spans]
    return _numbers(first), _numbers(last), _numbers([order_key(d) if d else 0 for d in dates])


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
    return Columns(
        ids=tuple(chain.from_iterable(part.ids for part in parts)),
        live=_stacked([part.live for part in parts], bool),
        first=_stacked([part.first for part in parts], np.int32),
        last=_stacked([part.last for part in parts], np.int32),
        order=_stacked([part.order for part in parts], np.int32),
        lengths={
            text: _stacked([part.lengths[text] for part in parts], np.int32) for text in TEXT_FIELDS
        },
        facets={name: _joined_facet([part.facets[name] for part in parts]) for name in FACETS},
    )


def _joined_facet(parts: Sequence[FacetColumn]) -> FacetColumn:
    ordinal: dict[str, int] = {}
    docs: list[Numbers] = []
    ordinals: list[Numbers] = []
    base = 0
    for part in parts:
        renumbered = _numbers([ordinal.setdefault(v, len(ordinal)) for v in part.values])
        docs.append(part.docs + np.int32(base))
        ordinals.append(renumbered[part.ordinals])
        base += len(part.known)
    return FacetColumn(
        tuple(ordinal),
        _stacked(docs, np.int32),
        _stacked(ordinals, np.int32),
        _stacked([part.known for part in parts], bool),
    )


def _bounds(dates: DateRange) -> tuple[int, int]:
    start = span(dates.start)[0] if dates.start else 0
    return start, span(dates.end)[1] if dates.end else _LAST_DAY


def _numbers(values: Sequence[int]) -> Numbers:
    return np.array(values, dtype=np.int32)


def _stacked(parts: Sequence[NDArray], dtype: type) -> NDArray:  # type: ignore[type-arg]
    return np.concatenate(parts) if parts else np.empty(0, dtype=dtype)
