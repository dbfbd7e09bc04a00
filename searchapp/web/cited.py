"""Citations as pages show them: in every edition, with addresses that begin with ours."""

from __future__ import annotations

from searchapp.citation import LABELS, CitedSearch, Style, cite_search, cite_snapshot
from searchapp.clock import beijing_now
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
