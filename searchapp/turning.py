"""The pages of one search: what the engine answered for one is not worked out for the next.

Counts are the same on every page of a search, however it is sorted; and who has turned one page
goes on turning. All of it holds for one state of the index alone.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace

from index.query import Query
from index.result import Result
from searchapp.desk import Desk

AHEAD = 120
"""Places of a list that are kept once a page is turned: twelve pages of the usual length."""


def answered(query: Query, generation: str, desk: Desk) -> Result:
    """Return the engine's answer, with what is known of the search in ``generation`` taken from
    there; the answer says which generation it is of. Raises the errors of the engine."""
    filters = query.filters
    values = tuple(sorted(filters.values.items()))
    narrowed = values, filters.dates, filters.originals, query.merged
    key = query.node, narrowed, query.facets
    known = desk.counted.known(key, generation)
    if known is not None:
        result = _turned(replace(query, facets=()), known, (key, query.sort), desk)
        if result.generation == generation:
            return replace(result, facets=known.facets)
    result = desk.engine.search(query)
    desk.counted.keep(key, result.generation, replace(result, hits=(), partial=()))
    return result


def _turned(query: Query, known: Result, key: Hashable, desk: Desk) -> Result:
    """Return a page of a search whose numbers are ``known``. The last page is asked for as it
    is: after it come partial matches."""
    end = query.offset + query.limit
    listed = known.groups if query.merged else known.total
    if query.explain or end > AHEAD or end >= listed:
        return desk.engine.search(query)
    begun = desk.listed.known(key, known.generation)
    if begun is None:
        begun = desk.engine.search(replace(query, offset=0, limit=AHEAD, generous=False))
        desk.listed.keep(key, begun.generation, begun)
    return replace(begun, hits=begun.hits[query.offset : end])
