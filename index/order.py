"""What comes first: places among matches, put in order as far as a page needs it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.columns import Columns
from index.lists import Docs, Scores, best, no_docs
from index.query import Sort

_LAST = -np.iinfo(np.int32).max
_ALL: Any = slice(None)
_FEW = 64
"""So few matches are sorted by all keys at once."""
Key = Callable[[Docs], NDArray[Any]]
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
    """Return the places of one page, in order unless any will do; equal in all keys, the smaller
    id comes first.

    Key by key, what is surely before the end of the page is set aside, and only what ties there
    is looked at by the next key: ids are compared for these few alone.
    """
    sure, pool, left, end = [no_docs()], _ALL, len(docs), offset + limit
    if left <= _FEW and ordered:
        return order(keys, columns, docs, np.arange(left))[offset:end]
    for key in keys if left > _FEW else ():
        missing = end - sum(map(len, sure))
        if not 0 < missing < left:
            break
        values = key(pool)
        bound = best(values, missing)
        reached = np.flatnonzero(values >= bound)
        places = reached if pool is _ALL else pool[reached]
        above = values[reached] > bound
        sure.append(places[above])
        pool = places[~above]
        left = len(pool)
    pool = np.arange(left) if pool is _ALL else pool
    at = np.concatenate([*sure, pool]) if end else no_docs()
    if not ordered and not offset and len(at) <= end:
        return at
    shown: Docs = at[order(keys, columns, docs, at)[offset:end]]
    return shown


def order(keys: list[Key], columns: Columns, docs: Docs, at: Docs) -> Docs:
    """Return the order of some places by all keys, and then by id."""
    first = -keys[0](at)
    by = first.argsort()
    ascending = first.take(by)
    if (ascending[1:] != ascending[:-1]).all():  # nothing is left to the other keys
        return by
    return np.lexsort([columns.ids(docs[at]), *(-key(at) for key in reversed(keys))])
