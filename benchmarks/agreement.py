"""Whether engines give one answer: without that no time means anything."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from benchmarks.engine import Counts, Page, Peer
from benchmarks.queries import RANKED, BenchQuery

_REFERENCE = ("tantivy", "ours_stock", "xapian", "fts5")
"""Whose ten best ours are compared with: the first one there is."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """What was compared. ``overlap`` is None where there is nothing to compare ours with;
    ``overlaps`` has every engine's with ours."""

    totals: bool
    facets: bool
    overlap: float | None
    overlaps: dict[str, float]
    differences: tuple[str, ...]

    @property
    def complete(self) -> bool:
        """Whether times may be printed."""
        return self.totals and self.facets


@dataclass(frozen=True, slots=True)
class _Answer:
    page: Page
    counts: Counts | None


def compare(peers: Sequence[Peer], queries: Sequence[BenchQuery]) -> Agreement:
    """Ask every engine every query and compare what at least two of them can tell."""
    answers: dict[str, dict[str, _Answer]] = {query.name: {} for query in queries}
    for peer in peers:
        for query in queries:
            if query.kind in peer.kinds:
                page = peer.page(query)
                answers[query.name][peer.name] = _Answer(page, peer.named(page))
    totals = [d for name, found in answers.items() for d in _unlike_totals(name, found)]
    facets = [d for name, found in answers.items() for d in _unlike_counts(name, found)]
    ranked = [answers[query.name] for query in queries if query.kind in RANKED]
    overlaps = _overlaps([peer.name for peer in peers], ranked)
    reference = next((name for name in _REFERENCE if name in overlaps), None)
    overlap = overlaps[reference] if reference else None
    return Agreement(not totals, not facets, overlap, overlaps, (*totals, *facets))


def _unlike_totals(query: str, found: Mapping[str, _Answer]) -> list[str]:
    totals = {name: a.page.total for name, a in found.items() if a.page.total is not None}
    if len(set(totals.values())) <= 1:
        return []
    return [f"{query}: totals {totals}"]


def _unlike_counts(query: str, found: Mapping[str, _Answer]) -> list[str]:
    counts = {name: answer.counts for name, answer in found.items() if answer.counts is not None}
    if len(counts) <= 1:
        return []
    first, *others = counts
    return [
        f"{query}: counts by {facet} of {first} and {other}"
        for other in others
        for facet in counts[first]
        if counts[first][facet] != counts[other].get(facet)
    ]


def _overlaps(names: Sequence[str], ranked: Sequence[Mapping[str, _Answer]]) -> dict[str, float]:
    """Return the mean share of our ten best that each other engine has among its own."""
    shares: dict[str, list[float]] = {}
    for found in ranked:
        ours = found["ours"] if "ours" in found else found.get("ours_stock")
        if ours is None or not ours.page.ids:
            continue
        for name in names:
            if name in found and found[name] is not ours:
                both = set(ours.page.ids) & set(found[name].page.ids)
                shares.setdefault(name, []).append(len(both) / len(ours.page.ids))
    return {name: round(sum(values) / len(values), 4) for name, values in shares.items()}
