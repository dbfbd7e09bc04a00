"""Two facets at once: how many documents have each value of one and each value of the other."""

from __future__ import annotations

import numpy as np

from index.facet_column import Counts, Facet
from index.lists import Docs
from index.query import UNKNOWN
from index.result import CrossCounts

_SPARSE = 16
"""Pairs are counted in a table of all of them unless it is so many times as long as the list."""


def cross(names: tuple[str, str], docs: Docs, rows: Facet, columns: Facet) -> CrossCounts:
    """Return the joint counts of two facets over ``docs``.

    Documents with the same values of a facet share a group, so one histogram over pairs of groups
    counts them all; only its pairs, far fewer than documents, are spread over values. A document
    with two values of one facet counts once under each.
    """
    width = columns.groups
    codes = rows.grouped(docs) * width + columns.grouped(docs)
    pairs, counts = _histogram(codes, rows.groups * width)
    left, right = np.divmod(pairs, width)
    at, row = rows.spread(left)
    again, column = columns.spread(right[at])
    wide = len(columns.values) + 1
    found, place = np.unique(row[again] * wide + column, return_inverse=True)
    # Sums of whole numbers below 2^53 are exact in a float.
    sums = np.bincount(place, weights=counts[at][again]).astype(np.int64)
    labels = [UNKNOWN, *rows.values], [UNKNOWN, *columns.values]
    return CrossCounts(
        *names,
        {
            (labels[0][code // wide], labels[1][code % wide]): count
            for code, count in zip(found.tolist(), sums.tolist(), strict=True)
        },
    )


def _histogram(codes: Docs, limit: int) -> tuple[Docs, Counts]:
    """Return the codes that occur, ascending, and how often each does."""
    if limit > _SPARSE * len(codes):
        return np.unique(codes, return_counts=True)
    counts = np.bincount(codes, minlength=limit)
    found = counts.nonzero()[0]
    return found, counts[found]
