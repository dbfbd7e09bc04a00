"""nDCG@10, MRR@10, recall@100, and how sure a difference is (paired bootstrap)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log2

import numpy as np
from numpy.typing import NDArray

from benchmarks.relevance.sets import Asked

DEPTH = 100
RESAMPLES = 2000
_SEED = 7
Ranked = Mapping[str, Sequence[str]]
"""Ids of documents, best first, by id of the query."""


@dataclass(frozen=True, slots=True)
class Scores:
    """A measure for each query, in one order."""

    ndcg: NDArray[np.float64]
    mrr: NDArray[np.float64]
    recall: NDArray[np.float64]

    def means(self) -> tuple[float, float, float]:
        """Return the mean nDCG@10, MRR@10 and recall@100."""
        return float(self.ndcg.mean()), float(self.mrr.mean()), float(self.recall.mean())


def measured(queries: Sequence[Asked], ranked: Ranked) -> Scores:
    """Return the measures of ``ranked`` over ``queries``; an unanswered query counts 0."""
    rows = [_measures(query.relevant, ranked.get(query.id, ())) for query in queries]
    ndcg, mrr, recall = (np.array(column) for column in zip(*rows, strict=True))
    return Scores(ndcg, mrr, recall)


def _measures(relevant: Mapping[str, int], ids: Sequence[str]) -> tuple[float, float, float]:
    grades = [relevant.get(id_, 0) for id_ in ids[:10]]
    first = next((at for at, grade in enumerate(grades, start=1) if grade), 0)
    held = sum(id_ in relevant for id_ in ids[:DEPTH])
    ideal = _gain(sorted(relevant.values(), reverse=True)[:10])
    return (
        _gain(grades) / ideal if ideal else 0.0,
        1 / first if first else 0.0,
        held / min(len(relevant), DEPTH) if relevant else 0.0,
    )


def _gain(grades: Sequence[int]) -> float:
    gains = [(2.0**grade - 1) / log2(at + 1) for at, grade in enumerate(grades, start=1)]
    return sum(gains, start=0.0)


@dataclass(frozen=True, slots=True)
class Difference:
    """Ours minus a peer's: the mean, and the limits 95 of 100 resampled sets keep within."""

    mean: float
    low: float
    high: float


def difference(ours: NDArray[np.float64], theirs: NDArray[np.float64]) -> Difference:
    """Return the paired difference with its bootstrap interval; the seed is fixed."""
    paired = ours - theirs
    chance = np.random.default_rng(_SEED)
    drawn = chance.integers(0, len(paired), (RESAMPLES, len(paired)))
    low, high = np.percentile(paired[drawn].mean(axis=1), (2.5, 97.5))
    return Difference(float(paired.mean()), float(low), float(high))
