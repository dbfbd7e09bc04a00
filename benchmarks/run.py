"""Engines side by side: built apart, compared, then timed query by query in turns."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import mean, median

import numpy as np

from benchmarks.agreement import Agreement, compare
from benchmarks.build import Cost, build_apart
from benchmarks.corpus import Corpus, prepare
from benchmarks.engine import NotInstalled, Peer
from benchmarks.engines import builder_of
from benchmarks.queries import KINDS, BenchQuery, read_queries
from tokenizers.analyzer import open_analyzer

STOCK_LIMIT = 20_000
"""Whoosh's own codec is not built beyond this many documents."""
Log = Callable[[str], None]
Samples = dict[str, dict[str, list[float]]]
"""Milliseconds by engine and query, one for each round."""


@dataclass(slots=True)
class Run:
    """Everything one run found."""

    docs: int
    rounds: int
    versions: dict[str, str] = field(default_factory=dict)
    absent: dict[str, str] = field(default_factory=dict)
    builds: dict[str, Cost | None] = field(default_factory=dict)
    word_builds: dict[str, Cost | None] = field(default_factory=dict)
    agreement: Agreement | None = None
    times: dict[str, Times] = field(default_factory=dict)
    clean_mb: float = 0.0


@dataclass(frozen=True, slots=True)
class Times:
    """Page loads of one engine in milliseconds of CPU: the best of the rounds for each query."""

    mean: float
    p95: float
    by_kind: dict[str, float | None]
    median_mean: float
    first_mean: float
    by_query: dict[str, float]


def run(docs: int, engines: Sequence[str], work: Path, rounds: int, log: Log) -> Run:
    """Build, compare and time ``engines`` over ``docs`` documents."""
    found = Run(docs, rounds)
    work.mkdir(parents=True, exist_ok=True)
    analyzer = open_analyzer(work)
    log(f"words of {docs} documents")
    corpus = prepare(work, docs, analyzer)
    found.clean_mb = round(_clean_mb(Corpus(corpus, docs)), 3)
    present = [name for name in engines if _is_there(name, work, docs, found)]
    for name in present:
        log(f"building {name}")
        folder = work / f"{name}-{docs}"
        found.word_builds[name] = build_apart(name, work / "words-alone", corpus, docs, grams=False)
        found.builds[name] = build_apart(name, folder, corpus, docs)
    peers = [builder_of(name, work).open(work / f"{name}-{docs}") for name in present]
    queries = read_queries(analyzer)
    log("comparing answers")
    found.versions = {peer.name: peer.version for peer in peers}
    found.agreement = compare(peers, queries)
    if found.agreement.complete:
        log("timing")
        samples = _timed(peers, queries, rounds)
        found.times = {peer.name: _times(samples[peer.name], queries) for peer in peers}
    for peer in peers:
        peer.close()
    return found


def _is_there(name: str, work: Path, docs: int, found: Run) -> bool:
    if name == "ours_stock" and docs > STOCK_LIMIT:
        found.absent[name] = f"not beyond {STOCK_LIMIT} documents"
        return False
    try:
        builder_of(name, work)
    except NotInstalled as error:
        found.absent[name] = str(error)
        return False
    return True


def _clean_mb(corpus: Corpus) -> float:
    """Return the size of all titles and bodies as UTF-8, estimated from a thousand documents."""
    step = max(1, len(corpus) // 1000)
    sampled = [corpus.item(number).document for number in range(0, len(corpus), step)]
    size = mean(len((document.title + document.body).encode()) for document in sampled)
    return size * len(corpus) / 1e6


def _timed(peers: Sequence[Peer], queries: Sequence[BenchQuery], rounds: int) -> Samples:
    """Time every query on every engine in turns; each round another engine begins."""
    samples: Samples = {peer.name: {} for peer in peers}
    gc.collect()
    gc.freeze()
    for number in range(rounds):
        start = number % len(peers)
        for query in queries:
            for peer in [*peers[start:], *peers[:start]]:
                if query.kind in peer.kinds:
                    known = samples[peer.name].setdefault(query.name, [])
                    known.append(_one(peer, query))
        gc.collect()
    gc.unfreeze()
    return samples


def _one(peer: Peer, query: BenchQuery) -> float:
    gc.disable()
    started = time.process_time_ns()
    peer.page(query)
    taken = time.process_time_ns() - started
    gc.enable()
    return taken / 1e6


def _times(samples: dict[str, list[float]], queries: Sequence[BenchQuery]) -> Times:
    best = {name: min(taken) for name, taken in samples.items()}
    kinds: dict[str, float | None] = {}
    for kind in KINDS:
        own = [best[query.name] for query in queries if query.kind == kind and query.name in best]
        kinds[kind] = round(mean(own), 4) if own else None
    values = list(best.values())
    return Times(
        mean=round(mean(values), 4),
        p95=round(float(np.percentile(values, 95)), 4),
        by_kind=kinds,
        median_mean=round(mean(median(taken) for taken in samples.values()), 4),
        first_mean=round(mean(taken[0] for taken in samples.values()), 4),
        by_query={name: round(taken, 4) for name, taken in best.items()},
    )
