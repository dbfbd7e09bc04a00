"""The command line of the benchmarks."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from benchmarks.engines import NAMES

WORK = Path("data") / "benchmarks"
_WORK = click.option(
    "--work",
    type=click.Path(path_type=Path, file_okay=False),
    default=WORK,
    show_default=True,
    help="Folder for cut words and built indexes; kept between runs.",
)
_JSON = click.option("--json", "out", type=click.Path(path_type=Path), help="Write figures here.")
_DOCS = click.option("--docs", type=click.IntRange(1), default=20_000, show_default=True)


def _engines(context: click.Context, option: click.Parameter, value: str) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(value.split(",")))
    unknown = sorted(set(names) - set(NAMES))
    if unknown:
        raise click.BadParameter(f"{unknown[0]} is none of {', '.join(NAMES)}")
    return names


_ENGINES = click.option(
    "--engines", callback=_engines, default=",".join(NAMES), show_default=True, metavar="A,B"
)


@click.group(invoke_without_command=True)
@_DOCS
@_ENGINES
@_JSON
@_WORK
@click.option("--rounds", type=click.IntRange(1), default=7, show_default=True)
@click.option("--reuse", is_flag=True, help="Build nothing again that is as it was.")
@click.pass_context
def commands(context: click.Context, /, out: Path | None, **given: Any) -> None:
    """Build engines over the same documents, compare their answers, time their pages."""
    if context.invoked_subcommand:
        return
    from benchmarks.report import to_json, to_table
    from benchmarks.run import Plan, run

    plan = Plan(**given)
    found = run(replace(plan, work=plan.work.absolute()), _say)
    click.echo(to_table(found))
    _write(out, to_json(found))
    if found.agreement is None or not found.agreement.complete:
        sys.exit(1)


@commands.command("curves")
@click.argument("runs", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@click.option("--svg", type=click.Path(path_type=Path), required=True, help="Folder to draw in.")
def draw_curves(runs: tuple[Path, ...], svg: Path) -> None:
    """Draw the cost against size from the JSON of several runs."""
    from benchmarks.curves import curves

    svg.mkdir(parents=True, exist_ok=True)
    figures = [json.loads(path.read_text(encoding="utf-8")) for path in runs]
    for name, picture in curves(figures).items():
        (svg / f"{name}.svg").write_text(picture, encoding="utf-8")


@commands.command()
@_DOCS
@_ENGINES
@_JSON
@_WORK
@click.option("--rounds", type=click.IntRange(1), default=5, show_default=True)
def add100(docs: int, engines: tuple[str, ...], out: Path | None, work: Path, rounds: int) -> None:
    """Add 100 documents to a copy of each built index until a search sees them."""
    from benchmarks.add import add_hundred

    _show(out, {name: add_hundred(name, work.absolute(), docs, rounds) for name in engines})


@commands.command()
@_DOCS
@_ENGINES
@_JSON
@_WORK
def cold(docs: int, engines: tuple[str, ...], out: Path | None, work: Path) -> None:
    """Open each built index in a new process, its files in memory (warm) or not (cold)."""
    from benchmarks.cold import opened

    _show(out, {name: opened(name, work.absolute(), docs) for name in engines})


@commands.command()
@click.option("--docs", type=click.IntRange(1), default=20_000, show_default=True)
@click.option("--data", type=click.Path(path_type=Path), required=True, help="New data folder.")
@_JSON
@_WORK
def ingest(docs: int, data: Path, out: Path | None, work: Path) -> None:
    """Take JSON Lines into the product by its own command, from bytes to searchable: real news,
    beyond its 73,646 items news of resampled sentences."""
    from benchmarks.ingest import ingest_news

    _show(out, ingest_news(docs, data.absolute(), work.absolute()))


@commands.command()
@click.option("--pages", type=click.IntRange(40), default=4_000, show_default=True)
@_JSON
def extraction(pages: int, out: Path | None) -> None:
    """Read pages on one core: clean records of news, and dirty pages of 500 characters."""
    from benchmarks.extraction import measure

    _show(out, measure(pages))


@commands.command()
@click.option("--rows", type=click.IntRange(2_001), default=100_000, show_default=True)
@click.option(
    "--data",
    type=click.Path(path_type=Path, exists=True),
    help="All of this folder (more than 2,000).",
)
@_JSON
def exports(rows: int, data: Path | None, out: Path | None) -> None:
    """Export a long list in every format that takes it: memory above idle, time, size. Without
    ``--data`` it is a snapshot of made-up rows."""
    from benchmarks.exports import measure, measure_live

    _show(out, measure_live(data) if data else measure(rows))


@commands.command()
@_DOCS
@_WORK
@click.option("--data", type=click.Path(path_type=Path), required=True, help="New data folder.")
def collection(docs: int, work: Path, data: Path) -> None:
    """Make a data folder to serve of the documents of a run, and of the index it built."""
    from benchmarks.collection import collect

    collect(data.absolute(), work.absolute(), docs)


@commands.command()
@click.option("--data", type=click.Path(path_type=Path, exists=True), required=True)
@click.option("--clients", type=click.IntRange(1), default=8, show_default=True)
@click.option("--seconds", type=click.FloatRange(min=1), default=20, show_default=True)
@_JSON
def http(data: Path, clients: int, seconds: float, out: Path | None) -> None:
    """Serve a data folder and ask for pages: requests a second, and how long they take."""
    from benchmarks.http import load

    _show(out, load(data.absolute(), clients, seconds))


@commands.command()
@_DOCS
@_WORK
@click.option("--articles", type=click.IntRange(1), default=2_000, show_default=True)
@click.option("--svg", type=click.Path(path_type=Path), required=True, help="Folder to draw in.")
def profile(docs: int, work: Path, articles: int, svg: Path) -> None:
    """Draw where the time goes: of page loads of a built index, and of an ingest."""
    from benchmarks.profiles import bars, ingest_profile, page_profile, shares

    built = _built(work, docs)
    found = {
        "profile-page": (f"Page loads, {docs:,} documents", page_profile(built, built.parent)),
        "profile-ingest": (f"Ingest of {articles:,} articles", ingest_profile(articles)),
    }
    svg.mkdir(parents=True, exist_ok=True)
    for name, (title, stats) in found.items():
        (svg / f"{name}.svg").write_text(bars(title, shares(stats)), encoding="utf-8")


@commands.command()
@_DOCS
@_WORK
@_JSON
@click.option("--rounds", type=click.IntRange(1), default=7, show_default=True)
def ranking(docs: int, work: Path, rounds: int, out: Path | None) -> None:
    """Load the pages of a built index under the full ranking and under plain BM25, in turns."""
    from benchmarks.ranking import ranking_cost

    _show(out, ranking_cost(_built(work, docs), rounds))


def _built(work: Path, docs: int) -> Path:
    built = work.absolute() / f"ours-{docs}"
    if not built.exists():
        raise click.UsageError(f"not built; run the benchmark with --docs {docs} first")
    return built


def _say(what: str) -> None:
    click.echo(what, err=True)


def _show(out: Path | None, figures: dict[str, Any]) -> None:
    from benchmarks.machine import machine

    whole = {**figures, "machine": machine()}
    click.echo(json.dumps(whole, ensure_ascii=False, indent=2))
    _write(out, whole)


def _write(out: Path | None, figures: dict[str, Any]) -> None:
    if out:
        out.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps(figures, ensure_ascii=False, indent=2) + "\n"
        out.write_text(text, encoding="utf-8")
