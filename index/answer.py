"""Matches, filters, facets, order → one page of an exact answer."""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.columns import Columns
from index.cross import cross
from index.lists import Docs, Mask, Scores, best, no_docs
from index.matching import Matches
from index.query import Query, Sort
from index.result import CrossCounts, FacetCounts, Hit, Result

_LAST = -np.iinfo(np.int32).max
_Key = Callable[[Docs], NDArray[Any]]
"""What places among the matches are sorted by, the largest first."""


class Selection:
    """What a query selects among its matches: a mask over them for every filter."""

    def __init__(self, query: Query, docs: Docs, columns: Columns) -> None:
        """Raises ValueError for a facet nobody knows."""
        chosen = {name: values for name, values in query.filters.values.items() if values}
        asked = {*chosen, *query.facets, *(query.cross or ())}
        unknown = asked - columns.facets.keys()
        if unknown:
            raise ValueError(f"no such facet: {min(unknown)}")
        self._docs = docs
        self._columns = columns
        self._dates = query.filters.dates
        self._merged = query.merged
        self._masks: dict[str, Mask] = {}
        for name, values in chosen.items():
            self._masks[name] = columns.facets[name].among(values, docs)
        if self._dates:
            # Named like no facet: no facet's counts leave it out.
            self._masks[""] = columns.inside(docs, self._dates)
        if query.filters.originals:
            self._masks["copies"] = columns.copies.originals(docs)
        self.kept = self._mask()

    def _mask(self, *without: str) -> Mask | None:
        masks = [mask for name, mask in self._masks.items() if name not in without]
        return reduce(np.logical_and, masks) if masks else None

    def facets(self, names: tuple[str, ...]) -> tuple[FacetCounts, ...]:
        """Return the counts of the facets ``names``, the filter of each left out of its own."""
        shared: tuple[Docs, Docs | None] | None = None
        found = []
        for name in names:
            if name in self._masks:
                selected = self._among(self._mask(name))
            else:
                shared = shared or self._among(self.kept)
                selected = shared
            found.append(self._counts(name, *selected))
        return tuple(found)

    def _counts(self, name: str, docs: Docs, rest: Docs | None) -> FacetCounts:
        if not self._merged:
            return self._columns.counts(name, docs, rest)
        facet = self._columns.facets[name]
        return facet.counts(name, self._columns.copies.tally(docs, facet))

    def _among(self, mask: Mask | None) -> tuple[Docs, Docs | None]:
        docs = self._docs if mask is None else self._docs[mask]
        return docs, self._columns.rest(docs)

    def cross(self, names: tuple[str, str]) -> CrossCounts:
        """Return the joint counts of two facets, the filters of both left out."""
        mask = self._mask(*names)
        rows, columns = (self._columns.facets[name] for name in names)
        return cross(names, self._docs if mask is None else self._docs[mask], rows, columns)

    def outside(self) -> tuple[int, int]:
        """Return how many documents the date range alone leaves out for want of a date that is
        exact enough, and for want of any date."""
        if self._dates is None:
            return 0, 0
        mask = self._mask("")
        others = self._docs if mask is None else self._docs[mask]
        touching = self._columns.touching(others, self._dates)
        touching &= ~self._columns.inside(others, self._dates)
        undated = self._columns.first[others] == 0
        return int(np.count_nonzero(touching)), int(np.count_nonzero(undated))


def answer(query: Query, matches: Matches, columns: Columns, state: str) -> Result:
    """Return the page of ``query`` among ``matches``; ``state`` names the commit answering."""
    selection = Selection(query, matches.docs, columns)
    docs, scores = matches
    if selection.kept is not None:
        docs, scores = docs[selection.kept], scores[selection.kept]
    total, groups = len(docs), columns.copies.count(docs)
    if query.merged:
        docs, scores = _once(query.sort, docs, scores, columns)
    keys = _keys(query.sort, docs, scores, columns)
    at = _page(keys, columns, docs, query.offset, query.limit)
    partial, undated = selection.outside()
    return Result(
        total=total,
        hits=_hits(docs[at], scores[at], columns),
        facets=selection.facets(query.facets),
        generation=state,
        partial_dates=partial,
        undated=undated,
        cross=selection.cross(query.cross) if query.cross else None,
        groups=groups,
    )


def _once(sort: Sort, docs: Docs, scores: Scores, columns: Columns) -> tuple[Docs, Scores]:
    """Return one of each group of copies: the one it is shown by, else the first of the sort."""
    keys = _keys(sort, docs, scores, columns)

    def ordered(at: Docs) -> Docs:
        return at[_order(keys, columns, docs, at)]

    kept = columns.copies.once(docs, ordered)
    return docs[kept], scores[kept]


def room_for_partial(query: Query, result: Result) -> int:
    """Return how many partial matches may follow the hits of the page ``query`` asks for: they
    follow the last hit, or nothing, and fill the page."""
    listed = result.groups if query.merged else result.total
    last = listed <= query.offset + len(result.hits)
    begun = bool(result.hits) or query.offset == 0
    return query.limit - len(result.hits) if query.generous and last and begun else 0


def best_of(query: Query, matches: Matches, columns: Columns, count: int) -> tuple[Hit, ...]:
    """Return the ``count`` best of ``matches`` that pass the filters of ``query``."""
    selection = Selection(query, matches.docs, columns)
    docs, scores = matches
    if selection.kept is not None:
        docs, scores = docs[selection.kept], scores[selection.kept]
    if query.merged:
        docs, scores = _once(Sort.RELEVANCE, docs, scores, columns)
    at = _page(_keys(Sort.RELEVANCE, docs, scores, columns), columns, docs, 0, count)
    return _hits(docs[at], scores[at], columns)


def _hits(docs: Docs, scores: Scores, columns: Columns) -> tuple[Hit, ...]:
    pairs = zip(docs.tolist(), scores.tolist(), strict=True)
    return tuple(Hit(columns.id(doc), score) for doc, score in pairs)


def _keys(sort: Sort, docs: Docs, scores: Scores, columns: Columns) -> list[_Key]:
    """Return the keys to sort by, weightiest first. Unknown dates come last in every order."""

    def newest(at: Docs) -> NDArray[Any]:
        return columns.order[docs[at]]

    def oldest(at: Docs) -> NDArray[Any]:
        dates = columns.order[docs[at]]
        return np.where(dates == 0, _LAST, -dates)

    if sort is Sort.DATE_ASC:
        return [oldest]
    return [newest] if sort is Sort.DATE_DESC else [scores.__getitem__, newest]


def _page(keys: list[_Key], columns: Columns, docs: Docs, offset: int, limit: int) -> Docs:
    """Return the places of one page, in order; equal in all keys, the smaller id comes first.

    Key by key, what is surely before the end of the page is set aside, and only what ties there
    is looked at by the next key: ids are compared for these few alone.
    """
    sure, pool, end = [no_docs()], np.arange(len(docs)), offset + limit
    for key in keys:
        missing = end - sum(map(len, sure))
        if not 0 < missing < len(pool):
            break
        values = key(pool)
        bound = best(values, missing)
        sure.append(pool[values > bound])
        pool = pool[values == bound]
    at = np.concatenate([*sure, pool]) if end else no_docs()
    page: Docs = at[_order(keys, columns, docs, at)[offset:end]]
    return page


def _order(keys: list[_Key], columns: Columns, docs: Docs, at: Docs) -> Docs:
    """Return the order of some places by all keys, and then by id."""
    return np.lexsort([columns.ids(docs[at]), *(-key(at) for key in reversed(keys))])
