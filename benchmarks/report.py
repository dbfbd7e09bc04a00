"""A run as JSON and as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from benchmarks.build import Cost
from benchmarks.facts import SEED
from benchmarks.machine import machine
from benchmarks.queries import KINDS
from benchmarks.run import Run, Times

_ABSENT = "–"


def to_json(run: Run) -> dict[str, Any]:
    """Return the run: what is asked for first, what explains it under ``run``."""
    agreement = run.agreement
    return {
        "docs": run.docs,
        "engines": {name: _engine(name, run) for name in run.builds},
        "agreement": {
            "totals": bool(agreement and agreement.totals),
            "facets": bool(agreement and agreement.facets),
            "top10_overlap": agreement.overlap if agreement else None,
        },
        "run": {
            "machine": machine(),
            "clock": "process CPU of one process, best of the rounds; engines in turns by round",
            "rounds": run.rounds,
            "seed": SEED,
            "versions": run.versions,
            "absent": run.absent,
            "clean_text_mb": run.clean_mb,
            "top10_overlap_with_ours": agreement.overlaps if agreement else {},
            "differences": list(agreement.differences) if agreement else [],
        },
    }


def _engine(name: str, run: Run) -> dict[str, Any]:
    build, words = run.builds[name], run.word_builds.get(name)
    found: dict[str, Any] = {
        "page_load_ms": None,
        "build": asdict(build) if build else None,
        "build_words_only": asdict(words) if words else None,
    }
    times = run.times.get(name)
    if times:
        found["page_load_ms"] = {"mean": times.mean, "p95": times.p95, "by_kind": times.by_kind}
        found["page_load_median_ms"] = times.median_mean
        first = run.first[name]
        found["page_load_first_ms"] = {"mean": first.mean, "by_kind": first.by_kind}
        found["page_load_ms_by_query"] = times.by_query
    return found


def to_table(run: Run) -> str:
    """Return the run as text; without agreement it has no times, but what differs."""
    where = machine()
    lines = [
        f"{run.docs:,} documents, {run.clean_mb:,.1f} MB of text, best of {run.rounds} rounds",
        f"{where['processor']}, {where['cores']} cores, {where['memory']}, load {where['load']}",
        *(f"{name}: {version}" for name, version in run.versions.items()),
        *(f"{name}: {_ABSENT} ({reason})" for name, reason in run.absent.items()),
        "",
    ]
    if run.times:
        lines += ["Page load, ms of CPU", *_grid(_time_rows(run.times)), ""]
        lines += ["The same, each query for the first time", *_grid(_time_rows(run.first)), ""]
    lines += ["Build, words and grams", *_grid(_cost_rows(run.builds, run.clean_mb)), ""]
    lines += ["Build, words alone", *_grid(_cost_rows(run.word_builds, run.clean_mb)), ""]
    agreement = run.agreement
    if agreement:
        lines.append(f"totals equal: {_yes(agreement.totals)}, counts: {_yes(agreement.facets)}")
        overlaps = (f"{name} {share:.3f}" for name, share in agreement.overlaps.items())
        lines.append(f"ten best shared with ours: {', '.join(overlaps) or _ABSENT}")
        if not agreement.complete:
            lines += ["Engines disagree, so no time is shown:", *agreement.differences[:20]]
    return "\n".join(lines)


def _time_rows(times: dict[str, Times]) -> list[list[str]]:
    rows = [["", "mean", "p95", *KINDS, "median"]]
    for name, own in times.items():
        kinds = [_number(own.by_kind[kind]) for kind in KINDS]
        rows.append([name, _number(own.mean), _number(own.p95), *kinds, _number(own.median_mean)])
    rows += [_ratio_row(name, times) for name in times if name.startswith("ours")]
    return [row for row in rows if row]


def _ratio_row(name: str, times: dict[str, Times]) -> list[str]:
    """Return one of our engines against tantivy, over what both answer."""
    peer, own = times.get("tantivy"), times[name]
    if peer is None:
        return []
    kinds = [_ratio(own.by_kind[kind], peer.by_kind[kind]) for kind in KINDS]
    shares = [_ratio(own.mean, peer.mean), _ratio(own.p95, peer.p95)]
    return [f"{name} / tantivy", *shares, *kinds, _ratio(own.median_mean, peer.median_mean)]


def _cost_rows(builds: dict[str, Cost | None], clean_mb: float) -> list[list[str]]:
    rows = [["", "CPU s", "peak MB", "disk MB", "wall s", "disk / text"]]
    for name, cost in builds.items():
        values = [_number(value) for value in asdict(cost).values()] if cost else [_ABSENT] * 4
        rows.append([name, *values, _ratio(cost.disk_mb, clean_mb) if cost else _ABSENT])
    return rows


def _grid(rows: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return ["  ".join(c.rjust(w) for c, w in zip(row, widths, strict=True)) for row in rows]


def _number(value: float | None) -> str:
    if value is None:
        return _ABSENT
    return f"{value:.3f}" if value < 100 else f"{value:,.0f}"


def _ratio(one: float | None, other: float | None) -> str:
    return f"×{one / other:.2f}" if one is not None and other else _ABSENT


def _yes(value: bool) -> str:
    return "yes" if value else "NO"
