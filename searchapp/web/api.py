"""The JSON interface: the same answers as the pages, for programs."""

from __future__ import annotations

import json
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, abort, request

from index.errors import SearchError
from index.query import FACETS, Query
from searchapp.analysis import analyze
from searchapp.citation import cite_article
from searchapp.clock import beijing_now
from searchapp.list_rows import listed
from searchapp.search import facet, search
from searchapp.search_json import document_json, facet_json, to_json, tombstone_json
from searchapp.search_page import SearchPage
from searchapp.suggest import suggest
from searchapp.web.cited import given_style
from searchapp.web.context import base_url, current_desk
from searchapp.web.links import given_params

api = Blueprint("api", __name__)

SUGGESTIONS = "application/x-suggestions+json"
"""The media type browsers ask suggestions by."""


@api.get("/api/v1/search")
def search_api() -> Response:
    """Answer a search; the links to its other pages stand in the ``Link`` header too."""
    page = search(given_params(), current_desk())
    body = to_json(page, base_url())
    response = _json(body)
    response.headers.extend([("Link", link) for link in _links(page, body["page"])])
    return response


@api.get("/api/v1/facets/<name>")
def facet_api(name: str) -> Response:
    """Answer all values of one facet under a search."""
    if name not in FACETS:
        abort(404)
    view = facet(name, given_params(), current_desk(), request.args.get("prefix", "").strip())
    return _json(facet_json(view, base_url()))


@api.get("/api/v1/documents/<id_>")
def document_api(id_: str) -> Response:
    """Answer one article whole; with 410 what remains of one that is withdrawn."""
    desk = current_desk()
    article = desk.store.article(id_)
    if article is None:
        abort(404)
    if article.withdrawal:
        response = _json(tombstone_json(article, article.withdrawal, base_url()))
        response.status_code = 410
        return response
    return _json(document_json(article, desk, base_url()))


@api.get("/api/v1/suggest")
def suggest_api() -> Response:
    """Answer what the query may become, in the form of OpenSearch Suggestions 1.0: what was
    typed, queries, how many articles each finds, links."""
    typed = given_params().q
    found = suggest(typed, current_desk())
    body = [
        typed,
        [each.text for each in found],
        [f"{each.total} 篇" for each in found],
        [base_url() + each.url for each in found],
    ]
    return Response(json.dumps(body, ensure_ascii=False), mimetype=SUGGESTIONS)


@api.get("/api/v1/analyze")
def analyze_api() -> Response:
    """Answer how a text is cleaned, folded, cut, and read as a query."""
    return _json(asdict(analyze(request.args.get("text", "").strip(), current_desk())))


@api.get("/api/v1/documents/<id_>/citation")
def citation(id_: str) -> Response:
    """Answer the reference of one article, consulted today."""
    desk = current_desk()
    article = desk.store.article(id_)
    if article is None:
        abort(404)
    style = given_style()
    text = cite_article(listed(article, desk), style, beijing_now()[:10], base_url())
    return _json({"id": article.id, "style": style.value, "text": text})


@api.get("/openapi.json")
def openapi() -> Response:
    """Answer the description of this interface."""
    return _json(_openapi())


@api.get("/healthz")
def healthz() -> Response:
    """Answer whether searches can be trusted now: 200 with counts, or 503 and why."""
    try:
        desk = current_desk()
        stats = desk.engine.stats()
        desk.engine.search(Query(limit=0))
    except SearchError as error:
        response = _json({"status": "unavailable", "reason": type(error).__name__})
        response.status_code = 503
        return response
    return _json({"status": "ok", "documents": stats.documents, "generation": stats.generation})


@cache
def _openapi() -> dict[str, Any]:
    text = Path(__file__).with_name("openapi.json").read_text(encoding="utf-8")
    return dict(json.loads(text))


def _json(body: dict[str, Any]) -> Response:
    return Response(json.dumps(body, ensure_ascii=False), mimetype="application/json")


def _links(page: SearchPage, links: dict[str, Any]) -> list[str]:
    return [f'<{links[rel]}>; rel="{rel}"' for rel in ("next", "prev") if links.get(rel)]
