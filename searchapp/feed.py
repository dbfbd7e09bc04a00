"""A search as a feed: of all it matches, what came in last."""

from __future__ import annotations

from dataclasses import dataclass

from searchapp.article import Article
from searchapp.desk import Desk
from searchapp.params import SearchParams
from searchapp.search import listing

ENTRIES = 50
SUMMARY = 200
"""Characters of an entry's summary."""
NEVER = "1970-01-01T00:00:00Z"


@dataclass(frozen=True, slots=True)
class Entry:
    """One article of a feed. Moments are ISO in UTC; ``published`` only if the day is known."""

    article: Article
    author: str
    summary: str
    published: str | None


@dataclass(frozen=True, slots=True)
class Feed:
    """The newest-ingested articles of a search, latest first, and when the last of them came."""

    params: SearchParams
    entries: tuple[Entry, ...]
    updated: str


def feed(params: SearchParams, desk: Desk) -> Feed:
    """Return the feed of a search: the same until an article of it comes in or changes.

    Raises what ``search`` raises.
    """
    found = listing(params, desk)
    articles = desk.store.newest(ENTRIES, frozenset(found.ids))
    updated = max((article.ingested_at for article in articles), default=NEVER)
    return Feed(found.params, tuple(map(_entry, articles)), updated)


def _entry(article: Article) -> Entry:
    extraction = article.extraction
    date = extraction.date
    day = date.value if date and date.precision == "day" else None
    published = f"{day}T00:00:00+08:00" if day else None
    publishers = (o.name for o in extraction.organizations if o.role == "publisher")
    author = extraction.site or next(publishers, "来源不详")
    body = extraction.body
    summary = body if len(body) <= SUMMARY else body[:SUMMARY] + "……"
    return Entry(article, author, summary, published)
