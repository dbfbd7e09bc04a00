"""Newer rules over stored originals: what they would read otherwise, and on request that instead.

Corrections of the staff stay above whatever is read.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from searchapp.article import Article, Extraction, RawPage
from searchapp.desk import Desk
from searchapp.document import about_regions, counted_organizations
from searchapp.errors import IngestError
from searchapp.identity import digest
from searchapp.ingest.decode import decode
from searchapp.ingest.extract import extract
from searchapp.ingest.record import declared
from searchapp.ingest.rules import rules_fingerprint
from searchapp.store_writer import Arrival
from searchapp.stored_page import stored_page

PAGES = 200
"""Articles read again in one transaction."""


@dataclass(frozen=True, slots=True)
class Reread:
    """An article whose rules are outdated. ``changes`` maps title, date, region, org and body to
    the value before and after; empty when the rules now read the same. ``problem`` says in Chinese
    why it cannot be read any more: then it stays as it is."""

    id: str
    changes: dict[str, tuple[str, str]]
    problem: str = ""


def reextract(desk: Desk, apply: bool) -> Iterator[Reread]:
    """Yield what is read otherwise, article by article; with ``apply`` keep what is read now.

    The caller is the sole writer, and gives the index what then waits for it.
    """
    articles = (article for article, _ in desk.store.all_versions())
    while piece := list(islice(articles, PAGES)):
        read = [one for article in piece if (one := _read(article, desk)) is not None]
        if apply:
            with desk.store.writing() as writer:
                for article, page, found in read:
                    if isinstance(found, Extraction):
                        stored = stored_page(page, found)
                        writer.reread(article.seq, Arrival(page, "", stored, rules_fingerprint()))
        for article, _, found in read:
            if isinstance(found, Extraction):
                yield Reread(article.id, _changes(article.read, found))
            else:
                yield Reread(article.id, {}, found)


def _read(article: Article, desk: Desk) -> tuple[Article, RawPage, Extraction | str] | None:
    """Return the page of an article and what is read of it now, None if its rules are these."""
    raw = desk.store.raw(article.id) or b""
    if desk.store.has_read(digest(raw), rules_fingerprint()):
        return None
    page = RawPage(raw, article.places[0], article.kind, _declared(raw, article.kind))
    try:
        return article, page, extract(page)
    except IngestError as error:
        return article, page, error.reason


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
