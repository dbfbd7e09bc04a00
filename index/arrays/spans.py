"""The terms of several segments in pieces small enough to merge in memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, Protocol

import numpy as np

from index.arrays.pack import Array
from index.arrays.postings import Postings

Span = tuple[int, int]
"""The terms of one segment from the first number up to the second."""


class Table(Protocol):
    """Sorted terms; what they are is the table's business, but that they order."""

    def __len__(self) -> int: ...

    def chosen(self, places: Array) -> list[Any]:
        """Return the terms at ``places``."""
        ...

    def between(self, start: int, stop: int) -> Any:
        """Return the terms from ``start`` up to ``stop``."""
        ...

    def first_from(self, term: Any) -> int:
        """Return the place of the first term not before ``term``."""
        ...


Segments = Sequence[tuple[Table, Postings]]


def spans(segments: Segments, most: int) -> Iterator[list[Span]]:
    """Yield spans of the terms of each segment, in order, that have about ``most`` postings in
    all or are one term; together they are all terms."""
    starts = [0] * len(segments)
    ends = [len(table) for table, _ in segments]
    for limit in [*_outlined(segments, most), None]:
        stops = ends if limit is None else [table.first_from(limit) for table, _ in segments]
        yield from _fine(segments, list(zip(starts, stops, strict=True)), most)
        starts = stops


def _outlined(segments: Segments, most: int) -> list[Any]:
    """Return terms about ``most`` postings apart, by what is noted of every so many-th term."""
    noted: list[tuple[Any, int]] = []
    for table, lists in segments:
        places, before = lists.outline()
        postings = np.diff(before, append=lists.before(len(table)))
        noted += zip(table.chosen(places), postings.tolist(), strict=True)
    return _limits(sorted(noted), most)


def _limits(weighed: Sequence[tuple[Any, int]], most: int) -> list[Any]:
    limits, held = [], 0
    for term, postings in weighed:
        if held and held + postings > most:
            limits.append(term)
            held = 0
        held += postings
    return limits


def _fine(segments: Segments, coarse: list[Span], most: int) -> Iterator[list[Span]]:
    """Yield ``coarse``, cut where single terms have so many postings that it is too much."""
    held = sum(
        lists.before(stop) - lists.before(start)
        for (_, lists), (start, stop) in zip(segments, coarse, strict=True)
    )
    if held <= 2 * most:
        yield coarse
        return
    weights: Counter[Any] = Counter()
    for (table, lists), span in zip(segments, coarse, strict=True):
        for term, postings in zip(table.between(*span), lists.lengths(*span).tolist(), strict=True):
            weights[term] += postings
    cuts = [
        [
            start,
            *(table.first_from(limit) for limit in _limits(sorted(weights.items()), most)),
            stop,
        ]
        for (table, _), (start, stop) in zip(segments, coarse, strict=True)
    ]
    for step in zip(*(pairwise(cut) for cut in cuts), strict=True):
        yield list(step)
