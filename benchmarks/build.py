"""One engine built in a process of its own, so that its time and memory are its own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.corpus import Corpus, Item
from benchmarks.engine import Builder
from benchmarks.engines import builder_of

ROOT = Path(__file__).resolve().parent.parent
_MEGA = 1e6


@dataclass(frozen=True, slots=True)
class Cost:
    """What a build took. Making the documents is not in ``cpu_s``, nor is what the process held
    before in ``peak_mb``; ``wall_s`` has both."""

    cpu_s: float
    peak_mb: float
    disk_mb: float
    wall_s: float


class _Feed:
    """Documents on their way to an engine, and the time it took to make them."""

    def __init__(self, items: Iterable[Item]) -> None:
        self._items = items
        self.seconds = 0.0

    def __iter__(self) -> Iterator[Item]:
        source = iter(self._items)
        while True:
            started = time.thread_time()
            item = next(source, None)
            self.seconds += time.thread_time() - started
            if item is None:
                return
            yield item


def measured_build(builder: Builder, folder: Path, corpus: Corpus, grams: bool) -> Cost:
    """Build into ``folder``, emptied first, and return what it took."""
    shutil.rmtree(folder, ignore_errors=True)
    feed = _Feed(corpus)
    before = forget_peak()
    wall, cpu = time.perf_counter(), time.process_time()
    builder.build(folder, feed, grams)
    cpu = time.process_time() - cpu - feed.seconds
    wall = time.perf_counter() - wall
    peak = memory("VmHWM") - before
    return Cost(round(cpu, 3), round(peak, 1), round(size_mb(folder), 3), round(wall, 3))


def build_apart(
    engine: str, folder: Path, corpus: Path, docs: int, grams: bool = True
) -> Cost | None:
    """Build ``engine`` in a new process; return what it took, None where it cannot."""
    command = [sys.executable, "-m", "benchmarks.build", engine, str(folder), str(corpus)]
    done = subprocess.run(
        [*command, str(docs), "grams" if grams else "words"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    found = json.loads(done.stdout.splitlines()[-1])
    return Cost(**found) if found else None


def size_mb(folder: Path) -> float:
    """Return the bytes of all files below ``folder`` in megabytes."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / _MEGA


def forget_peak() -> float:
    """Make the kernel forget the peak of memory so far; return the memory held now."""
    reset = Path("/proc/self/clear_refs")
    if reset.exists():
        reset.write_text("5", encoding="ascii")
    return memory("VmRSS")


def memory(name: str) -> float:
    """Return a memory figure of this process in megabytes; 0 where there is no /proc."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0.0
    lines = dict(line.split(":", 1) for line in status.read_text().splitlines() if ":" in line)
    return int(lines[name].split()[0]) * 1024 / _MEGA


def main(arguments: list[str]) -> None:
    """Build as told and print the cost."""
    engine, folder, corpus, docs, fields = arguments
    builder = builder_of(engine, Path(corpus).parent)
    try:
        cost = measured_build(
            builder, Path(folder), Corpus(Path(corpus), int(docs)), fields == "grams"
        )
    except NotImplementedError:
        print("null")
    else:
        print(json.dumps(asdict(cost)))
    sys.stdout.flush()
    os._exit(0)  # without the time some engines take to give memory back


if __name__ == "__main__":
    main(sys.argv[1:])
