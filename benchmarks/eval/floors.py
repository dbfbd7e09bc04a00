"""The floors in ``baseline.json``: a measure below its own fails the run; they only rise."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from benchmarks.eval.tally import Tally

BASELINE = Path(__file__).with_name("baseline.json")


def read_floors() -> dict[str, float]:
    """Return measure → floor (ceiling, where fewer is better)."""
    return dict(json.loads(BASELINE.read_text(encoding="utf-8")))


def below(tallies: Iterable[Tally], floors: Mapping[str, float]) -> list[str]:
    """Return the measures that do not hold their floor, and floors that nothing measures."""
    measured = {tally.name: tally for tally in tallies}
    lost = [name for name in floors if name not in measured]
    return lost + [
        name for name, tally in measured.items() if name in floors and not tally.holds(floors[name])
    ]


def raised(tallies: Iterable[Tally], floors: Mapping[str, float]) -> dict[str, float]:
    """Return the floors raised to what was measured; none of them falls."""
    found = dict(floors)
    for tally in tallies:
        share = round(tally.share, 4)
        best = min if tally.fewer_is_better else max
        found[tally.name] = best(share, floors.get(tally.name, share))
    return found


def write_floors(floors: Mapping[str, float]) -> None:
    """Write the floors, sorted."""
    text = json.dumps(dict(sorted(floors.items())), ensure_ascii=False, indent=2)
    BASELINE.write_text(text + "\n", encoding="utf-8")
