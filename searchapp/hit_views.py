"""Hits of an engine → hits as shown: the article's facts, marked title and passage, the link."""

from __future__ import annotations

from collections.abc import Sequence

from index.query import for_field
from index.result import Hit
from index.snippet import Span, passage, pieces, spans_of
from searchapp.article import Article, Extraction
from searchapp.desk import Desk
from searchapp.resolve import Resolved
from searchapp.search_page import HitView, OrganizationView, RegionView
from searchapp.store_copies import Copy

SNIPPET = 100
"""Characters of a snippet: two full lines of the result list at 1280 pixels."""


def hit_views(
    hits: Sequence[Hit], offset: int | None, resolved: Resolved, desk: Desk
) -> tuple[HitView, ...]:
    """Return ``hits`` as shown, the first at the place after ``offset`` of the list; None for
    partial matches, which have no place. Raises LookupError for one the store does not have."""
    if not hits:
        return ()
    articles = desk.store.articles([hit.id for hit in hits])
    missing = [hit.id for hit in hits if hit.id not in articles]
    if missing:
        raise LookupError(f"索引与库不一致：库中没有 {missing[0]}，请运行 check")
    copies = desk.store.copies(one.canonical for one in articles.values() if one.canonical)
    asked = resolved.params.but().canonical("")
    marked = _marked([articles[hit.id].extraction for hit in hits], resolved, desk)
    views = []
    for at, hit in enumerate(hits):
        article = articles[hit.id]
        position = None if offset is None else offset + at + 1
        own = copies.get(article.canonical or "", ())
        place = position, _link(article.id, position, asked)
        views.append(_hit_view(hit, place, article, own, marked[at], desk))
    return tuple(views)


def _marked(
    shown: Sequence[Extraction], resolved: Resolved, desk: Desk
) -> list[tuple[list[Span], list[Span]]]:
    """Return where the words stand in each title and each body."""
    found = []
    for field in ("title", "body"):
        texts = [getattr(one, field) for one in shown]
        part = for_field(resolved.node, field)
        found.append(spans_of(texts, part, desk.analyzer) if part else [[] for _ in texts])
    return list(zip(*found, strict=True))


def _hit_view(
    hit: Hit,
    place: tuple[int | None, str],
    article: Article,
    copies: tuple[Copy, ...],
    marked: tuple[list[Span], list[Span]],
    desk: Desk,
) -> HitView:
    extraction = article.extraction
    position, link = place
    in_title, in_body = marked
    return HitView(
        id=article.id,
        position=position,
        title=pieces(extraction.title, in_title),
        title_inferred=extraction.title_inferred,
        snippet=passage(extraction.body, in_body, SNIPPET),
        date=extraction.date,
        regions=region_views(article, desk),
        organizations=organization_views(article),
        site=extraction.site,
        url=extraction.url,
        url_trust=extraction.url_trust,
        score=round(hit.score, 4),
        link=link,
        reasons=hit.reasons,
        copies=copies,
    )


def _link(id_: str, position: int | None, query: str) -> str:
    """Return the article's page in this search; what lacks a word has no place in the list."""
    place = "" if position is None else f"{'&' if query else '?'}n={position}"
    return f"/doc/{id_}{query}{place}"


def region_views(article: Article, desk: Desk, role: str = "about") -> tuple[RegionView, ...]:
    """Return the regions an article has in one role, in the order found."""
    codes = dict.fromkeys(f.code for f in article.extraction.regions if f.role == role)
    views = []
    for code in codes:
        path = desk.gazetteer.path(code)
        views.append(RegionView(code, path[-1] if path else code, path))
    return tuple(views)


def organization_views(article: Article) -> tuple[OrganizationView, ...]:
    """Return publishers first, then the organizations an article is about."""
    facts = [f for f in article.extraction.organizations if f.role in ("publisher", "about")]
    facts.sort(key=lambda fact: fact.role != "publisher")
    seen: dict[str, OrganizationView] = {}
    for fact in facts:
        view = OrganizationView(fact.id, fact.name, fact.role, fact.inferred, fact.evidence)
        seen.setdefault(fact.id, view)
    return tuple(seen.values())
