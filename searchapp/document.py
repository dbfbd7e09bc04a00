"""An article reduced to what an engine searches and counts."""

from __future__ import annotations

from dataclasses import replace

from index.document import Document
from searchapp.article import Article, Extraction
from searchapp.corrections import COUNTED_ROLES
from tokenizers.gazetteer import Gazetteer
from tokenizers.slug import slug


def to_document(article: Article, gazetteer: Gazetteer) -> Document:
    """Return the article as its engine document; regions above the story's own are added."""
    made = document_of(article.id, article.extraction, gazetteer)
    return replace(made, group=article.canonical) if article.canonical else made


def document_of(id_: str, extraction: Extraction, gazetteer: Gazetteer) -> Document:
    """Return what was read out of a page as the document of the article ``id_``."""
    regions = about_regions(extraction)
    above = dict.fromkeys(code for region in regions for code in gazetteer.ancestors(region))
    return Document(
        id=id_,
        title="" if extraction.title_inferred else extraction.title,
        body=extraction.body,
        source_name=extraction.site or "",
        supplied=extraction.title if extraction.title_inferred else "",
        date=extraction.date.value if extraction.date else None,
        regions=regions,
        region_ancestors=tuple(code for code in above if code not in regions),
        organizations=tuple(counted_organizations(extraction)),
        source=source_id(extraction),
    )


def about_regions(extraction: Extraction) -> tuple[str, ...]:
    """Return the codes of the regions the story is about, each once, in the order found."""
    return tuple(dict.fromkeys(fact.code for fact in extraction.regions if fact.role == "about"))


def counted_organizations(extraction: Extraction) -> dict[str, str]:
    """Return id → name of the publishers and of the organizations the story is about."""
    found: dict[str, str] = {}
    for fact in extraction.organizations:
        if fact.role in COUNTED_ROLES:
            found.setdefault(fact.id, fact.name)
    return found


def source_id(extraction: Extraction) -> str | None:
    """Return the id of the publishing site, None when the page does not say it."""
    return slug(extraction.site) if extraction.site else None
