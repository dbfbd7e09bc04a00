"""Matches, filters, facets, order → one page of an exact answer."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from index.columns import Columns, Mask, Numbers
from index.matching import Matches
from index.postings import Scores
from index.query import DateRange, Query, Sort
from index.result import FacetCounts, Hit, Result


@dataclass(frozen=True, slots=True)
class Selection:
    """What a query selects: the documents its text matches, and the mask of every filter."""

    columns: Columns
    matched: Mask
    filters: dict[str, Mask]
    dates: DateRange | None

    @classmethod
    def of(cls, query: Query, matches: Matches, columns: Columns) -> Selection:
        """Return the selection of ``query``; raise ValueError for a facet nobody knows."""
        matched = np.zeros(len(columns.ids), dtype=bool)
        matched[matches.docs] = True
        chosen = {name: values for name, values in query.filters.values.items() if values}
        unknown = {*chosen, *query.facets} - columns.facets.keys()
        if unknown:
            raise ValueError(f"no such facet: {min(unknown)}")
        masks = {name: columns.facets[name].mask(values) for name, values in chosen.items()}
        return cls(columns, matched, masks, query.filters.dates)

    def _filtered(self, without: str | None = None) -> Mask:
        masks = (mask for name, mask in self.filters.items() if name != without)
        return reduce(np.logical_and, masks, self.matched)

    def documents(self, without: str | None = None) -> Mask:
        """Return the documents that pass everything, the filter of one facet left out."""
        mask = self._filtered(without)
        return mask & self.columns.inside(self.dates) if self.dates else mask

    def counts(self, facet: str) -> FacetCounts:
        """Return the counts of ``facet``, its own filter left out."""
        return self.columns.facets[facet].counts(facet, self.documents(without=facet))

    def outside(self) -> tuple[int, int]:
        """Return how many documents the date range alone leaves out for want of a date that is
        exact enough, and for want of any date."""
        if self.dates is None:
            return 0, 0
        others = self._filtered()
        touching = self.columns.touching(self.dates) & ~self.columns.inside(self.dates)
        undated = self.columns.first == 0
        return int(np.count_nonzero(others & touching)), int(np.count_nonzero(others & undated))


def answer(query: Query, matches: Matches, columns: Columns, rank: Numbers, state: str) -> Result:
    """Return the page of ``query`` among ``matches``; ``state`` names the commit answering."""
    selection = Selection.of(query, matches, columns)
    kept = selection.documents()[matches.docs]
    docs, scores = matches.docs[kept], matches.scores[kept]
    keys = _keys(query.sort, docs, scores, columns)
    at = _page([*keys, rank[docs]], query.offset, query.limit)
    partial, undated = selection.outside()
    return Result(
        total=len(docs),
        hits=tuple(Hit(columns.ids[docs[i]], float(scores[i])) for i in at),
        facets=tuple(selection.counts(name) for name in query.facets),
        generation=state,
        partial_dates=partial,
        undated=undated,
    )


def _keys(sort: Sort, docs: Numbers, scores: Scores, columns: Columns) -> list[NDArray[np.generic]]:
    """Return the keys to sort by, weightiest first. Unknown dates come last in every order."""
    dates = columns.order[docs]
    newest = -dates
    if sort is Sort.DATE_ASC:
        return [dates == 0, dates]
    return [newest] if sort is Sort.DATE_DESC else [-scores, newest]


def _page(keys: list[NDArray[np.generic]], offset: int, limit: int) -> NDArray[np.intp]:
    """Return where the documents of one page are, in order."""
    size, end = len(keys[0]), offset + limit
    at = np.arange(size)
    if end * 4 < size:
        # Whatever the lesser keys say, no page reaches beyond the end-th best first key.
        bound = np.partition(keys[0], end)[end]
        at = np.flatnonzero(keys[0] <= bound)
    order = np.lexsort([key[at] for key in reversed(keys)])
    return at[order[offset:end]]
