"""``python -m benchmarks.reposts``: precision and recall of repost groups, held by floors."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from benchmarks.reposts.measure import Found, Page, measure
from tokenizers.folding import fold

_BASELINE = Path(__file__).parent / "baseline.json"
_QUOTED = 60
"""Letters quoted of a page that came out wrong."""


@click.command()
@click.option("--raise", "rise", is_flag=True, help="Raise the floors to what was measured.")
@click.option("--list", "listing", is_flag=True, help="List every wrong pair and every miss.")
def main(rise: bool, listing: bool) -> None:
    """Measure, print, hold the floors."""
    found = measure()
    click.echo("\n".join(_table(found)))
    if listing:
        click.echo("\n".join(_faults(found)))
    floors = json.loads(_BASELINE.read_text(encoding="utf-8"))
    reached = {"precision": round(found.precision, 4), "recall": round(found.recall, 4)}
    if rise:
        floors = {name: max(floors[name], reached[name]) for name in floors}
        _BASELINE.write_text(json.dumps(floors, indent=2) + "\n", encoding="utf-8")
    fallen = [name for name, floor in floors.items() if reached[name] < floor]
    for name in fallen:
        click.echo(f"below its floor of {floors[name]:.2%}: {name}", err=True)
    sys.exit(bool(fallen))


def _table(found: Found) -> list[str]:
    lines = ["| alteration | found | of | recall |", "|---|---|---|---|"]
    for name, asked in sorted(found.asked.items()):
        right = found.right[name]
        lines.append(f"| {name} | {right} | {asked} | {right / asked:.1%} |")
    right, asked = sum(found.right.values()), sum(found.asked.values())
    lines.append(f"| **all** | {right} | {asked} | {found.recall:.2%} |")
    pairs = right + len(found.wrong)
    lines.append(f"\npairs together {pairs}, of one story {right}: {found.precision:.2%}")
    return lines


def _faults(found: Found) -> list[str]:
    wrong = [f"wrong\t{_said(one)}\t{_said(other)}" for one, other in found.wrong]
    return wrong + [f"missed\t{_said(page)}" for page in found.missed]


def _said(page: Page) -> str:
    return f"{page.what} ({page.story}): {fold(page.item.body)[:_QUOTED]}"


if __name__ == "__main__":
    main()
