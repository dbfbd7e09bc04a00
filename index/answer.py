"""Matches, filters, facets, order → one page of an exact answer."""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce

import numpy as np

from index.columns import Columns
from index.cross import cross
from index.explain import Explainer
from index.lists import Docs, Mask
from index.matches import Matches, no_matches
from index.order import Key, keys, order, page
from index.query import Query, Sort
from index.ranking import Ranking
from index.result import CrossCounts, FacetCounts, Hit, Result


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
        self.docs = self._left()
        """The documents that pass every filter."""

    def _left(self, *without: str) -> Docs:
        """Return the documents that pass every filter but those named."""
        masks = [mask for name, mask in self._masks.items() if name not in without]
        return (
            self._docs.take(np.flatnonzero(reduce(np.logical_and, masks))) if masks else self._docs
        )

    def facets(self, names: tuple[str, ...]) -> tuple[FacetCounts, ...]:
        """Return the counts of the facets ``names``, the filter of each left out of its own."""
        shared: tuple[Docs, Docs | None] | None = None
        found = []
        for name in names:
            if name in self._masks:
                docs = self._left(name)
                selected = docs, self._columns.rest(docs)
            else:
                shared = shared or (self.docs, self._columns.rest(self.docs))
                selected = shared
            found.append(self._counts(name, *selected))
        return tuple(found)

    def _counts(self, name: str, docs: Docs, rest: Docs | None) -> FacetCounts:
        if not self._merged:
            return self._columns.counts(name, docs, rest)
        facet = self._columns.facets[name]
        return facet.counts(name, self._columns.copies.tally(docs, facet))

    def cross(self, names: tuple[str, str]) -> CrossCounts:
        """Return the joint counts of two facets, the filters of both left out."""
        rows, columns = (self._columns.facets[name] for name in names)
        return cross(names, self._left(*names), rows, columns)

    def outside(self) -> tuple[int, int]:
        """Return how many documents the date range alone leaves out for want of a date that is
        exact enough, and for want of any date."""
        if self._dates is None:
            return 0, 0
        others = self._left("")
        touching = self._columns.touching(others, self._dates)
        touching &= ~self._columns.inside(others, self._dates)
        undated = self._columns.first[others] == 0
        return int(np.count_nonzero(touching)), int(np.count_nonzero(undated))


def answer(
    query: Query,
    docs: Docs,
    scored: Callable[[Docs], Matches],
    ranking: Ranking,
    generation: str,
    explainer: Explainer | None = None,
) -> Result:
    """Return the page of ``query`` among ``docs``, all that match in ``generation``. ``scored``
    gives those that pass the filters their scores, which counts need not."""
    columns = ranking.columns
    selection = Selection(query, docs, columns)
    kept = selection.docs
    total, groups = len(kept), columns.copies.count(kept)
    shown = _shown(query, scored(kept), ranking) if query.limit and total else no_matches()
    partial, undated = selection.outside()
    return Result(
        total=total,
        hits=_hits(shown, columns, explainer, strict=True),
        facets=selection.facets(query.facets),
        generation=generation,
        partial_dates=partial,
        undated=undated,
        cross=selection.cross(query.cross) if query.cross else None,
        groups=groups,
    )


def _shown(query: Query, matches: Matches, ranking: Ranking) -> Matches:
    matches = ranking.before(matches)
    return _merged(query, matches, ranking) if query.merged else ranking.page(matches)


def _merged(query: Query, matches: Matches, ranking: Ranking) -> Matches:
    """Return the page of the list of all matches with all but one of each group left out."""
    columns, docs = ranking.columns, matches.docs
    scores, own = ranking.settled(matches)
    kept = columns.copies.once(docs, lambda at: at[order(own, columns, docs, at)])
    at = kept[page([_of(key, kept) for key in own], columns, docs[kept], query.offset, query.limit)]
    return Matches(docs[at], scores[at])


def _of(key: Key, kept: Docs) -> Key:
    """Return ``key`` for places among those ``kept``."""
    return lambda at: key(kept[at])


def _once(sort: Sort, matches: Matches, columns: Columns) -> Matches:
    """Return one of each group of copies: the one it is shown by, else the first of the sort."""
    docs, scores = matches
    own = keys(sort, docs, scores, columns)

    def ordered(at: Docs) -> Docs:
        return at[order(own, columns, docs, at)]

    kept = columns.copies.once(docs, ordered)
    return Matches(docs[kept], scores[kept])


def room_for_partial(query: Query, result: Result) -> int:
    """Return how many partial matches may follow the hits of the page ``query`` asks for: they
    follow the last hit, or nothing, and fill the page."""
    listed = result.groups if query.merged else result.total
    last = listed <= query.offset + len(result.hits)
    begun = bool(result.hits) or query.offset == 0
    return query.limit - len(result.hits) if query.generous and last and begun else 0


def leaders_of(
    query: Query, docs: Docs, scored: Callable[[Docs], Matches], ranking: Ranking
) -> Docs:
    """Return the first of ``docs``, all that match, that pass the filters, ascending."""
    return ranking.leaders(scored(Selection(query, docs, ranking.columns).docs))


def best_of(
    query: Query,
    matches: Matches,
    leaders: Docs,
    ranking: Ranking,
    explainer: Explainer | None,
    count: int,
) -> tuple[Hit, ...]:
    """Return the ``count`` best of ``matches``, roughly scored, that pass the filters; ``leaders``
    are the first hits."""
    columns = ranking.columns
    kept = matches.of(Selection(query, matches.docs, columns).docs)
    if query.merged:
        kept = _once(Sort.RELEVANCE, kept, columns)
    return _hits(ranking.best_partial(kept, leaders, count), columns, explainer, strict=False)


def _hits(
    matches: Matches, columns: Columns, explainer: Explainer | None, strict: bool
) -> tuple[Hit, ...]:
    docs, scores = matches.docs.tolist(), matches.scores.tolist()
    if explainer is None:
        return tuple(map(Hit, map(columns.id, docs), scores))
    pairs = zip(docs, scores, strict=True)
    return tuple(Hit(columns.id(d), score, explainer.of(d, score, strict)) for d, score in pairs)
