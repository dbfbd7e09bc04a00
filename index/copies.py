"""Groups of copies among documents: counting and listing each story once."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from index.facet_column import Counts, Facet
from index.lists import Docs, Mask, common, no_docs

FIELD = "group"
"""The field that has for each copy the id of the document its group is shown by."""


class Copies:
    """Documents that stand in a group, which one of each group is shown, and what they count."""

    def __init__(self, docs: Docs, groups: Docs, shown: Mask, size: int) -> None:
        """``docs`` ascending, the group of each numbered from 0, and whether it is the one its
        group is shown by; ``size`` is that of the collection."""
        self._docs = docs
        self._groups = groups
        self._shown = shown
        self._size = size
        self._number = int(groups.max(initial=-1)) + 1

    def _among(self, docs: Docs) -> tuple[Docs, Docs]:
        """Return where in ``docs`` copies are, and where these are among all copies."""
        if not len(self._docs):
            return no_docs(), no_docs()
        own, at = common(self._docs, docs, self._size)
        return at, own

    def count(self, docs: Docs) -> int:
        """Return how many ``docs`` are, each group counted once."""
        if not len(self._docs):
            return len(docs)
        at, own = self._among(docs)
        there = np.bincount(self._groups[own], minlength=self._number)
        return len(docs) - len(at) + int(np.count_nonzero(there))

    def originals(self, docs: Docs) -> Mask:
        """Return which of ``docs`` have no copies or are the ones their groups are shown by."""
        at, own = self._among(docs)
        found = np.ones(len(docs), bool)
        found[at] = self._shown[own]
        return found

    def once(self, docs: Docs, order: Callable[[Docs], Docs]) -> Docs:
        """Return the places in ``docs`` of each group's one and of everything that has no copies:
        the one the group is shown by if it is there, else the first.

        ``order`` returns places given to it, the first ones first.
        """
        at, own = self._among(docs)
        if not len(at):
            return np.arange(len(docs))
        place = np.zeros(len(docs), np.intp)
        ordered = order(at)
        place[ordered] = np.arange(len(ordered))
        first = np.lexsort((place[at], ~self._shown[own], self._groups[own]))
        groups = self._groups[own][first]
        begins = np.append(True, groups[1:] != groups[:-1])
        kept = np.ones(len(docs), bool)
        kept[at] = False
        kept[at[first[begins]]] = True
        return np.flatnonzero(kept)

    def tally(self, docs: Docs, facet: Facet) -> Counts:
        """Return how many of ``docs`` have no value of ``facet``, and then how many have each
        value, each group counted once for every value that one of it has."""
        at, own = self._among(docs)
        alone = np.ones(len(docs), bool)
        alone[at] = False
        tally = facet.tally(docs[alone])
        places, values = facet.spread(facet.grouped(docs[at]))
        wide = len(tally)
        pairs = np.unique(self._groups[own][places] * wide + values)
        return tally + np.bincount(pairs % wide, minlength=wide)
