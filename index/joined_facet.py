"""One facet of several runs of documents, each counting for its own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

import numpy as np

from index.facet_column import Counts, Facet
from index.lists import Docs, Mask


class JoinedFacet(Facet):
    """One facet of several runs of documents, one behind the other: each run answers for its own,
    so that a commit that adds a run leaves the others as they are."""

    def __init__(self, parts: Sequence[Facet], bases: Docs) -> None:
        # The first run has nearly all values, and keeps its numbers: they are not gone through
        # again for a commit of a few documents.
        known, more = parts[0].ordinal, dict[str, int]()
        self._places = [np.arange(len(known) + 1)]
        for part in parts[1:]:
            own = [0]
            for value in part.values:
                place = known.get(value)
                if place is None:
                    place = more.setdefault(value, len(known) + len(more))
                own.append(place + 1)
            self._places.append(np.array(own, np.intp))
        self.values = (*parts[0].values, *more)
        self._parts = parts
        self._bases = bases

    def known(self) -> Mask:
        """Return which documents have a value at all."""
        return _end_to_end([part.known() for part in self._parts])

    def mask(self, values: Iterable[str]) -> Mask:
        """Return which documents have any of ``values``."""
        wanted = set(values)
        return _end_to_end([part.mask(wanted) for part in self._parts])

    def among(self, values: Iterable[str], docs: Docs) -> Mask:
        """Return which of ``docs`` have any of ``values``."""
        wanted = set(values)
        pieces = split(docs, self._bases)
        return _end_to_end(
            [part.among(wanted, own) for part, own in zip(self._parts, pieces, strict=True)]
        )

    def tally(self, docs: Docs) -> Counts:
        """Return how many of ``docs`` have no value, and then how many have each value."""
        pieces = split(docs, self._bases)
        return self.added([part.tally(own) for part, own in zip(self._parts, pieces, strict=True)])

    def added(self, tallies: Sequence[Counts]) -> Counts:
        """Return the tallies of the runs as one."""
        whole = np.zeros(len(self.values) + 1, np.int64)
        for places, tally in zip(self._places, tallies, strict=True):
            whole[places] += tally
        return whole

    @cached_property
    def _first(self) -> Docs:
        """Where the groups of each run begin, and where the last ones end."""
        return np.cumsum([0, *(part.groups for part in self._parts)])

    @property
    def groups(self) -> int:
        """The number of groups of all runs."""
        return int(self._first[-1])

    def grouped(self, docs: Docs) -> Docs:
        """Return the group of each of ``docs``."""
        pieces = zip(self._parts, split(docs, self._bases), self._first[:-1], strict=True)
        return np.concatenate([part.grouped(own) + first for part, own, first in pieces])

    def spread(self, groups: Docs) -> tuple[Docs, Docs]:
        """Return each place in ``groups`` once for every value of the group there, and these."""
        owner = self._first.searchsorted(groups, "right") - 1
        places, values = [], []
        for i, part in enumerate(self._parts):
            own = np.flatnonzero(owner == i)
            at, found = part.spread(groups[own] - self._first[i])
            places.append(own[at])
            values.append(self._places[i][found])
        return np.concatenate(places), np.concatenate(values)


def split(docs: Docs, bases: Docs) -> list[Docs]:
    """Return ``docs``, ascending, by run, each numbered within its own; ``bases`` has where each
    run begins, and where the last ends."""
    bounds = docs.searchsorted(bases).tolist()
    return [
        docs[bounds[i] : bounds[i + 1]] - base if base else docs[: bounds[1]]
        for i, base in enumerate(bases[:-1].tolist())
    ]


def _end_to_end(masks: Sequence[Mask]) -> Mask:
    return np.concatenate(masks)
