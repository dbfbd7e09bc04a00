"""A hundred documents more: how long until a search sees them.

Twice: in the process that adds them, where a search waits for all that adding does, and, for our
engine, in another process, as a server reads what an ingest writes.
"""

from __future__ import annotations

import multiprocessing
import shutil
import time
from collections.abc import Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.corpus import Corpus, prepare
from benchmarks.engine import NotInstalled, Peer
from benchmarks.engines import builder_of
from benchmarks.queries import BenchQuery, read_queries
from tokenizers.analyzer import open_analyzer

ADDED = 100
_PATIENCE = 60.0
"""Seconds until documents that cannot be found are given up."""


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
        seen = _seen(peer, query, (engine, work, docs), rounds) if engine == "ours" else []
        peer.close()
    except (NotInstalled, NotImplementedError) as error:
        return {"absent": str(error)}
    except FileNotFoundError:
        return {"absent": f"not built; run the benchmark with --docs {docs} first"}
    finally:
        shutil.rmtree(copy, ignore_errors=True)
    walls, cpus = zip(*taken, strict=True)
    found = {"wall_ms": _spread(walls), "cpu_ms": _spread(cpus)}
    return {**found, "seen_by_another_process_ms": _spread(seen)} if seen else found


def _spread(taken: Sequence[float]) -> dict[str, float]:
    return {"best": min(taken), "median": median(taken), "worst": max(taken)}


def _seen(peer: Peer, query: BenchQuery, index: tuple[str, Path, int], rounds: int) -> list[float]:
    """Return milliseconds from the word to add in another process until ``peer`` counts all."""
    here, there = multiprocessing.Pipe()
    writer = multiprocessing.get_context("spawn").Process(
        target=_write, args=(there, *index, query.words[0], rounds)
    )
    writer.start()
    taken = []
    for _ in range(rounds):
        wanted = here.recv()
        total = (peer.page(query).total or 0) + wanted
        here.send("add")
        wall = time.perf_counter()
        while (peer.page(query).total or 0) < total:
            if time.perf_counter() - wall > _PATIENCE:
                raise AssertionError(f"{peer.name}: {wanted} documents never seen")
        taken.append(round((time.perf_counter() - wall) * 1e3, 2))
        here.recv()  # merges and all
    writer.join()
    return taken


def _write(to: Connection, engine: str, work: Path, docs: int, word: str, rounds: int) -> None:
    """Add a hundred documents whenever told to; say beforehand how many of them have ``word``."""
    corpus = Corpus(prepare(work, docs, open_analyzer(work)), docs)
    peer = builder_of(engine, work).open(work / f"{engine}-{docs}-added")
    for n in range(rounds, 2 * rounds):
        items = list(corpus.items(docs + n * ADDED, docs + (n + 1) * ADDED))
        to.send(sum(any(word in words for words in item.words.values()) for item in items))
        to.recv()
        peer.add(items)
        to.send("done")
    peer.close()


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
