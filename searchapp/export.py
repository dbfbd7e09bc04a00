"""The collection as rows: one article each, every fact with its evidence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from searchapp.article import Article
from searchapp.desk import Desk


def export_rows(desk: Desk) -> Iterator[dict[str, Any]]:
    """Yield every article as JSON-ready objects, in the order of first ingest."""
    for article in desk.store.all_articles():
        yield export_row(article, desk)


def export_row(article: Article, desk: Desk) -> dict[str, Any]:
    """Return one article; ``source_path`` is the first of its places."""
    facts = article.extraction
    return {
        "id": article.id,
        "source_path": article.places[0],
        "url": facts.url,
        "site": facts.site,
        "title": facts.title,
        "title_inferred": facts.title_inferred,
        "date": facts.date.value if facts.date else None,
        "date_precision": facts.date.precision if facts.date else None,
        "date_evidence": facts.date.evidence if facts.date else None,
        "regions": [
            {
                "code": fact.code,
                "path": list(desk.gazetteer.path(fact.code)),
                "role": fact.role,
                "evidence": fact.evidence,
            }
            for fact in facts.regions
        ],
        "organizations": [
            {
                "id": fact.id,
                "name": fact.name,
                "role": fact.role,
                "inferred": fact.inferred,
                "evidence": fact.evidence,
            }
            for fact in facts.organizations
        ],
        "body": facts.body,
        "raw_sha256": article.raw_sha256,
        "warnings": list(facts.warnings),
    }
