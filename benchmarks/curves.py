"""Curves of cost against size as SVG: no scripts, colors by class."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

WIDTH, HEIGHT = 720, 440
_LEFT, _RIGHT, _TOP, _BOTTOM = 72, 120, 40, 56
_STYLE = """
svg{background:#fff;font:13px sans-serif}.axis{stroke:#555}.grid{stroke:#ddd}.title{font-size:16px}
.line{fill:none;stroke-width:2}.c0{stroke:#b3261e;fill:#b3261e}.c1{stroke:#1a5fb4;fill:#1a5fb4}
.c2{stroke:#26734d;fill:#26734d}.c3{stroke:#8b5a00;fill:#8b5a00}.c4{stroke:#6a3d9a;fill:#6a3d9a}
.c5{stroke:#444;fill:#444}.line.c0,.line.c1,.line.c2,.line.c3,.line.c4,.line.c5{fill:none}
.name{stroke:none}
"""
Points = Sequence[tuple[float, float]]

MEASURES = {
    "page-load": ("Page load, mean (ms of CPU)", ("page_load_ms", "mean")),
    "page-load-p95": ("Page load, 95th percentile (ms of CPU)", ("page_load_ms", "p95")),
    "build-cpu": ("Build, words and grams (s of CPU)", ("build", "cpu_s")),
    "build-peak": ("Peak memory of the build (MB)", ("build", "peak_mb")),
    "disk": ("Size on disk (MB)", ("build", "disk_mb")),
}
"""What is drawn: file name → title, and where a run's JSON has it."""


def curves(runs: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Return an SVG for each measure from the JSON of runs of several sizes."""
    return {name: draw(title, _lines(runs, at)) for name, (title, at) in MEASURES.items()}


def _lines(runs: Sequence[Mapping[str, Any]], at: tuple[str, str]) -> dict[str, Points]:
    lines: dict[str, list[tuple[float, float]]] = {}
    for run in sorted(runs, key=lambda one: int(one["docs"])):
        for name, engine in run["engines"].items():
            value = (engine.get(at[0]) or {}).get(at[1])
            if value:
                lines.setdefault(name, []).append((run["docs"], value))
    return {name: points for name, points in lines.items()}


def draw(title: str, lines: Mapping[str, Points]) -> str:
    """Return one picture of lines over documents, both axes logarithmic."""
    points = [point for line in lines.values() for point in line] or [(1.0, 1.0)]
    across = _Axis([x for x, _ in points], _LEFT, WIDTH - _RIGHT)
    up = _Axis([y for _, y in points], HEIGHT - _BOTTOM, _TOP)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img">',
        f"<title>{escape(title)}</title><style>{_STYLE}</style>",
        f'<text class="title" x="{_LEFT}" y="24">{escape(title)}</text>',
        *_grid(across, up),
        *(_line(i % 6, name, line, across, up) for i, (name, line) in enumerate(lines.items())),
        f'<text x="{(_LEFT + WIDTH - _RIGHT) / 2}" y="{HEIGHT - 12}">documents</text>',
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


class _Axis:
    """Values → places, by whole powers of ten."""

    def __init__(self, values: Sequence[float], start: float, end: float) -> None:
        self.low = math.floor(math.log10(min(values)))
        self.high = max(math.ceil(math.log10(max(values))), self.low + 1)
        self._start, self._end = start, end

    def at(self, value: float) -> float:
        share = (math.log10(value) - self.low) / (self.high - self.low)
        return round(self._start + share * (self._end - self._start), 1)

    def ticks(self) -> list[float]:
        return [10.0**power for power in range(self.low, self.high + 1)]


def _grid(across: _Axis, up: _Axis) -> list[str]:
    parts = []
    bottom, right = HEIGHT - _BOTTOM, WIDTH - _RIGHT
    for tick in across.ticks():
        x = across.at(tick)
        parts.append(f'<line class="grid" x1="{x}" y1="{_TOP}" x2="{x}" y2="{bottom}"/>')
        parts.append(f'<text x="{x}" y="{bottom + 20}" text-anchor="middle">{tick:,g}</text>')
    for tick in up.ticks():
        y = up.at(tick)
        parts.append(f'<line class="grid" x1="{_LEFT}" y1="{y}" x2="{right}" y2="{y}"/>')
        parts.append(f'<text x="{_LEFT - 8}" y="{y + 4}" text-anchor="end">{tick:,g}</text>')
    return parts


def _line(color: int, name: str, line: Points, across: _Axis, up: _Axis) -> str:
    places = [(across.at(x), up.at(y)) for x, y in line]
    path = " ".join(f"{x},{y}" for x, y in places)
    dots = "".join(f'<circle class="c{color}" cx="{x}" cy="{y}" r="3"/>' for x, y in places)
    x, y = places[-1]
    label = f'<text class="name c{color}" x="{x + 8}" y="{y + 4}">{escape(name)}</text>'
    return f'<polyline class="line c{color}" points="{path}"/>{dots}{label}'
