"""Citations as pages show them: in every edition, with addresses that begin with ours."""

from __future__ import annotations

from flask import request

from index.said import joined, said
from searchapp.article import Article
from searchapp.citation import (
    DEFAULT,
    LABELS,
    CitedSearch,
    Style,
    cite_article,
    cite_search,
    cite_snapshot,
)
from searchapp.clock import beijing_now
from searchapp.errors import InvalidParameter
from searchapp.list_rows import listed
from searchapp.saved import SavedSearch
from searchapp.search_page import SearchPage
from searchapp.snapshot import Snapshot
from searchapp.statement import labelled
from searchapp.web.context import base_url, current_desk

Citation = tuple[Style, str, str]
"""An edition, its name, and the text to copy."""


def citations(snapshot: Snapshot) -> list[Citation]:
    """Return the footnotes of a snapshot."""
    return [(s, LABELS[s], cite_snapshot(snapshot, s, base_url())) for s in Style]


def live_citations(page: SearchPage, saved: SavedSearch | None = None) -> list[Citation]:
    """Return the footnotes of a search as answered today, under its own or its saved address."""
    found = CitedSearch(
        q=page.params.q,
        conditions=labelled(page.params, current_desk()),
        day=beijing_now()[:10],
        articles=page.total,
        groups=page.groups,
        number=saved.sid if saved else None,
        url=base_url() + (saved.path if saved else page.params.but().canonical()),
    )
    return [(s, LABELS[s], cite_search(found, s)) for s in Style]


def article_citations(article: Article) -> list[Citation]:
    """Return the references of an article consulted today."""
    desk, day = current_desk(), beijing_now()[:10]
    row = listed(article, desk)
    return [(s, LABELS[s], cite_article(row, s, day, base_url())) for s in Style]


def given_style() -> Style:
    """Return the edition of the standard this request asks for; raise InvalidParameter."""
    value = request.args.get("style", "").strip() or DEFAULT.value
    if value not in tuple(Style):
        detail = said(
            "没有“{value}”这种著录格式，可用的有：{choices}。",
            value=value[:40],
            choices=joined("、", Style),
        )
        raise InvalidParameter("style", value[:40], "invalid-style", detail)
    return Style(value)
