"""One facet of all documents: what is filtered by and counted.

However many values a document has, it has one set of them, so counting is one histogram over
sets, and only that is spread over values.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import chain
from typing import Any
from weakref import proxy

import numpy as np
from numpy.typing import NDArray

from index.lists import Docs, Mask
from index.query import UNKNOWN
from index.result import FacetCounts
from index.value_sets import ValueSets, fitted, value_sets

Numbers = NDArray[np.int32]
Counts = NDArray[np.int64]

_PIECE = 1 << 15
"""Documents counted at a time, at the least;"""
_TIMES = 4
"""and so many times what is counted apart."""
_KEPT = 50_000
"""Groups whose values are remembered by name."""


class Facet(ABC):
    """Which documents have which of ``values``. ``none`` stands for documents without one."""

    values: tuple[str, ...]

    @cached_property
    def ordinal(self) -> dict[str, int]:
        """The place of each value in ``values``."""
        return {value: i for i, value in enumerate(self.values)}

    @abstractmethod
    def known(self) -> Mask:
        """Return which documents have a value at all."""

    @abstractmethod
    def mask(self, values: Iterable[str]) -> Mask:
        """Return which documents have any of ``values``."""

    @abstractmethod
    def among(self, values: Iterable[str], docs: Docs) -> Mask:
        """Return which of ``docs`` have any of ``values``."""

    @abstractmethod
    def tally(self, docs: Docs) -> Counts:
        """Return how many of ``docs`` have no value, and then how many have each value."""

    def count(self, name: str, docs: Docs) -> FacetCounts:
        """Return the counts over a few ``docs``, one by one: no array as long as all values is
        made for them."""
        found = list(map(self._values_of.__getitem__, self.grouped(docs).tolist()))
        return FacetCounts(name, dict(Counter(chain.from_iterable(found))), found.count(()))

    @cached_property
    def _values_of(self) -> dict[int, tuple[str, ...]]:
        """The values of groups asked for lately."""
        return _Named(self)

    @property
    @abstractmethod
    def groups(self) -> int:
        """The number of groups that documents fall in; those of one have the same values."""

    @abstractmethod
    def grouped(self, docs: Docs) -> Docs:
        """Return the group of each of ``docs``."""

    @abstractmethod
    def spread(self, groups: Docs) -> tuple[Docs, Docs]:
        """Return each place in ``groups`` once for every value of the group there, and these
        values, counted from 1; a group without values has the value 0."""

    @cached_property
    def _names(self) -> NDArray[np.object_]:
        return np.array(self.values, dtype=object)

    def counts(self, name: str, tally: Counts) -> FacetCounts:
        """Return a tally with the values named, those of no document left out."""
        numbers = tally[1:]
        found = numbers.nonzero()[0]
        counts = dict(zip(self._names[found].tolist(), numbers[found].tolist(), strict=True))
        return FacetCounts(name, counts, int(tally[0]))


class _Named(dict[int, tuple[str, ...]]):
    """The values of groups by name, found when first asked for."""

    def __init__(self, facet: Facet) -> None:
        super().__init__()
        # The facet holds this: held in turn, its arrays would outlive the last who reads them.
        self._facet = proxy(facet)

    def __missing__(self, group: int) -> tuple[str, ...]:
        if len(self) >= _KEPT:
            self.clear()
        numbers = self._facet.spread(np.array([group], np.intp))[1].tolist()
        values = tuple(self._facet.values[number - 1] for number in numbers if number)
        self[group] = values
        return values


def _histogram(column: NDArray[Any], docs: Docs, number: int) -> Counts:
    """Return how many of ``docs`` have each number below ``number`` in ``column``: piece by piece,
    so that what is gathered of a piece is still near when it is counted; no piece is so small
    that adding up the counts of all takes longer."""
    piece = max(_PIECE, _TIMES * number)
    counts = np.bincount(column.take(docs[:piece]), minlength=number)
    for start in range(piece, len(docs), piece):
        counts += np.bincount(column.take(docs[start : start + piece]), minlength=number)
    return counts


class FacetColumn(Facet):
    """One facet by the sets of its values."""

    def __init__(self, values: Sequence[str], sets: ValueSets) -> None:
        self.values = tuple(values)
        self.sets = sets

    @classmethod
    def of(cls, rows: Sequence[Iterable[str]]) -> FacetColumn:
        """Return the column of ``rows``, the values of each document."""
        return cls(*value_sets(rows))

    def known(self) -> Mask:
        """Return which documents have a value at all."""
        known: Mask = self.sets.of > 0
        return known

    def _chosen(self, values: Iterable[str]) -> Mask:
        """Return which sets have any of ``values``."""
        wanted = set(values)
        found = np.zeros(self.sets.number, bool)
        owners, starts = self._by_value
        for value in wanted & self.ordinal.keys():
            place = self.ordinal[value]
            found[owners[starts[place] : starts[place + 1]]] = True
        found[0] = UNKNOWN in wanted
        return found

    def mask(self, values: Iterable[str]) -> Mask:
        """Return which documents have any of ``values``."""
        mask: Mask = self._chosen(values)[self.sets.of]
        return mask

    def among(self, values: Iterable[str], docs: Docs) -> Mask:
        """Return which of ``docs`` have any of ``values``."""
        return self._chosen(values).take(self.sets.of.take(docs))

    def tally(self, docs: Docs) -> Counts:
        """Return how many of ``docs`` have no value, and then how many have each value."""
        if self.sets.single:
            return _histogram(self.sets.of, docs, self.sets.number)
        columns = self._columns
        if len(docs) * len(columns) < len(self.sets.values):
            own = self.sets.of.take(docs)
            number = len(self.values) + 1
            first, *others = (np.bincount(column.take(own), minlength=number) for column in columns)
            for tally in others:
                first[1:] += tally[1:]
            return first
        histogram = _histogram(self.sets.of, docs, self.sets.number)
        owners, starts = self._by_value
        return np.concatenate((histogram[:1], np.add.reduceat(histogram.take(owners), starts[:-1])))

    @property
    def groups(self) -> int:
        """The number of sets."""
        return self.sets.number

    def grouped(self, docs: Docs) -> Docs:
        """Return the set of each of ``docs``."""
        return self.sets.of.take(docs).astype(np.intp)

    def spread(self, groups: Docs) -> tuple[Docs, Docs]:
        """Return each place in ``groups`` once for every value of the set there, and these."""
        starts = self.sets.at[groups].astype(np.intp)
        lengths = self.sets.at[groups + 1].astype(np.intp) - starts
        times = np.maximum(lengths, 1)
        at = np.repeat(np.arange(len(groups)), times)
        inside = np.arange(len(at)) - np.repeat(np.cumsum(times) - times, times)
        values = np.zeros(len(at), np.intp)
        known = lengths[at] > 0
        values[known] = self.sets.values[(starts[at] + inside)[known]]
        values[known] += 1
        return at, values

    @cached_property
    def _columns(self) -> list[NDArray[Any]]:
        """The first value of each set, the second, …, counted from 1; 0 = no more."""
        starts = self.sets.at[:-1].astype(np.intp)
        lengths = np.diff(self.sets.at)
        columns = []
        for place in range(int(lengths.max())):
            column = np.zeros(self.sets.number, np.intp)
            longer = np.flatnonzero(lengths > place)
            column[longer] = self.sets.values[starts[longer] + place]
            column[longer] += 1
            columns.append(fitted(column, len(self.values)))
        return columns

    @cached_property
    def _by_value(self) -> tuple[Docs, Docs]:
        """The sets that have each value, value by value, and where each value begins (and the
        last ends); there is no value that nobody has."""
        order = np.argsort(self.sets.values, kind="stable")
        owners = np.repeat(np.arange(self.sets.number), np.diff(self.sets.at))
        counts = np.bincount(self.sets.values, minlength=len(self.values))
        return owners[order], np.concatenate(([0], np.cumsum(counts)))


class ShortenedDates(Facet):
    """The first ``length`` characters of each date that has as many; a document has one date at
    most."""

    def __init__(self, dates: FacetColumn, length: int) -> None:
        short = [date[:length] if len(date) >= length else "" for date in dates.values]
        self.values = tuple(sorted(set(short) - {""}))
        ordinal = {name: i + 1 for i, name in enumerate(self.values)}
        self._of = dates.sets.of
        self._short = np.array([0, *(ordinal.get(name, 0) for name in short)], np.intp)

    def known(self) -> Mask:
        """Return which documents have a value at all."""
        known: Mask = (self._short > 0)[self._of]
        return known

    def _chosen(self, values: Iterable[str]) -> Mask:
        wanted = set(values)
        names = [UNKNOWN in wanted, *(name in wanted for name in self.values)]
        chosen: Mask = np.array(names, bool)[self._short]
        return chosen

    def mask(self, values: Iterable[str]) -> Mask:
        """Return which documents have any of ``values``."""
        mask: Mask = self._chosen(values)[self._of]
        return mask

    def among(self, values: Iterable[str], docs: Docs) -> Mask:
        """Return which of ``docs`` have any of ``values``."""
        return self._chosen(values).take(self._of.take(docs))

    def tally(self, docs: Docs) -> Counts:
        """Return how many of ``docs`` have no value, and then how many have each value."""
        number = len(self.values) + 1
        if len(docs) < len(self._short):
            return np.bincount(self._short.take(self._of.take(docs)), minlength=number)
        by_date = _histogram(self._of, docs, len(self._short))
        return np.bincount(self._short, by_date, number).astype(np.int64)

    @property
    def groups(self) -> int:
        """The number of values, and none."""
        return len(self.values) + 1

    def grouped(self, docs: Docs) -> Docs:
        """Return the value of each of ``docs``, counted from 1; 0 = none."""
        return self._short.take(self._of.take(docs))

    def spread(self, groups: Docs) -> tuple[Docs, Docs]:
        """Return each place in ``groups``, and the value there."""
        return np.arange(len(groups)), groups
