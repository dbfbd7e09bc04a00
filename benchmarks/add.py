"""A hundred documents more: how long until a search sees them."""

from __future__ import annotations

import shutil
import time
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.corpus import Corpus, prepare
from benchmarks.engine import NotInstalled, Peer
from benchmarks.engines import builder_of
from benchmarks.queries import BenchQuery, read_queries
from tokenizers.analyzer import open_analyzer

ADDED = 100


def add_hundred(engine: str, work: Path, docs: int, rounds: int) -> dict[str, Any]:
    """Return milliseconds from handing over documents to a page that counts them.

    The index of a former run is copied first. What the page asks for is in every document added
    and in few others, and its total must have grown by as many as are asked for.
    """
    analyzer = open_analyzer(work)
    corpus = Corpus(prepare(work, docs, analyzer), docs)
    copy = work / f"{engine}-{docs}-added"
    shutil.rmtree(copy, ignore_errors=True)
    try:
        builder = builder_of(engine, work)
        shutil.copytree(work / f"{engine}-{docs}", copy)
        peer = builder.open(copy)
        query = read_queries(analyzer, ("common",))[0]
        taken = [_one(peer, query, corpus, docs + n * ADDED) for n in range(rounds)]
        peer.close()
    except (NotInstalled, NotImplementedError) as error:
        return {"absent": str(error)}
    except FileNotFoundError:
        return {"absent": f"not built; run the benchmark with --docs {docs} first"}
    finally:
        shutil.rmtree(copy, ignore_errors=True)
    walls, cpus = zip(*taken, strict=True)
    return {
        "wall_ms": {"best": min(walls), "median": median(walls), "worst": max(walls)},
        "cpu_ms": {"best": min(cpus), "median": median(cpus), "worst": max(cpus)},
    }


def _one(peer: Peer, query: BenchQuery, corpus: Corpus, start: int) -> tuple[float, float]:
    items = list(corpus.items(start, start + ADDED))
    (word,) = query.words
    wanted = sum(any(word in words for words in item.words.values()) for item in items)
    before = peer.page(query).total or 0
    wall, cpu = time.perf_counter(), time.process_time()
    peer.add(items)
    after = peer.page(query).total or 0
    taken = (time.perf_counter() - wall) * 1e3, (time.process_time() - cpu) * 1e3
    if after - before != wanted:
        raise AssertionError(f"{peer.name}: {after - before} of {wanted} documents visible")
    return round(taken[0], 2), round(taken[1], 2)
