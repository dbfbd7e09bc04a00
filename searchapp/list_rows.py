"""Articles → the rows of a list."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from itertools import islice

from searchapp.article import Article, Extraction
from searchapp.desk import Desk
from searchapp.hit_views import organization_views, region_views
from searchapp.listed import ListedArticle

_CHUNK = 200


def listed_articles(ids: Iterable[str], desk: Desk) -> Iterator[ListedArticle]:
    """Yield the rows of ``ids`` in order, a few articles in memory at a time.

    Raises LookupError for an id the store does not have.
    """
    left = iter(ids)
    while chunk := list(islice(left, _CHUNK)):
        found = desk.store.articles(chunk)
        for id_ in chunk:
            if id_ not in found:
                raise LookupError(f"索引与库不一致：库中没有 {id_}，请运行 check")
            yield listed(found[id_], desk)


def listed(article: Article, desk: Desk) -> ListedArticle:
    """Return one article as a row."""
    facts = article.extraction
    views = organization_views(article)
    shown = views[0] if views else None
    publisher = shown if shown and shown.role == "publisher" else None
    return ListedArticle(
        id=article.id,
        title=facts.title,
        title_inferred=facts.title_inferred,
        date=facts.date.value if facts.date else None,
        organization=shown.name if shown else None,
        organization_inferred=bool(shown and shown.inferred),
        publisher=publisher.name if publisher else None,
        publisher_inferred=bool(publisher and publisher.inferred),
        regions=tuple(" ".join(r.path) or r.name for r in region_views(article, desk)),
        site=facts.site,
        url=facts.url,
        url_trust=facts.url_trust,
        sha256=content_hash(facts),
    )


def content_hash(facts: Extraction) -> str:
    """Return the SHA-256 of the text as shown, in hex."""
    return hashlib.sha256(facts.body.encode("utf-8", "replace")).hexdigest()
