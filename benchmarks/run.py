"""Engines side by side: built apart, compared, then timed in turns, round by round."""

from __future__ import annotations

import gc
import hashlib
import json
import shutil
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import mean, median

import numpy as np

from benchmarks.agreement import Agreement, compare
from benchmarks.build import ROOT, Cost, build_apart
from benchmarks.corpus import Corpus, prepare
from benchmarks.engine import NotInstalled, Peer
from benchmarks.engines import builder_of
from benchmarks.queries import KINDS, BenchQuery, read_queries
from tokenizers.analyzer import open_analyzer

STOCK_LIMIT = 20_000
"""Whoosh's own codec, ours over it or stock, is not built beyond this many documents."""
_SETTLING = 2.5
"""Seconds without a write before pages are timed: an index not written to is what readers meet
most of the time, and ours looks at fewer files then."""
Log = Callable[[str], None]
Samples = dict[str, dict[str, list[float]]]
"""Milliseconds by engine and query, one for each round."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What to run. With ``reuse`` what was built before over the same documents is not built
    again; our own engine is, unless its code is the same."""

    docs: int
    engines: tuple[str, ...]
    work: Path
    rounds: int = 7
    reuse: bool = False

    def folder(self, engine: str) -> Path:
        """Return where an engine's index lies."""
        return self.work / f"{engine}-{self.docs}"


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
    first: dict[str, Times] = field(default_factory=dict)
    """Pages asked for the first time: what an engine remembers of queries helps none of them."""
    clean_mb: float = 0.0


@dataclass(frozen=True, slots=True)
class Times:
    """Page loads of one engine in milliseconds of CPU: the best of the rounds for each query."""

    mean: float
    p95: float
    by_kind: dict[str, float | None]
    median_mean: float
    by_query: dict[str, float]


def run(plan: Plan, log: Log) -> Run:
    """Build, compare and time engines over the same documents."""
    found = Run(plan.docs, plan.rounds)
    plan.work.mkdir(parents=True, exist_ok=True)
    analyzer = open_analyzer(plan.work)
    log(f"words of {plan.docs} documents")
    corpus = prepare(plan.work, plan.docs, analyzer)
    found.clean_mb = round(_clean_mb(Corpus(corpus, plan.docs)), 3)
    present = [name for name in plan.engines if _is_there(name, plan, found)]
    for name in present:
        log(f"building {name}")
        found.builds[name], found.word_builds[name] = _built(name, plan, corpus)
    peers = [builder_of(name, plan.work).open(plan.folder(name)) for name in present]
    found.versions = {peer.name: peer.version for peer in peers}
    queries = read_queries(analyzer)
    first = _timed(peers, queries, 1)
    log("comparing answers")
    found.agreement = compare(peers, queries)
    if found.agreement.complete:
        log("timing")
        time.sleep(_SETTLING)
        samples = _timed(peers, queries, plan.rounds)
        found.times = {peer.name: _times(samples[peer.name], queries) for peer in peers}
        found.first = {peer.name: _times(first[peer.name], queries) for peer in peers}
    for peer in peers:
        peer.close()
    return found


def _built(name: str, plan: Plan, corpus: Path) -> tuple[Cost | None, Cost | None]:
    """Return what the index with grams took and what one of words alone took."""
    folder, note = plan.folder(name), plan.work / f"{name}-{plan.docs}.json"
    made_of = {"corpus": corpus.name, "code": _code() if name.startswith("ours") else ""}
    if plan.reuse and note.exists() and folder.exists():
        known = json.loads(note.read_text(encoding="utf-8"))
        if made_of.items() <= known.items():
            whole, words = known["builds"]
            return Cost(**whole), Cost(**words) if words else None
    note.unlink(missing_ok=True)
    words_alone = plan.work / "words-alone"
    words = build_apart(name, words_alone, corpus, plan.docs, grams=False)
    shutil.rmtree(words_alone, ignore_errors=True)
    whole = build_apart(name, folder, corpus, plan.docs)
    builds = [asdict(cost) if cost else None for cost in (whole, words)]
    note.write_text(json.dumps({**made_of, "builds": builds}), encoding="utf-8")
    return whole, words


def _code() -> str:
    """Return a digest of the code of our engine."""
    digest = hashlib.sha256()
    for path in sorted((ROOT / "index").rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def _is_there(name: str, plan: Plan, found: Run) -> bool:
    if name in ("ours_stock", "whoosh") and plan.docs > STOCK_LIMIT:
        found.absent[name] = f"not beyond {STOCK_LIMIT} documents"
        return False
    try:
        builder_of(name, plan.work)
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
    """Time every query on every engine: in each round one engine after another answers all of
    them, each round another engine first.

    Whoever serves a collection answers one page after another, and finds its own data and code
    in the processor's caches: so every engine is timed. In turns query by query it would be timed
    on what the one before it left of the caches: half a millisecond becomes one where the other
    takes a hundred. Rounds are short beside the minutes in which a machine's speed drifts.
    """
    samples: Samples = {peer.name: {} for peer in peers}
    gc.collect()
    gc.freeze()
    for number in range(rounds):
        start = number % len(peers)
        for peer in [*peers[start:], *peers[:start]]:
            for query in queries:
                if query.kind in peer.kinds:
                    known = samples[peer.name].setdefault(query.name, [])
                    known.append(page_ms(peer, query))
            gc.collect()
    gc.unfreeze()
    return samples


def page_ms(peer: Peer, query: BenchQuery) -> float:
    """Return the milliseconds of CPU ``peer`` takes for one page."""
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
        by_query={name: round(taken, 4) for name, taken in best.items()},
    )
