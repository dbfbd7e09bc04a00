"""Measures as text: a table, the groups of each measure, every miss."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from benchmarks.eval.tally import Tally

_LONGEST = 160


def table(tallies: Sequence[Tally], floors: Mapping[str, float]) -> Iterator[str]:
    """Yield one line a measure: rights / total, per cent and the floor it is held to."""
    yield f"{'measure':<62}{'count':>11}{'share':>9}{'floor':>9}"
    for tally in tallies:
        floor = floors.get(tally.name)
        sign = "≤" if tally.fewer_is_better else "≥"
        held = "–" if floor is None else f"{sign}{100 * floor:.1f}"
        count = f"{tally.right}/{tally.total}"
        yield f"{tally.name:<62}{count:>11}{100 * tally.share:>8.1f}%{held:>9}"


def by_group(tallies: Sequence[Tally]) -> Iterator[str]:
    """Yield the counts of each measure by format or flag, those with a miss first."""
    for tally in tallies:
        if tally.groups:
            counts = sorted(
                tally.groups.items(), key=lambda pair: (pair[1]["right"] - pair[1]["total"], pair)
            )
            shown = ", ".join(f"{name} {c['right']}/{c['total']}" for name, c in counts)
            yield f"{tally.name}: {shown}"


def misses(tallies: Sequence[Tally]) -> Iterator[str]:
    """Yield every miss with what was said, what is right and the evidence."""
    for tally in tallies:
        if tally.misses:
            yield f"{tally.name}:"
        for miss in tally.misses:
            evidence = f"  [{miss.evidence[:_LONGEST]}]" if miss.evidence else ""
            said, wanted = miss.said[:_LONGEST], miss.wanted[:_LONGEST]
            yield f"  {miss.page}: said {said}; right: {wanted}{evidence}"
