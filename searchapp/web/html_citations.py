"""References: a numbered list for a page of results or of a snapshot, and one for programs."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response as BaseResponse

from searchapp.citation import LABELS, Style, cite_article, numbered
from searchapp.clock import beijing_now
from searchapp.list_rows import listed_articles
from searchapp.listed import ListedArticle
from searchapp.search import search
from searchapp.web.cited import given_style
from searchapp.web.context import base_url, current_desk
from searchapp.web.links import given_number, given_params, sized, with_pairs
from searchapp.web.snapshot_view import find_snapshot

html_citations = Blueprint("html_citations", __name__)

REFERENCES = 100
"""References of a snapshot on one page."""


@html_citations.get("/cite")
def cite_results() -> str:
    """Show the references of one page of results, numbered as the results are."""
    params = given_params()
    page = search(params.but(page=params.page, facets=()), current_desk())
    first = (params.page - 1) * params.per_page + 1
    rows = listed_articles([hit.id for hit in page.hits], current_desk())
    return _page(rows, first, beijing_now()[:10], page.params.canonical(), page.listed)


@html_citations.get("/s/<sid>/v/<n>/cite")
def cite_snapshot_rows(sid: str, n: str) -> BaseResponse | str:
    """Show the references of a snapshot, consulted on its day."""
    _, snapshot = find_snapshot(sid, n)
    if request.path != f"{snapshot.path}/cite":
        return redirect(sized(f"{snapshot.path}/cite"))
    start = ((given_number("page") or 1) - 1) * REFERENCES
    rows = islice(current_desk().store.snapshots.rows(snapshot, start), REFERENCES)
    return _page(rows, start + 1, snapshot.day, snapshot.path, snapshot.taken.listed)


def _page(rows: Iterable[ListedArticle], first: int, day: str, back: str, total: int) -> str:
    style = given_style()
    references = numbered([cite_article(row, style, day, base_url()) for row in rows], first)
    pairs = [pair for pair in request.args.items(multi=True) if pair[0] != "style"]
    return render_template(
        "citations.html",
        references=references,
        first=first,
        total=total,
        day=day,
        back=back,
        style=style,
        styles=[(s, LABELS[s], with_pairs(request.path, [*pairs, ("style", s)])) for s in Style],
    )
