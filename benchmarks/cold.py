"""A new process: imports, opening, the first page, and the memory it holds."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from benchmarks.build import ROOT


def opened(engine: str, work: Path, docs: int) -> dict[str, Any]:
    """Return milliseconds of wall time, warm and cold, and private memory after the queries.

    Cold = the engine's own files put out of the system's memory first; Python's and the
    libraries' stay in.
    """
    folder = work / f"{engine}-{docs}"
    if not folder.exists():
        return {"absent": f"not built; run the benchmark with --docs {docs} first"}
    _fresh(engine, folder)
    warm = _fresh(engine, folder)
    _forget(folder)
    return {"warm": warm, "cold": _fresh(engine, folder)}


def _fresh(engine: str, folder: Path) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.cold", engine, str(folder)]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def _forget(folder: Path) -> None:
    """Ask the system to drop the pages of all files in ``folder``."""
    if not hasattr(os, "posix_fadvise"):
        return
    for path in folder.rglob("*"):
        if path.is_file():
            descriptor = os.open(path, os.O_RDONLY)
            os.fsync(descriptor)
            os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
            os.close(descriptor)


def private_mb() -> float:
    """Return the memory only this process holds, 0 where the system does not tell.

    What it maps of files and has not written to is none: the system may drop it at any time.
    """
    rollup = Path("/proc/self/smaps_rollup")
    if not rollup.exists():
        return 0.0
    lines = [line.split() for line in rollup.read_text(encoding="ascii").splitlines()]
    return sum(int(line[1]) for line in lines if line[0] == "Private_Dirty:") * 1024 / 1e6


def main(arguments: list[str]) -> None:
    """Open one engine, ask for pages, print the times."""
    engine, folder = arguments[0], Path(arguments[1])
    begun = time.perf_counter()
    from benchmarks.engines import builder_of
    from benchmarks.queries import read_queries
    from tokenizers.analyzer import open_analyzer

    builder = builder_of(engine, folder.parent)
    queries = read_queries(open_analyzer(folder.parent))
    marks = [time.perf_counter()]
    peer = builder.open(folder)
    marks.append(time.perf_counter())
    peer.page(queries[0])
    marks.append(time.perf_counter())
    first = private_mb()
    for query in queries:
        if query.kind in peer.kinds:
            peer.page(query)
    figures = {
        "import_ms": (marks[0] - begun) * 1e3,
        "open_ms": (marks[1] - marks[0]) * 1e3,
        "first_page_ms": (marks[2] - marks[1]) * 1e3,
        "private_mb_first_page": first,
        "private_mb_all_queries": private_mb(),
    }
    print(json.dumps({name: round(value, 1) for name, value in figures.items()}))


if __name__ == "__main__":
    main(sys.argv[1:])
