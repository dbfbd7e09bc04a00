"""What each engine ranked, kept by set: peers are asked once, and again only if queries change."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence

from benchmarks.relevance.peer import Material
from benchmarks.relevance.peers import PeerRow
from benchmarks.relevance.sets import Asked

Ranking = dict[str, list[str]]


def sampled(queries: Sequence[Asked], most: int) -> list[Asked]:
    """Return at most ``most`` queries, at regular distances.

    >>> sampled(["a", "b", "c", "d"], 2)
    ['a', 'c']
    """
    if len(queries) <= most:
        return list(queries)
    return [queries[at * len(queries) // most] for at in range(most)]


def peer_run(row: PeerRow, material: Material, name: str, queries: Sequence[Asked]) -> Ranking:
    """Return a peer's ranking of the queries it is asked, read from the last run if it was of
    the same queries; raise NotInstalled."""
    asked = sampled(queries, row.most)
    stamp = hashlib.sha256("\n".join(f"{q.id}\t{q.text}" for q in asked).encode()).hexdigest()[:16]
    kept = material.work / "runs" / f"{name}.{row.name.replace(' ', '_')}.json"
    if kept.exists():
        known = json.loads(kept.read_text(encoding="utf-8"))
        if known["queries"] == stamp:
            found: Ranking = known["ranked"]
            return found
    folder = material.work / "peers" / f"{material.name}.{row.name.replace(' ', '_')}"
    peer = row.open()(material, folder)
    if hasattr(peer, "all"):
        ranking = peer.all([(query.id, query.text) for query in asked])
    else:
        ranking = {query.id: peer.ranked(query.text) for query in asked}
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_text(json.dumps({"queries": stamp, "ranked": ranking}), encoding="utf-8")
    return ranking
