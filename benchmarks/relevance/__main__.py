"""``python -m benchmarks.relevance``: every set, the product beside its peers, floors kept."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from benchmarks.engine import NotInstalled
from benchmarks.relevance.measures import Ranked
from benchmarks.relevance.news import news_sets
from benchmarks.relevance.ours import ranked
from benchmarks.relevance.peer import Material
from benchmarks.relevance.peers import PEERS
from benchmarks.relevance.report import OURS, below_floors, raise_floors, table, to_text
from benchmarks.relevance.runs import peer_run
from benchmarks.relevance.sets import TEST, TUNE, Collections, QuerySet, question_sets, shared


@click.command()
@click.option("--work", type=click.Path(path_type=Path), required=True, help="where runs are kept")
@click.option("--split", type=click.Choice([TUNE, TEST]), default=TEST, show_default=True)
@click.option("--only", multiple=True, help="a set; again for more")
@click.option("--alone", is_flag=True, help="without peers")
@click.option("--update", is_flag=True, help="raise the floors to what was measured")
def main(work: Path, split: str, only: tuple[str, ...], alone: bool, update: bool) -> None:
    """Measure every set; leave with 1 where a floor is not held."""
    if not shared().exists():
        raise click.ClickException(f"no shared data at {shared()} (UNION_SHARED names another)")
    sets, collections = everything(work)
    tables = []
    for one in sets:
        if only and one.name not in only:
            continue
        if not one.of(split):
            continue
        click.echo(f"{one.name}: {len(one.of(split))} queries", err=True)
        rankings = _rankings(one, split, collections, work, alone)
        tables.append(table(one.name, one.of(split), rankings))
    click.echo(to_text(tables))
    if split == TEST and update:
        raise_floors(tables)
    failed = below_floors(tables) if split == TEST else []
    for line in failed:
        click.echo(line, err=True)
    sys.exit(bool(failed))


def everything(work: Path) -> tuple[list[QuerySet], Collections]:
    """Return every set and every collection."""
    news, bodies = news_sets(work)
    questions, docs = question_sets()
    return [*news, *questions], {**bodies, **docs}


def _rankings(
    one: QuerySet, split: str, collections: Collections, work: Path, alone: bool
) -> dict[str, Ranked]:
    docs, queries = collections[one.collection], one.of(split)
    rankings: dict[str, Ranked] = {OURS: ranked(work, one.collection, docs, queries)}
    # Quoted, a phrase is asked of us alone: peers here match any of its words.
    for row in () if alone or one.name == "news_phrase" else PEERS:
        try:
            material = Material(one.collection, docs, work)
            rankings[row.name] = peer_run(row, material, f"{one.name}.{split}", queries)
        except NotInstalled as error:
            click.echo(f"without {row.name}: {error}", err=True)
    return rankings


if __name__ == "__main__":
    main()
