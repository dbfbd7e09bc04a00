"""One facet of all documents: what is filtered by and counted.

Documents with the same values share a *set*; set 0 has none. However many values a document has,
it has one set, so counting is one histogram over sets, and only that is spread over values.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from index.lists import Docs, Mask, distinct, no_docs
from index.query import UNKNOWN
from index.result import FacetCounts

Numbers = NDArray[np.int32]
Counts = NDArray[np.int64]

_SPARSE = 16
"""Codes are renumbered by a table over all of them unless it is so many times as long."""


@dataclass(frozen=True, slots=True)
class ValueSets:
    """The set of each document, and the sets as pairs of set and value."""

    of: Docs
    number: int
    owners: Docs
    values: Docs


class FacetColumn:
    """One facet; its sets are made when first asked for."""

    def __init__(
        self, values: Sequence[str], size: int, make: Callable[[FacetColumn], ValueSets]
    ) -> None:
        self.values = tuple(values)
        self.size = size
        self._make = make

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
        found = np.array(docs, np.int32), np.array(ordinals, np.int32)
        return cls.paired(tuple(ordinal), len(rows), *found)

    @classmethod
    def paired(
        cls, values: Sequence[str], size: int, docs: Numbers, ordinals: Numbers
    ) -> FacetColumn:
        """Return the column of pairs of document and value, in document order."""
        return cls(values, size, lambda column: value_sets(docs, ordinals, len(values), size))

    @cached_property
    def sets(self) -> ValueSets:
        """The sets of values. Two threads may both make them: they make the same."""
        return self._make(self)

    @cached_property
    def known(self) -> Mask:
        """Which documents have a value at all."""
        return self.sets.of > 0

    @cached_property
    def _ordinal(self) -> dict[str, int]:
        return {value: i for i, value in enumerate(self.values)}

    @cached_property
    def _names(self) -> NDArray[np.object_]:
        return np.array(self.values, dtype=object)

    def chosen(self, values: Iterable[str]) -> Mask:
        """Return which sets have any of ``values``; ``none`` = the empty one."""
        wanted = set(values)
        found = np.zeros(self.sets.number, bool)
        owners, starts = self._by_value
        for value in wanted & self._ordinal.keys():
            place = self._ordinal[value]
            found[owners[starts[place] : starts[place + 1]]] = True
        found[0] = UNKNOWN in wanted
        return found

    def mask(self, values: Iterable[str]) -> Mask:
        """Return which documents have any of ``values``; ``none`` = those without a value."""
        mask: Mask = self.chosen(values)[self.sets.of]
        return mask

    def tally(self, docs: Docs) -> Counts:
        """Return how many of ``docs`` have no value, and then how many have each value."""
        own = self.sets.of[docs]
        if self.single:
            return np.bincount(own, minlength=self.sets.number)
        table = self._table
        if len(docs) * table.shape[1] < len(self.sets.owners):
            tally = np.bincount(table[own].ravel(), minlength=len(self.values) + 1)
            tally[0] = len(own) - np.count_nonzero(own)
            return tally
        histogram = np.bincount(own, minlength=self.sets.number)
        owners, starts = self._by_value
        return np.concatenate((histogram[:1], np.add.reduceat(histogram[owners], starts[:-1])))

    @property
    def single(self) -> bool:
        """Whether no document has two values: set and value are then one, counted from 1."""
        return len(self.sets.owners) < self.sets.number

    @cached_property
    def _table(self) -> Docs:
        """A row for each set: its first, second, … value, counted from 1; 0 = no more."""
        owners = self.sets.owners
        lengths = np.bincount(owners, minlength=self.sets.number)
        inside = np.arange(len(owners)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        table = np.zeros((self.sets.number, int(lengths.max())), np.intp)
        table[owners, inside] = self.sets.values + 1
        return table

    @cached_property
    def _by_value(self) -> tuple[Docs, Docs]:
        """The sets that have each value, value by value, and where each value begins (and the
        last ends); there is no value that nobody has."""
        order = np.argsort(self.sets.values, kind="stable")
        starts = self.sets.values[order].searchsorted(np.arange(len(self.values) + 1))
        return self.sets.owners[order], starts

    def counts(self, name: str, tally: Counts) -> FacetCounts:
        """Return a tally with the values named, those of no document left out."""
        numbers = tally[1:]
        found = numbers.nonzero()[0]
        counts = dict(zip(self._names[found].tolist(), numbers[found].tolist(), strict=True))
        return FacetCounts(name, counts, int(tally[0]))


def value_sets(docs: Numbers, ordinals: Numbers, values: int, size: int) -> ValueSets:
    """Return the sets of pairs of document and value, in document order, each pair once."""
    counts = np.bincount(docs, minlength=size)
    most = int(counts.max(initial=0))
    if most <= 1:
        of = np.zeros(size, np.intp)
        of[docs] = ordinals
        of[docs] += 1
        return _one_each(of, values)
    at = np.cumsum(counts) - counts
    of = np.zeros(size, np.intp)
    number = 1
    having = np.flatnonzero(counts)
    for place in range(most):
        having = having[counts[having] > place]
        # A set is told by the one it continues and the value it adds.
        codes = of[having] * values + ordinals[at[having] + place]
        limit = number * values
        if limit > size:
            codes, limit = _renumbered(codes, limit)
        of[having] = codes + number
        number += limit
    of, number = _renumbered(of, number, keep_first=True)
    first = np.zeros(number, np.intp)
    first[of] = np.arange(size)
    lengths = counts[first]
    lengths[0] = 0
    owners = np.repeat(np.arange(number), lengths)
    inside = np.arange(len(owners)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    return ValueSets(of, number, owners, ordinals[at[first[owners]] + inside].astype(np.intp))


def _one_each(of: Docs, values: int) -> ValueSets:
    """Return the sets of documents that have one value or none; the set of a value follows it."""
    return ValueSets(of, values + 1, np.arange(1, values + 1), np.arange(values))


def _renumbered(codes: Docs, limit: int, keep_first: bool = False) -> tuple[Docs, int]:
    """Return ``codes`` below ``limit`` numbered without gaps, and how many there are; code 0 is
    one of them with ``keep_first`` even if nobody has it."""
    first = [0] if keep_first else []
    if limit > _SPARSE * len(codes):
        used = distinct(np.append(codes, first).astype(np.intp))
        return used.searchsorted(codes), len(used)
    places = np.zeros(limit, np.int32)
    places[codes] = 1
    places[first] = 1
    np.cumsum(places, out=places)
    places -= 1
    return places[codes].astype(np.intp), int(places[-1]) + 1


def joined_facets(parts: Sequence[FacetColumn]) -> FacetColumn:
    """Return the columns of ``parts`` one behind the other."""
    if len(parts) == 1:
        return parts[0]
    ordinal: dict[str, int] = {}
    renamed = [
        np.array([ordinal.setdefault(v, len(ordinal)) for v in part.values], np.intp)
        for part in parts
    ]

    def make(column: FacetColumn) -> ValueSets:
        if all(part.single for part in parts):
            of = [
                np.append(0, own + 1)[part.sets.of]
                for part, own in zip(parts, renamed, strict=True)
            ]
            return _one_each(np.concatenate([no_docs(), *of]), len(ordinal))
        of, owners, values = [no_docs()], [no_docs()], [no_docs()]
        base = 0
        for part, own in zip(parts, renamed, strict=True):
            moved = np.arange(base, base + part.sets.number)
            moved[0] = 0
            of.append(moved[part.sets.of])
            owners.append(moved[part.sets.owners])
            values.append(own[part.sets.values])
            base += part.sets.number - 1
        return ValueSets(
            np.concatenate(of), base + 1, np.concatenate(owners), np.concatenate(values)
        )

    return FacetColumn(tuple(ordinal), sum(part.size for part in parts), make)


def shortened(dates: FacetColumn, length: int) -> FacetColumn:
    """Return the column of the first ``length`` characters of each date that has as many.

    Every document has at most one date.
    """
    short = [date[:length] if len(date) >= length else "" for date in dates.values]
    names = sorted(set(short) - {""})
    ordinal = {name: i + 1 for i, name in enumerate(names)}
    renamed = np.array([0, *(ordinal.get(name, 0) for name in short)], np.intp)

    def make(column: FacetColumn) -> ValueSets:
        return _one_each(renamed[dates.sets.of], len(names))

    return FacetColumn(names, dates.size, make)
