"""Where the time of page loads and of an ingest goes: one bar a function, as SVG."""

from __future__ import annotations

import cProfile
import gzip
import os
import pstats
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from itertools import islice
from pathlib import Path

from benchmarks.build import ROOT
from benchmarks.corpus import shared_news
from benchmarks.engines import builder_of
from benchmarks.queries import read_queries
from tokenizers.analyzer import open_analyzer

_ROUNDS = 40
_BARS = 28
_WIDTH, _NAMES, _STEP = 900, 420, 20
_STYLE = "svg{background:#fff;font:13px sans-serif}.bar{fill:#1a5fb4}.title{font-size:16px}"


@dataclass(frozen=True, slots=True)
class Share:
    """One function: where it is, and the part of all time spent in itself."""

    name: str
    part: float


def page_profile(built: Path, cache: Path) -> pstats.Stats:
    """Return a profile, in CPU time, of warm page loads of every fixed query of our engine, which
    a run has built in the folder ``built``."""
    peer = builder_of("ours", cache).open(built)
    queries = read_queries(open_analyzer(cache))
    profile = cProfile.Profile(time.process_time)
    for query in queries:
        peer.page(query)
    profile.enable()
    for _ in range(_ROUNDS):
        for query in queries:
            peer.page(query)
    profile.disable()
    peer.close()
    return pstats.Stats(profile)


def ingest_profile(docs: int) -> pstats.Stats:
    """Return a profile of the product's own command taking in the first ``docs`` real articles,
    by one process: what workers would do is in it."""
    with tempfile.TemporaryDirectory() as folder:
        source, found = Path(folder) / "news.jsonl", Path(folder) / "profile"
        with gzip.open(shared_news(), "rb") as lines:
            source.write_bytes(b"".join(islice(lines, docs)))
        command = [sys.executable, "-m", "cProfile", "-o", str(found), "-m", "searchapp"]
        command += ["--data", str(Path(folder) / "data"), "ingest", str(source)]
        one = {**os.environ, "UNION_WORKERS": "1"}
        subprocess.run(command, cwd=ROOT, env=one, check=True, stdout=subprocess.DEVNULL)
        return pstats.Stats(str(found))


def shares(stats: pstats.Stats) -> list[Share]:
    """Return the functions that take most time in themselves, most first, and then all others."""
    own = {where: row[2] for where, row in stats.stats.items()}  # type: ignore[attr-defined]
    whole = sum(own.values()) or 1.0
    most = sorted(own, key=lambda where: own[where], reverse=True)[:_BARS]
    found = [Share(_name(*where), own[where] / whole) for where in most]
    return [*found, Share("all others", 1 - sum(share.part for share in found))]


def _name(file: str, line: int, function: str) -> str:
    if file == "~":
        return function.strip("<>{}").replace("built-in method ", "").replace("method ", "")
    path = Path(file)
    inside = path.is_relative_to(ROOT) and "site-packages" not in path.parts
    where = path.relative_to(ROOT) if inside else Path(*path.parts[-2:])
    return f"{where.as_posix()}: {function}"


def bars(title: str, found: Sequence[Share]) -> str:
    """Return a picture of ``found``: no scripts, colors by class."""
    height = 50 + _STEP * len(found)
    widest = max(share.part for share in found) or 1.0
    room = _WIDTH - _NAMES - 70
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" role="img">',
        f"<title>{escape(title)}</title><style>{_STYLE}</style>",
        f'<text class="title" x="12" y="24">{escape(title)}</text>',
    ]
    for number, share in enumerate(found):
        y, width = 40 + _STEP * number, round(room * share.part / widest, 1)
        label = escape(share.name[:70])
        parts += [
            f'<text x="{_NAMES - 8}" y="{y + 13}" text-anchor="end">{label}</text>',
            f'<rect class="bar" x="{_NAMES}" y="{y + 2}" width="{width}" height="{_STEP - 6}"/>',
            f'<text x="{_NAMES + width + 6}" y="{y + 13}">{share.part:.1%}</text>',
        ]
    return "\n".join([*parts, "</svg>"]) + "\n"
