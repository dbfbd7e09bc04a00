"""The JSON of /api/v1 (and of ``search --json``): built from the same objects as the pages."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any
from urllib.parse import urlencode

from index.snippet import Piece
from searchapp.article import Article, Decision
from searchapp.correction_view import correction_views
from searchapp.desk import Desk
from searchapp.hit_views import region_views
from searchapp.params import SearchParams
from searchapp.search_page import FacetValueView, FacetView, HitView, SearchPage, Way
from searchapp.similar import similar
from searchapp.store_copies import Copy

Json = dict[str, Any]
COPIES_SHOWN = 50
"""Places of a story that are listed; of more only the number is told."""


def to_json(page: SearchPage, base: str = "") -> Json:
    """Return the answer as JSON-ready objects; links begin with ``base`` (scheme and host)."""
    return {
        "query": _query(page, base),
        "total": {"articles": page.total, "groups": page.groups, "exact": True},
        "left_out": {"partial_dates": page.partial_dates, "undated": page.undated},
        "index": {
            "generation": page.generation,
            "documents": page.documents,
            "analyzer": page.fingerprint,
        },
        "expansion": _expansion(page, base),
        "items": [_item(hit, base) for hit in page.hits],
        "partial": [_item(hit, base) for hit in page.partial],
        "facets": [facet_json(view, base) for view in page.facets],
        "page": _page(page, base),
        "did_you_mean": _correction(page, base),
        "ways": [_way(way, base) for way in page.ways],
    }


def _correction(page: SearchPage, base: str) -> Json | None:
    found = page.correction
    if found is None:
        return None
    return {"q": found.text, "articles": found.total, "url": base + found.url}


def _query(page: SearchPage, base: str) -> Json:
    params = page.params
    return {
        "q": params.q,
        "within": list(params.within),
        "in": params.scope,
        "region": list(params.region),
        "year": [_number(value) for value in params.year],
        "month": list(params.month),
        "org": list(params.org),
        "source": list(params.source),
        "from": params.start,
        "to": params.end,
        "dup": params.dup,
        "sort": params.sort.value,
        "canonical": base + page.canonical,
        "interpreted": {"terms": list(page.terms), "warnings": list(page.warnings)},
    }


def _way(way: Way, base: str) -> Json:
    return {"label": way.label, "note": way.note, "articles": way.total, "url": base + way.url}


def _expansion(page: SearchPage, base: str) -> Json | None:
    expansion = page.expansion
    if expansion is None:
        return None
    return {
        "on": expansion.on,
        "terms": [{"typed": word.typed, "also": list(word.also)} for word in expansion.words],
        "only_by_synonyms": expansion.only,
        "version": expansion.version,
        "switch_url": base + expansion.url,
    }


def _number(value: str) -> int | str:
    return int(value) if value.isdigit() else value


def _item(hit: HitView, base: str) -> Json:
    organization = hit.organizations[0] if hit.organizations else None
    return {
        "id": hit.id,
        "position": hit.position,
        "title": hit.plain_title,
        "title_is_inferred": hit.title_inferred,
        "title_pieces": _pieces(hit.title),
        "date": hit.date.value if hit.date else None,
        "date_precision": hit.date.precision if hit.date else None,
        "region": [{"code": r.code, "name": r.name, "path": list(r.path)} for r in hit.regions],
        "org": _organization(organization) if organization else None,
        "orgs": [_organization(o) for o in hit.organizations],
        "source": {"name": hit.site, "url": hit.url, "url_trust": hit.url_trust},
        "snippet": _pieces(hit.snippet),
        "group": _group(hit.copies, base) if hit.copies else None,
        "score": hit.score,
        **({"explanation": list(map(asdict, hit.reasons))} if hit.reasons else {}),
        "links": {"self": f"{base}/api/v1/documents/{hit.id}", "html": f"{base}/doc/{hit.id}"},
    }


def _copies(article: Article, desk: Desk) -> tuple[Copy, ...]:
    canonical = article.canonical or ""
    return desk.store.copies([canonical])[canonical]


def _group(copies: tuple[Copy, ...], base: str) -> Json:
    return {
        "size": len(copies),
        "canonical": next(copy.id for copy in copies if copy.shown),
        "places": [
            {
                "id": copy.id,
                "title": copy.title,
                "date": copy.date,
                "source": {"name": copy.site, "url": copy.url, "url_trust": copy.url_trust},
                "html": f"{base}/doc/{copy.id}",
            }
            for copy in copies[:COPIES_SHOWN]
        ],
    }


def _organization(view: Any) -> Json:
    return {
        "id": view.id,
        "name": view.name,
        "role": view.role,
        "inferred": view.inferred,
        "evidence": view.evidence,
    }


def _pieces(pieces: tuple[Piece, ...]) -> list[Json]:
    return [{"text": piece.text, "mark": piece.mark} for piece in pieces]


def facet_json(view: FacetView, base: str = "") -> Json:
    """Return one facet: its tree flattened in display order, each value with its level."""
    return {
        "name": view.name,
        "label": view.label,
        "mode": "or",
        "values_total": view.values_total,
        "truncated": view.truncated,
        "missing": _value(view.unknown, base),
        "values": [_value(value, base) for top in view.values for value in _walk(top)],
        "all_url": f"{base}/api/v1/facets/{view.name}" + _query_part(view.all_url),
    }


def _query_part(url: str) -> str:
    return "?" + url.split("?", 1)[1] if "?" in url else ""


def _walk(value: FacetValueView) -> list[FacetValueView]:
    return [value, *(below for child in value.children for below in _walk(child))]


def _value(value: FacetValueView, base: str) -> Json:
    return {
        "value": value.value,
        "label": value.label,
        "count": value.count,
        "selected": value.selected,
        "level": value.level,
        "children": len(value.children),
        "apply_url": None if value.selected else base + value.url,
        "remove_url": base + value.url if value.selected else None,
    }


def _page(page: SearchPage, base: str) -> Json:
    params = page.params
    if page.typed.cursor is not None:
        following = None
        if page.next_cursor:
            pairs = [*params.but(page=1).pairs(), ("cursor", page.next_cursor)]
            following = f"{base}/api/v1/search?" + urlencode(pairs)
        return {"size": params.per_page, "cursor": page.next_cursor, "next": following}
    number = params.page
    return {
        "number": number,
        "size": params.per_page,
        "pages": page.pages,
        "next": _page_link(params, number + 1, base) if number < page.pages else None,
        "prev": _page_link(params, number - 1, base) if 1 < number <= page.pages + 1 else None,
    }


def _page_link(params: SearchParams, number: int, base: str) -> str:
    return base + params.but(page=number).canonical("/api/v1/search")


def document_json(article: Article, desk: Desk, base: str = "") -> Json:
    """Return one article whole: text, facts with their evidence, places, what was removed."""
    extraction = article.extraction
    return {
        "id": article.id,
        "revision": article.revision,
        "title": extraction.title,
        "title_is_inferred": extraction.title_inferred,
        "body": extraction.body,
        "date": extraction.date.value if extraction.date else None,
        "date_precision": extraction.date.precision if extraction.date else None,
        "date_evidence": extraction.date.evidence if extraction.date else None,
        "events": [{"date": day.value, "evidence": day.evidence} for day in extraction.events],
        "regions": [
            {
                "code": fact.code,
                "path": list(desk.gazetteer.path(fact.code)),
                "role": fact.role,
                "evidence": fact.evidence,
            }
            for fact in extraction.regions
        ],
        "region": [
            {"code": r.code, "name": r.name, "path": list(r.path)}
            for r in region_views(article, desk)
        ],
        "organizations": [_organization(fact) for fact in extraction.organizations],
        "source": {
            "name": extraction.site,
            "url": extraction.url,
            "url_trust": extraction.url_trust,
        },
        "places": list(article.places),
        "raw_sha256": article.raw_sha256,
        "encoding": extraction.encoding,
        "removed": dict(extraction.removed),
        "warnings": list(extraction.warnings),
        "corrections": [
            {
                "field": view.field,
                "value": view.value,
                "read": view.read,
                "by": view.made_by,
                "at": view.made_at,
                "note": view.note,
            }
            for view in correction_views(article, desk)
        ],
        "group": _group(_copies(article, desk), base) if article.canonical else None,
        "similar": [
            {
                "id": one.id,
                "title": one.title,
                "title_is_inferred": one.title_inferred,
                "date": one.date.value if one.date else None,
                "source": one.site,
                "html": f"{base}/doc/{one.id}",
            }
            for one in similar(article, desk)
        ],
        "ingested_at": article.ingested_at,
        "links": {
            "self": f"{base}/api/v1/documents/{article.id}",
            "html": f"{base}/doc/{article.id}",
            "raw": f"{base}/doc/{article.id}/raw",
        },
    }


def tombstone_json(article: Article, withdrawal: Decision, base: str = "") -> Json:
    """Return what remains to be read of a withdrawn article: what it was, and why it is gone."""
    found = article.extraction
    return {
        "id": article.id,
        "title": found.title,
        "date": found.date.value if found.date else None,
        "source": {"name": found.site, "url": found.url, "url_trust": found.url_trust},
        "withdrawn": {
            "by": withdrawal.made_by,
            "at": withdrawal.made_at,
            "reason": withdrawal.note,
        },
        "links": {
            "self": f"{base}/api/v1/documents/{article.id}",
            "html": f"{base}/doc/{article.id}",
        },
    }
