"""What comes first: places among matches, put in order as far as a page needs it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.columns import Columns
from index.lists import Docs, Scores, foremost, no_docs
from index.query import Sort

_LAST = -np.iinfo(np.int32).max
_ALL: Any = slice(None)
_FEW = 64
"""So few matches are sorted by all keys at once."""
Key = Callable[[Any], NDArray[Any]]
"""What places among the matches (or all of them, as a slice) are sorted by, the largest first."""


def keys(sort: Sort, docs: Docs, scores: Scores, columns: Columns) -> list[Key]:
    """Return the keys to sort by, weightiest first. Unknown dates come last in every order."""

    def newest(at: Docs) -> NDArray[Any]:
        return columns.order[docs[at]]

    def oldest(at: Docs) -> NDArray[Any]:
        dates = columns.order[docs[at]]
        return np.where(dates == 0, _LAST, -dates)

    if sort is Sort.DATE_ASC:
        return [oldest]
    return [newest] if sort is Sort.DATE_DESC else [scores.__getitem__, newest]


def page(
    keys: list[Key], columns: Columns, docs: Docs, offset: int, limit: int, ordered: bool = True
) -> Docs:
    """Return the places of one page, in order or, if any will do, ascending; equal in all keys,
    the smaller id comes first."""
    end = min(offset + limit, len(docs))
    if not end:
        return no_docs()
    every = len(docs) <= _FEW or end == len(docs)
    at = np.arange(len(docs)) if every else _foremost(keys, end)
    if ordered or offset or len(at) > end:
        at = at.take(order(keys, columns, docs, _ALL if every else at)[offset:end])
    return at if ordered else np.sort(at)


def _foremost(keys: list[Key], count: int) -> Docs:
    """Return the places of the first ``count`` of more, and of all that tie with the last of
    these by all keys.

    Key by key, what is surely among the first is set aside, and only what ties there is looked at
    by the next key: ids are compared for these few alone.
    """
    sure, pool = list[Docs](), np.empty(0, np.intp)
    for key in keys:
        values = key(pool if sure else _ALL)
        reached = foremost(values, count)
        places = pool.take(reached) if sure else reached
        if len(places) == count:
            return np.concatenate([*sure, places]) if sure else places
        own = values.take(reached)
        above = own > own.min()
        sure.append(places[above])
        pool = places[~above]
        count -= len(sure[-1])
    return np.concatenate([*sure, pool])


def order(keys: list[Key], columns: Columns, docs: Docs, at: Docs | slice) -> Docs:
    """Return the order of some places by all keys, and then by id."""
    first = -keys[0](at)
    by = first.argsort()
    ascending = first.take(by)
    if (ascending[1:] != ascending[:-1]).all():  # nothing is left to the other keys
        return by
    return np.lexsort([columns.ids(docs[at]), *(-key(at) for key in reversed(keys))])
