"""One row a set: the product, the best peer, the difference and how sure it is; every engine."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.relevance.measures import Difference, Ranked, difference, measured
from benchmarks.relevance.sets import Asked

OURS = "ours"
FLOORS = Path(__file__).parent / "baseline.json"
_MEASURES = ("ndcg@10", "mrr@10", "recall@100")
SLACK = 0.0005
"""A floor is written this much below what was measured, and never lowered."""


@dataclass(frozen=True, slots=True)
class Row:
    """One engine on one set; ``ahead`` is how far the product is before it on the same queries."""

    engine: str
    queries: int
    means: tuple[float, float, float]
    empty: int
    ahead: Difference | None


@dataclass(frozen=True, slots=True)
class Table:
    """All engines on the test half of one set, the product first."""

    name: str
    rows: tuple[Row, ...]

    @property
    def ours(self) -> Row:
        """The product's row."""
        return self.rows[0]

    @property
    def best_peer(self) -> Row | None:
        """The peer with the highest nDCG@10."""
        return max(self.rows[1:], key=lambda row: row.means[0], default=None)


def table(name: str, queries: Sequence[Asked], rankings: dict[str, Ranked]) -> Table:
    """Return the table of one set; peers asked only a sample are compared on that sample."""
    ours = rankings[OURS]
    rows = []
    for engine, ranked in rankings.items():
        asked = [query for query in queries if query.id in ranked]
        scores = measured(asked, ranked)
        ahead = None
        if engine != OURS:
            ahead = difference(measured(asked, ours).ndcg, scores.ndcg)
        empty = sum(not ranked[query.id] for query in asked)
        rows.append(Row(engine, len(asked), scores.means(), empty, ahead))
    return Table(name, tuple(rows))


def to_text(tables: Sequence[Table]) -> str:
    """Return the tables as text."""
    lines = []
    for one in tables:
        lines.append(f"\n{one.name}")
        for row in one.rows:
            ahead = row.ahead
            sure = f"{ahead.mean:+.4f} [{ahead.low:+.4f}, {ahead.high:+.4f}]" if ahead else ""
            means = "  ".join(f"{mean:.4f}" for mean in row.means)
            lines.append(f"  {row.engine:24}{row.queries:6}  {means}  empty {row.empty:4}  {sure}")
    return "\n".join(["nDCG@10, MRR@10, recall@100; the product against each peer", *lines])


def below_floors(tables: Sequence[Table]) -> list[str]:
    """Return what fell below the recorded floors, in words."""
    floors: dict[str, dict[str, float]] = json.loads(FLOORS.read_text(encoding="utf-8"))
    found = []
    for one in tables:
        for measure, mean in zip(_MEASURES, one.ours.means, strict=True):
            floor = floors.get(one.name, {}).get(measure, 0.0)
            if mean < floor:
                found.append(f"{one.name}: {measure} {mean:.4f}, floor {floor:.4f}")
    return found


def raise_floors(tables: Sequence[Table]) -> None:
    """Write what was measured as the new floors where it is higher; floors only rise."""
    floors: dict[str, dict[str, float]] = json.loads(FLOORS.read_text(encoding="utf-8"))
    for one in tables:
        known = floors.setdefault(one.name, {})
        for measure, mean in zip(_MEASURES, one.ours.means, strict=True):
            known[measure] = max(known.get(measure, 0.0), round(mean - SLACK, 4))
    FLOORS.write_text(json.dumps(floors, indent=2, sort_keys=True) + "\n", encoding="utf-8")
