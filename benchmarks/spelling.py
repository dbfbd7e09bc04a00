"""``python -m benchmarks.spelling``: how often a misspelt query is understood, and a correct one
left alone, over the words of the real collection."""

from __future__ import annotations

import csv
import gzip
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import click

from benchmarks.corpus import shared_news
from index.document import Document
from index.engine import Engine, open_engine
from index.errors import IndexOutdated
from index.query import Query
from searchapp.spelling.speller import Speller
from tokenizers.analyzer import open_analyzer

TABLES = Path(__file__).resolve().parents[1] / "tests" / "searchapp" / "spelling"
Rows = list[dict[str, str]]


def table(name: str) -> Rows:
    """Return the rows of one of the tables of typed queries."""
    with (TABLES / name).open(encoding="utf-8", newline="") as file:
        rows = [line for line in file if not line.startswith("#")]
    return list(csv.DictReader(rows, delimiter="\t", quoting=csv.QUOTE_NONE))


def news() -> Iterator[Document]:
    """Yield the real collection."""
    with gzip.open(shared_news(), "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            row = json.loads(line)
            yield Document(f"n{number:07}", row["title"], row["body"], date=row["date"])


def opened(work: Path) -> Engine:
    """Return an engine that holds the real collection, filled when it does not yet."""
    engine = open_engine(work / "spelling", work / "cache")
    try:
        if engine.search(Query(limit=0)).total:
            return engine
    except IndexOutdated:
        pass
    engine.rebuild(news())
    return engine


@click.command()
@click.option("--work", type=click.Path(path_type=Path), default=Path("data/benchmarks"))
def main(work: Path) -> None:
    """Print every query misunderstood; exit with 1 below the floors."""
    engine = opened(work)
    speller = Speller(engine, open_analyzer(work / "cache"))
    began = time.process_time()
    words = len(speller.lexicon.words)
    took = time.process_time() - began
    click.echo(f"{engine.stats().documents} articles, {words} words, read in {took:.2f} s of CPU")
    speller.meant("zgh 总公会")  # what is made at the first question
    right = _misspelt(speller)
    alone = _correct(speller)
    floors = json.loads((TABLES / "baseline.json").read_text(encoding="utf-8"))["news"]
    sys.exit(right < floors["right_first"] or alone < floors["left_alone"])


def _misspelt(speller: Speller) -> int:
    rows, asked, right = table("misspelt.tsv"), Counter[str](), Counter[str]()
    began = time.process_time()
    for row in rows:
        meant = speller.meant(row["typed"])
        asked[row["error"]] += 1
        right[row["error"]] += meant == row["wanted"]
        if meant != row["wanted"]:
            click.echo(f"  {row['error']}: {row['typed']} is {row['wanted']}, not {meant}")
    each = (time.process_time() - began) / len(rows) * 1000
    kinds = ", ".join(f"{kind} {right[kind]}/{asked[kind]}" for kind in asked)
    click.echo(f"right one first {right.total()}/{len(rows)} ({kinds}), {each:.1f} ms of CPU each")
    return right.total()


def _correct(speller: Speller) -> int:
    rows = table("correct.tsv")
    began = time.process_time()
    changed = [(row, meant) for row in rows if (meant := speller.meant(row["typed"]))]
    each = (time.process_time() - began) / len(rows) * 1000
    for row, meant in changed:
        click.echo(f"  {row['kind']}: {row['typed']} is right, and not {meant}")
    alone = len(rows) - len(changed)
    click.echo(f"left alone {alone}/{len(rows)}, {each:.1f} ms of CPU each")
    return alone


if __name__ == "__main__":
    main()
