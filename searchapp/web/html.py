"""The pages: home, results, one article and its original, all values of a facet, help, ingest."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import quote

from flask import Blueprint, Response, abort, redirect, render_template, request
from werkzeug.wrappers import Response as BaseResponse

from index.query import FACETS, UNKNOWN, Sort
from searchapp.analysis import analyze
from searchapp.article import Article
from searchapp.composed import Conditions, compose
from searchapp.correction_view import correction_views
from searchapp.hit_views import organization_views, region_views
from searchapp.params import SearchParams
from searchapp.pasted import bare
from searchapp.search import facet, search
from searchapp.search_page import FacetValueView, SearchPage
from searchapp.similar import similar
from searchapp.web.cited import article_citations, live_citations
from searchapp.web.context import base_url, current_desk
from searchapp.web.finding import found_in
from searchapp.web.histogram import histogram
from searchapp.web.initials import by_initial
from searchapp.web.language import english
from searchapp.web.links import given_number, given_params, sized, with_pairs
from searchapp.web.paging import page_numbers
from searchapp.web.plain import plain_text
from searchapp.web.problems import problems
from searchapp.web.reading import Place, highlighted, place_in_list
from searchapp.web.record import URL_EVIDENCE, record
from searchapp.web.saved_view import view

html = Blueprint("html", __name__)

COMPOSED = ("all", "any", "phrase", "none", "title", "region", "org", "from", "to")
"""Fields of 更多条件: five that make up the query, then filters."""
LATEST = 5
"""Saved searches and articles listed on the first page."""
_SUFFIXES = {"json": "json", "mht": "mht", "docx": "docx", "pdf": "pdf"}
"""What a download is called by its article's kind; everything else is handed out as text."""
MAX_FIND = 40
"""Characters of a name looked for in a facet."""
FACET_ORDERS = {
    "region": ("count", "code"),
    "org": ("count", "pinyin"),
    "source": ("count", "pinyin"),
    "year": ("value",),
    "month": ("value",),
}


@html.get("/")
def home() -> str:
    """Show what is in here and how fresh it is, around one search box."""
    desk = current_desk()
    whole = SearchParams(sort=Sort.DATE_DESC, per_page=1, facets=("region", "year", "org"))
    page = search(whole, desk)
    facets = {view.name: view for view in page.facets}
    return render_template(
        "home.html",
        page=page,
        facets=facets,
        years=histogram(facets["year"], 320, 128),
        saved=[view(found) for found in desk.store.saved.live(LATEST)],
        all_saved=desk.store.saved.count(),
        newest=desk.store.newest(LATEST),
    )


@html.get("/search<tail>")
def pasted(tail: str) -> BaseResponse:
    """Lead a bare link with punctuation glued to it to the search."""
    if bare(f"/search{tail}") != "/search":
        abort(404)
    return redirect(sized("/search"))


@html.get("/search")
def results() -> str:
    """Show one page of an answer with everything that narrows it."""
    page = search(_of_use(given_params()), current_desk())
    facets = {view.name: view for view in page.facets}
    return render_template(
        "search.html",
        page=page,
        params=page.params,
        facets=facets,
        years=histogram(facets["year"], 420, 68) if "year" in facets else None,
        numbers=page_numbers(page.params.page, page.pages),
        clear_url=_unfiltered(page),
        undated_url=page.params.but(start=None, end=None, year=(UNKNOWN,)).canonical(),
        address=base_url() + page.canonical,
        citations=live_citations(page),
    )


def _of_use(params: SearchParams) -> SearchParams:
    """Return ``params`` without counts nobody sees: months are listed under a chosen year."""
    if params.year or params.month:
        return params
    return replace(params, facets=tuple(name for name in params.facets if name != "month"))


def _place(id_: str, params: SearchParams) -> Place | None:
    """Return where an article stands in its search; a partial match only knows the way back."""
    if position := given_number("n"):
        return place_in_list(id_, position, params, current_desk())
    return Place(params.but().canonical()) if params.q else None


@html.get("/compose")
def composed() -> BaseResponse:
    """Lead from the fields of 更多条件 to the search they ask for."""
    given = {name: request.args.get(name, "").strip() for name in COMPOSED}
    q = compose(Conditions(*(given[name] for name in COMPOSED[:5])))
    pairs = [("q", q), *((name, given[name]) for name in COMPOSED[5:])]
    return redirect(sized(with_pairs("/search", [pair for pair in pairs if pair[1]])), 303)


