"""What an engine answers: ids, scores and exact counts; never text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Reason:
    """One part of a score. ``kind``: a word, a quoted or inner string, wording (characters, pairs
    and neighbouring words counted in the text; ``lead`` where they begin a body without a title,
    ``passage`` where they stand together in one that has a title), likeness of a partial match to
    what is sought (named as in ``index.scoring.Feedback``), what the story is about, its age.
    ``rarity`` is the inverse document frequency, ``weight`` what it is multiplied by (for wording
    and likeness: what it would count at most)."""

    kind: str
    string: str
    field: str
    often: float | None
    rarity: float | None
    weight: float
    score: float


class Hit(NamedTuple):
    """One document of the page asked for; ``reasons`` add up to its score, if asked for."""

    id: str
    score: float
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class FacetCounts:
    """Counts of one facet, its own filter excluded: value → documents, values with 0 left out.

    ``unknown`` counts the documents without a value (the value ``none``).
    """

    name: str
    counts: dict[str, int]
    unknown: int


@dataclass(frozen=True, slots=True)
class CrossCounts:
    """Joint counts of the facets ``rows`` and ``columns``, the filters of both left out: a pair
    of values → documents that have both, pairs of none left out. ``none`` is a value like others.
    """

    rows: str
    columns: str
    counts: dict[tuple[str, str], int]


@dataclass(frozen=True, slots=True)
class Result:
    """One page of an answer. ``total`` is exact: the number of all matching documents.

    ``partial_dates`` and ``undated`` are only counted under a date range: documents that match
    everything else but whose date is known too coarsely to lie wholly inside the range, or is
    not known at all. ``partial`` are documents that lack something asked for, the best first; no
    count includes them. ``cross`` is there when the query asked for it. ``groups`` is ``total``
    with each group of copies counted once; for ``merged`` queries it is what the hits are of.
    """

    total: int
    hits: tuple[Hit, ...]
    facets: tuple[FacetCounts, ...]
    generation: str
    partial_dates: int = 0
    undated: int = 0
    partial: tuple[Hit, ...] = ()
    cross: CrossCounts | None = None
    groups: int = 0


@dataclass(frozen=True, slots=True)
class EngineStats:
    """State of the live index. ``generation`` changes with every commit and every swap."""

    documents: int
    generation: str
    fingerprint: str
    engine: str
