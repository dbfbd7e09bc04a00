"""Newer rules over stored originals: what they would read otherwise, and on request that instead.

Corrections of the staff stay above whatever is read.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice

from searchapp.article import Article, Extraction, RawPage
from searchapp.cut_ahead import FEW, PIECE
from searchapp.desk import Desk
from searchapp.document import about_regions, counted_organizations
from searchapp.errors import IngestError
from searchapp.identity import digest
from searchapp.ingest.decode import decode
from searchapp.ingest.extract import extract
from searchapp.ingest.read_ahead import warm_up_reading
from searchapp.ingest.record import declared
from searchapp.ingest.rules import rules_fingerprint
from searchapp.store_writer import Arrival
from searchapp.stored_page import StoredPage, stored_page
from searchapp.workers import Workers

_Reading = tuple[Extraction, StoredPage] | str
"""What is read of a page and as it is stored, or why it cannot be read."""
_Kept = tuple[int, list[tuple[Article, RawPage]]]
"""How many articles were looked at, and those whose rules are outdated."""


@dataclass(frozen=True, slots=True)
class Reread:
    """An article whose rules are outdated. ``changes`` maps title, date, region, org and body to
    the value before and after; empty when the rules now read the same. ``problem`` says in Chinese
    why it cannot be read any more: then it stays as it is."""

    id: str
    changes: dict[str, tuple[str, str]]
    problem: str = ""


def reextract(
    desk: Desk, apply: bool, told: Callable[[int], None] = lambda n: None
) -> Iterator[Reread]:
    """Yield what is read otherwise, article by article; with ``apply`` keep what is read now.

    ``told`` hears how many more articles have been looked at. The caller is the sole writer, and
    gives the index what then waits for it.
    """
    for (count, outdated), readings in _readings(desk):
        read = list(zip(outdated, readings, strict=True))
        if apply and read:
            with desk.store.writing() as writer:
                for (article, page), reading in read:
                    if not isinstance(reading, str):
                        arrival = Arrival(page, "", reading[1], rules_fingerprint())
                        writer.reread(article.seq, arrival)
        told(count)
        for (article, _), reading in read:
            if isinstance(reading, str):
                yield Reread(article.id, {}, reading)
            else:
                yield Reread(article.id, _changes(article.read, reading[0]))


def _readings(desk: Desk) -> Iterator[tuple[_Kept, list[_Reading]]]:
    """Yield the articles piece by piece with what is read of them, by workers where there are
    many."""
    summary = desk.store.summary()
    if desk.settings.processes < 2 or summary.articles + summary.withdrawn < FEW:
        yield from ((kept, _read_all(pages or [])) for kept, pages in _pieces(desk))
        return
    with Workers(desk.settings.processes, partial(warm_up_reading, desk.settings.cache)) as workers:
        for kept, readings in workers.in_order(_pieces(desk), _read_all):
            yield kept, readings or []


def _pieces(desk: Desk) -> Iterator[tuple[_Kept, list[RawPage] | None]]:
    articles = (article for article, _ in desk.store.all_versions())
    while piece := list(islice(articles, PIECE)):
        found = [(article, page) for article in piece if (page := _outdated(article, desk))]
        yield (len(piece), found), [page for _, page in found] or None


def _outdated(article: Article, desk: Desk) -> RawPage | None:
    """Return the page of an article that other rules have read, else None."""
    raw = desk.store.raw(article.id) or b""
    if desk.store.has_read(digest(raw), rules_fingerprint()):
        return None
    return RawPage(raw, article.places[0], article.kind, _declared(raw, article.kind))


def _read_all(pages: list[RawPage]) -> list[_Reading]:
    """Runs in a worker."""
    return [_read(page) for page in pages]


def _read(page: RawPage) -> _Reading:
    try:
        found = extract(page)
    except IngestError as error:
        return error.reason
    return found, stored_page(page, found)


def _declared(raw: bytes, kind: str) -> dict[str, str]:
    decoded = decode(raw) if kind == "json" else None
    return declared(json.loads(decoded.text)) if decoded else {}


def _changes(before: Extraction, after: Extraction) -> dict[str, tuple[str, str]]:
    old, new = _facts(before), _facts(after)
    return {name: (old[name], new[name]) for name in old if old[name] != new[name]}


def _facts(found: Extraction) -> dict[str, str]:
    return {
        "title": found.title,
        "date": found.date.value if found.date else "不详",
        "region": "、".join(about_regions(found)) or "不详",
        "org": "、".join(counted_organizations(found).values()) or "不详",
        "body": found.body,
    }