@html.get("/doc/<id_>")
def article(id_: str) -> str | tuple[str, int]:
    """Show one article: clean text with the words of the search, and how each fact is known."""
    desk, found, params = current_desk(), _article(id_), given_params()
    if found.withdrawal:
        return _tombstone(found)
    title, paragraphs = highlighted(found, params, desk)
    return render_template(
        "article.html",
        article=found,
        title=title,
        paragraphs=paragraphs,
        place=_place(found.id, params),
        facts=record(found, desk),
        corrections=correction_views(found, desk),
        copies=desk.store.copies([found.canonical])[found.canonical] if found.canonical else (),
        similar=similar(found, desk),
        regions=region_views(found, desk),
        organizations=organization_views(found),
        url_evidence=URL_EVIDENCE[found.extraction.url_trust or "page"],
        query=_query_string(),
        address=f"{base_url()}/doc/{found.id}",
        citations=article_citations(found),
    )


@html.get("/doc/<id_>/raw")
def original(id_: str) -> str | tuple[str, int] | Response:
    """Show the page as it came, as text; with ``download`` hand out its very bytes."""
    found = _article(id_)
    if found.withdrawal:
        return _tombstone(found)
    if "download" in request.args:
        return _attachment(found)
    return render_template("original.html", article=found, query=_query_string())


@html.get("/doc/<id_>/text")
def text(id_: str) -> Response | tuple[str, int]:
    """Answer an article as plain text with its 出处, to be copied into a report."""
    found = _article(id_)
    if found.withdrawal:
        return _tombstone(found)
    address = f"{base_url()}/doc/{found.id}"
    return Response(plain_text(found, address), mimetype="text/plain")


@html.get("/facet/<name>")
def facet_values(name: str) -> str:
    """Show every value of one facet under a search."""
    if name not in FACETS:
        abort(404)
    desk, params = current_desk(), given_params()
    typed = request.args.get("find", "").strip()[:MAX_FIND]
    view = found_in(facet(name, params, desk), typed)
    page = search(params.but(facets=()), desk)
    orders = FACET_ORDERS[name]
    order = request.args.get("order", orders[0])
    if order not in orders:
        order = orders[0]
    values = _by_code(view.values) if order == "code" else view.values
    return render_template(
        "facet.html",
        view=replace(view, values=values),
        groups=by_initial(values) if order == "pinyin" else None,
        page=page,
        find=typed,
        clear_url=_unfiltered(page),
        order=order,
        orders=orders,
    )


@html.get("/help")
def help_page() -> str:
    """Show how to write a query and what the marks mean."""
    name = "help.en.html" if english() else "help.html"
    return render_template(name, problems=list(problems().values()))


@html.get("/analyze")
def analyze_page() -> str:
    """Show how a text is cleaned, cut and read as a query."""
    text = request.args.get("text", "").strip()
    analysis = analyze(text, current_desk()) if text else None
    return render_template("analyze.html", text=text, analysis=analysis)


@html.get("/ingest")
def ingest_state() -> str:
    """Show what was taken in last, and what could not be read and why."""
    store = current_desk().store
    return render_template("ingest.html", summary=store.summary(), quarantine=store.quarantine())


@html.get("/problems/<slug>")
def problem_page(slug: str) -> str:
    """Show what one type of problem means and what to do about it."""
    if slug not in problems():
        abort(404)
    return render_template("problem.html", problem=problems()[slug])


def _unfiltered(page: SearchPage) -> str:
    params = page.params
    return SearchParams(q=params.q, sort=params.sort, per_page=params.per_page).canonical()


def _article(id_: str) -> Article:
    found = current_desk().store.article(id_)
    if found is None:
        abort(404)
    return found


def _tombstone(article: Article) -> tuple[str, int]:
    """Return the page of a withdrawn article: it is gone from search, its address is not."""
    return render_template("withdrawn.html", article=article, withdrawal=article.withdrawal), 410


def _attachment(article: Article) -> Response:
    """Return the bytes under a name that opens as what they are, web pages as text: opening
    what was downloaded must run nothing."""
    raw = current_desk().store.raw(article.id) or b""
    response = Response(raw, mimetype="application/octet-stream")
    name = f"{quote(article.id)}.{_SUFFIXES.get(article.kind, 'txt')}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _query_string() -> str:
    text = request.query_string.decode("ascii", "replace")
    return f"?{text}" if text else ""


def _by_code(values: tuple[FacetValueView, ...]) -> tuple[FacetValueView, ...]:
    ordered = sorted(values, key=lambda value: value.value)
    return tuple(value._replace(children=_by_code(value.children)) for value in ordered)
