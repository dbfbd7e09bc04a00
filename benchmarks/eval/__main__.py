"""``python -m benchmarks.eval``: how well pages are read, and whether that still holds."""

from __future__ import annotations

import sys
from itertools import chain

import click

from benchmarks.eval.cases import seeds, written_cases
from benchmarks.eval.floors import below, raised, read_floors, write_floors
from benchmarks.eval.html_pages import html_pages
from benchmarks.eval.judged import draw, judged_organizations
from benchmarks.eval.labelled import shared
from benchmarks.eval.pages import pages_without_addresses, real_pages
from benchmarks.eval.peers import PYTHON, page_peer, place_peers
from benchmarks.eval.report import by_group, misses, table
from benchmarks.eval.tally import Tally


@click.command()
@click.option("--raise", "rise", is_flag=True, help="Raise the floors to what was measured.")
@click.option("--draw", "drawing", is_flag=True, help="List the sample of answers to judge.")
def main(rise: bool, drawing: bool) -> None:
    """Measure every labelled set, list every miss, hold the floors."""
    if drawing:
        for answer in draw():
            click.echo(f"{answer.item}\t{answer.name}\t{answer.role}\t{answer.quote}")
        return
    shared()
    found = _measured()
    ours = [tally for tally in found if "trafilatura" not in tally.name]
    peers = [tally for tally in found if tally not in ours]
    peers += [*page_peer(), *(place_peers() if PYTHON.exists() else ())]
    floors = read_floors()
    for part in (table([*ours, *peers], floors), by_group(ours), misses(ours)):
        click.echo("\n".join(part) + "\n")
    if not PYTHON.exists():
        click.echo("cpca and jionlp: – (`make eval` installs them)")
    if rise:
        write_floors(raised(ours, floors))
    fallen = below(ours, floors)
    for name in fallen:
        click.echo(f"below its floor: {name}", err=True)
    sys.exit(bool(fallen))


def _measured() -> list[Tally]:
    measures = (
        seeds(),
        written_cases(),
        real_pages(),
        pages_without_addresses(),
        html_pages(),
        judged_organizations(),
    )
    return list(chain.from_iterable(measures))


if __name__ == "__main__":
    main()
