"""What full ranking costs beside plain BM25: the same pages of one index under both profiles."""

from __future__ import annotations

import gc
from collections.abc import Sequence
from pathlib import Path
from statistics import mean
from typing import Any

from benchmarks.ours import Ours
from benchmarks.plain import KnownWords
from benchmarks.queries import KINDS, BenchQuery, read_queries
from benchmarks.run import page_ms
from index.arrays.codec import ArrayCodec
from index.scoring import PLAIN, READERS
from tokenizers.analyzer import open_analyzer

_PROFILES = {"plain": PLAIN, "readers": READERS}


def ranking_cost(built: Path, rounds: int) -> dict[str, Any]:
    """Return milliseconds of CPU a page takes under each profile, by kind of query, and how many
    times as long the full ranking takes; ``built`` is the index a run has left.

    Both answer every query in turns, warm; of each query the best of ``rounds`` counts.
    """
    words = KnownWords(open_analyzer(built.parent))
    engines = {
        name: Ours(name, built, ArrayCodec(), words, profile) for name, profile in _PROFILES.items()
    }
    queries = read_queries(words)
    gc.collect()
    gc.freeze()
    best = {name: dict.fromkeys((query.name for query in queries), 1e9) for name in engines}
    for number in range(rounds):
        # Who is asked second finds more in the processor's memory: they take turns.
        turns = list(engines.items())[:: 1 if number % 2 else -1]
        for query in queries:
            for name, engine in turns:
                best[name][query.name] = min(best[name][query.name], page_ms(engine, query))
    for engine in engines.values():
        engine.close()
    kinds = {kind: [query for query in queries if query.kind == kind] for kind in KINDS}
    return {"rounds": rounds, **{kind: _row(own, best) for kind, own in kinds.items()}} | {
        "all": _row(queries, best)
    }


def _row(queries: Sequence[BenchQuery], best: dict[str, dict[str, float]]) -> dict[str, float]:
    means = {name: mean(times[query.name] for query in queries) for name, times in best.items()}
    ratio = means["readers"] / means["plain"]
    return {name: round(own, 3) for name, own in means.items()} | {"ratio": round(ratio, 3)}
