"""``python -m benchmarks.guarantee``: is every piece of every page found, and nothing else?"""

from __future__ import annotations

import sys
import tempfile
import time
from collections import Counter
from functools import lru_cache
from pathlib import Path

import click

from benchmarks.guarantee.collection import open_collection
from benchmarks.guarantee.pieces import (
    SPELLINGS,
    Shown,
    pieces,
    quoted,
    spliced,
    without_splices,
)
from searchapp.desk import Desk
from searchapp.params import SearchParams
from searchapp.search import listing
from tokenizers.folding import fold

LISTED = 8
"""Misses of one kind written out."""


class Scan:
    """The plain look at every text: which articles hold a string."""

    def __init__(self, shown: list[Shown]) -> None:
        self._ids = [one.id for one in shown]
        self._streams = [fold(one.text) for one in shown]
        self.holding = lru_cache(maxsize=64)(self._holding)

    def _holding(self, needle: str) -> frozenset[str]:
        pairs = zip(self._ids, self._streams, strict=True)
        return frozenset(id_ for id_, stream in pairs if needle in stream)


class Verdicts:
    """What was asked, and what went wrong."""

    def __init__(self) -> None:
        self.asked: Counter[str] = Counter()
        self.wrong: Counter[str] = Counter()
        self.misses: list[str] = []
        """Of each kind the first."""

    def count(self, what: str, right: bool, query: str, id_: str) -> None:
        """Count one question; keep its words if the answer was wrong."""
        self.asked[what] += 1
        if not right:
            self.wrong[what] += 1
            if self.wrong[what] <= LISTED:
                self.misses.append(f"{what}: {query!r} of {id_}")


def shown_texts(desk: Desk) -> list[Shown]:
    """Return every text readers are shown: titles, bodies and names of sites."""
    return [
        Shown(article.id, text)
        for article in desk.store.all_articles()
        for facts in [article.extraction]
        for text in (facts.title, facts.body, facts.site or "")
        if text
    ]


def found(query: str, desk: Desk) -> frozenset[str]:
    """Return every article the product's own search finds."""
    return frozenset(listing(SearchParams.from_args({"q": [query]}), desk).ids)


def judge(piece: Shown, scan: Scan, desk: Desk, verdicts: Verdicts) -> None:
    """Ask for one piece in every spelling, quoted and not."""
    for spelling, spell in SPELLINGS.items():
        typed = spell(piece.text)
        plain = found(typed, desk)
        verdicts.count(f"{spelling}, unquoted", piece.id in plain, typed, piece.id)
        query = quoted(typed)
        if query is None:
            verdicts.asked["in all four kinds of quotes, not asked quoted"] += 1
            continue
        exact = found(query, desk)
        verdicts.count(f"{spelling}, quoted", piece.id in exact, query, piece.id)
        verdicts.count(f"{spelling}, set", exact == scan.holding(fold(typed)), query, piece.id)


def judge_long(piece: Shown, desk: Desk, verdicts: Verdicts) -> None:
    """Ask for a long piece, lines and all."""
    what = "300 characters" + (", over a line end" if "\n" in piece.text else "")
    verdicts.count(what, piece.id in found(piece.text, desk), piece.text, piece.id)


def judge_spliced(piece: str, scan: Scan, desk: Desk, verdicts: Verdicts) -> None:
    """Ask for a piece of a dirty page; nothing to ask where cleaning left its text out."""
    holding = scan.holding(fold(without_splices(piece)))
    if holding:
        missed = holding - found(piece, desk)
        verdicts.count("spliced, as pasted from the dirty page", not missed, piece, str(missed))


@click.command()
@click.option("--pieces", "count", default=10_000, show_default=True)
@click.option("--seed", default=20261121, show_default=True)
@click.option("--shared", type=Path, default=Path("../shared"), show_default=True)
@click.option("--work", type=Path, help="Folder to keep the collection in; else a temporary one.")
def main(count: int, seed: int, shared: Path, work: Path | None) -> None:
    """Type random pieces of real pages back, and compare with a look at every text."""
    with tempfile.TemporaryDirectory() as spare:
        desk = open_collection(shared, work or Path(spare))
        shown = shown_texts(desk)
        scan, verdicts = Scan(shown), Verdicts()
        begun = time.process_time()
        for piece in pieces(shown, count, seed):
            judge(piece, scan, desk, verdicts)
        for piece in pieces(shown, count // 50, seed, (300, 300)):
            judge_long(piece, desk, verdicts)
        for page in sorted((shared / "seeds").glob("*.txt")):
            for dirty in spliced(page.read_text(encoding="utf-8"), count // 50, seed):
                judge_spliced(dirty, scan, desk, verdicts)
        documents = desk.engine.stats().documents
        desk.close()
    click.echo(f"{count} pieces, seed {seed}, {documents} articles")
    click.echo(f"{sum(verdicts.asked.values())} questions, {time.process_time() - begun:.0f} s CPU")
    for what, asked in sorted(verdicts.asked.items()):
        click.echo(f"{what}: {asked - verdicts.wrong[what]} of {asked}")
    for miss in sorted(verdicts.misses):
        click.echo(miss)
    sys.exit(bool(verdicts.misses))


if __name__ == "__main__":
    main()
