"""From raw bytes to searchable, by the product's own command."""

from __future__ import annotations

import gzip
import json
import resource
import subprocess
import sys
import time
from itertools import islice
from pathlib import Path
from typing import Any

from benchmarks.build import ROOT, size_mb
from benchmarks.corpus import shared_news


def ingest_news(docs: int, data: Path) -> dict[str, Any]:
    """Take the first ``docs`` real articles into ``data``, which must be new."""
    if data.exists() and any(data.iterdir()):
        raise SystemExit(f"{data} is not empty")
    data.mkdir(parents=True, exist_ok=True)
    source = data / "news.jsonl"
    with gzip.open(shared_news(), "rb") as lines:
        source.write_bytes(b"".join(islice(lines, docs)))
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.perf_counter()
    subprocess.run(product(data, "ingest", str(source)), cwd=ROOT, check=True)
    wall = time.perf_counter() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    text = [json.loads(line) for line in source.read_bytes().splitlines()]
    clean = sum(len((row["title"] + row["body"]).encode()) for row in text) / 1e6
    source_mb = source.stat().st_size / 1e6
    source.unlink()
    return {
        "articles": len(text),
        "wall_s": round(wall, 2),
        "cpu_s": round(cpu, 2),
        "articles_per_s": round(len(text) / wall, 1),
        "largest_process_mb": round(after.ru_maxrss * 1024 / 1e6, 1),
        "source_mb": round(source_mb, 1),
        "clean_text_mb": round(clean, 1),
        "data_mb": round(size_mb(data), 1),
    }


def product(data: Path, *arguments: str) -> list[str]:
    """Return a command line of the product."""
    return [sys.executable, "-m", "searchapp", "--data", str(data), *arguments]
