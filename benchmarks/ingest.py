"""From raw bytes to searchable, by the product's own command."""

from __future__ import annotations

import gzip
import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from benchmarks.build import ROOT, size_mb
from benchmarks.corpus import REAL, Corpus, prepare, shared_news
from tokenizers.analyzer import open_analyzer


def ingest_news(docs: int, data: Path, work: Path) -> dict[str, Any]:
    """Take ``docs`` articles into ``data``, which must be new: the real ones, and when there are
    no more, resampled ones of the corpus in ``work``."""
    if data.exists() and any(data.iterdir()):
        raise SystemExit(f"{data} is not empty")
    data.mkdir(parents=True, exist_ok=True)
    source = data / "news.jsonl"
    with source.open("wb") as file:
        file.writelines(_records(docs, work))
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.perf_counter()
    subprocess.run(product(data, "ingest", str(source)), cwd=ROOT, check=True)
    wall = time.perf_counter() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    clean = 0
    with source.open("rb") as lines:
        for row in map(json.loads, lines):
            clean += len((row["title"] + row["body"]).encode())
    source_mb = source.stat().st_size / 1e6
    source.unlink()
    return {
        "articles": docs,
        "wall_s": round(wall, 2),
        "cpu_s": round(cpu, 2),
        "articles_per_s": round(docs / wall, 1),
        "largest_process_mb": round(after.ru_maxrss * 1024 / 1e6, 1),
        "source_mb": round(source_mb, 1),
        "clean_text_mb": round(clean / 1e6, 1),
        "data_mb": round(size_mb(data), 1),
    }


def _records(docs: int, work: Path) -> Iterator[bytes]:
    with gzip.open(shared_news(), "rb") as lines:
        yield from islice(lines, docs)
    if docs > REAL:
        work.mkdir(parents=True, exist_ok=True)
        corpus = Corpus(prepare(work, docs, open_analyzer(work)), docs)
        for item in corpus.items(REAL, docs):
            text = item.document
            row = {"title": text.title, "body": text.body, "date": item.date}
            yield json.dumps(row, ensure_ascii=False).encode() + b"\n"


def product(data: Path, *arguments: str) -> list[str]:
    """Return a command line of the product."""
    return [sys.executable, "-m", "searchapp", "--data", str(data), *arguments]
