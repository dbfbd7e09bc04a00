"""The one use case behind HTML, JSON and CLI: search(params, desk) → SearchPage."""

from __future__ import annotations

from dataclasses import dataclass, replace

from index.query import DateRange, Filters, Query, Sort
from index.result import Result
from index.said import said
from searchapp.cursor import decode_cursor, encode_cursor
from searchapp.desk import Desk
from searchapp.did_you_mean import did_you_mean
from searchapp.errors import InvalidParameter
from searchapp.facet_view import facet_view
from searchapp.hit_views import hit_views
from searchapp.intent import about
from searchapp.literal import or_literal
from searchapp.params import MAX_ROWS, MULTIPLE, SearchParams
from searchapp.resolve import Resolved, resolve
from searchapp.search_page import ExpansionView, FacetView, SearchPage
from searchapp.statement import chips, where
from searchapp.turning import answered
from searchapp.typed_query import parse_typed
from searchapp.ways import ways_out

DEADLINE = 10.0
"""Seconds one search may take before it is an error instead of an answer."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """A search as understood, before the engine has answered."""

    typed: SearchParams
    resolved: Resolved
    warnings: tuple[str, ...]


def search(params: SearchParams, desk: Desk) -> SearchPage:
    """Answer one search: exact total, one page of hits with snippets, facets, ways out.

    Everything on it is of one state of the index; asked again in the same state, it is not made
    again. Raises InvalidParameter (a value that cannot be understood) and the errors of the
    engine.
    """

    def state() -> str:
        synonyms = desk.synonyms.current()
        return f"{desk.engine.stats().generation} {synonyms.version} {synonyms.problem}"

    return desk.answers.of_one_state(params, state, lambda: _answer(params, desk))


def _answer(params: SearchParams, desk: Desk) -> SearchPage:
    asked = _understand(params, desk)
    stats = desk.engine.stats()
    offset = _offset(params, asked.resolved, stats.generation)
    query = _ranked(_query(asked, params.facets, offset, params.per_page), desk)
    # Whoever reads with a cursor collects matches; a reader of pages is shown what comes close.
    query = replace(query, generous=params.cursor is None, explain=params.explain)
    result = answered(query, stats.generation, desk)
    if params.cursor is not None and result.generation != stats.generation:
        _offset(params, asked.resolved, result.generation)
    shown = asked.resolved.params
    return SearchPage(
        params=shown,
        typed=params,
        total=result.total,
        groups=result.groups,
        hits=hit_views(result.hits, offset, asked.resolved, desk),
        partial=hit_views(result.partial, None, asked.resolved, desk),
        facets=tuple(facet_view(c, shown, desk, params.facet_limit) for c in result.facets),
        chips=chips(shown, desk),
        where=where(shown, desk),
        warnings=(*asked.warnings, *asked.resolved.warnings),
        terms=_terms(asked, desk),
        pages=-(-_listed(shown, result) // params.per_page),
        partial_dates=result.partial_dates,
        undated=result.undated,
        generation=result.generation,
        fingerprint=stats.fingerprint,
        documents=stats.documents,
        correction=did_you_mean(shown, desk, count),
        ways=ways_out(shown, desk, count) if not result.total else (),
        next_cursor=_next_cursor(params, asked.resolved, offset, result),
        expansion=_expansion(asked.resolved, query, result.total, desk),
    )


def facet(name: str, params: SearchParams, desk: Desk, prefix: str = "") -> FacetView:
    """Return every value of one facet under this search; ``prefix`` keeps labels starting so."""
    asked = _understand(params, desk)
    result = desk.engine.search(_query(asked, (name,), 0, 0))
    counts = result.facets[0]
    view = facet_view(counts, asked.resolved.params, desk, None)
    if not prefix:
        return view
    return replace(view, values=tuple(v for v in view.values if v.label.startswith(prefix)))


def request(params: SearchParams, desk: Desk) -> Query:
    """Return what a search asks of the engine for its page (``search`` shows the answer)."""
    asked = _understand(params, desk)
    offset = (params.page - 1) * params.per_page
    query = _query(asked, params.facets, offset, params.per_page)
    return replace(_ranked(query, desk), generous=True)


@dataclass(frozen=True, slots=True)
class Tally:
    """The numbers of one search without its list: ``params`` resolved, ``result`` without hits."""

    params: SearchParams
    warnings: tuple[str, ...]
    result: Result


def tally(
    params: SearchParams,
    desk: Desk,
    facets: tuple[str, ...] = (),
    cross: tuple[str, str] | None = None,
) -> Tally:
    """Return the exact numbers of a search: total, facets, two facets together.

    Raises InvalidParameter and the errors of the engine.
    """
    asked = _understand(params, desk)
    result = desk.engine.search(replace(_query(asked, facets, 0, 0), cross=cross))
    return Tally(asked.resolved.params, (*asked.warnings, *asked.resolved.warnings), result)


def count(params: SearchParams, desk: Desk) -> int:
    """Return the exact number of articles a search matches."""
    return tally(params, desk).result.total


@dataclass(frozen=True, slots=True)
class Listing:
    """Every article a search matches, in its order, from one state of the index."""

    params: SearchParams
    """Resolved."""
    ids: tuple[str, ...]
    generation: str


def listing(params: SearchParams, desk: Desk) -> Listing:
    """Return the ids of all articles a search matches, in the order its pages show them."""
    asked = _understand(params, desk)
    query = _ranked(_query(asked, (), 0, desk.engine.stats().documents), desk)
    result = desk.engine.search(query)
    while len(result.hits) < _listed(params, result):  # more came in between the two questions
        result = desk.engine.search(replace(query, limit=result.total))
    ids = tuple(hit.id for hit in result.hits)
    return Listing(asked.resolved.params, ids, result.generation)


def _understand(params: SearchParams, desk: Desk) -> _Asked:
    parsed = parse_typed(params)
    unknown = tuple(
        said("参数“{name}”没有意义，未采用。", name=name[:40]) for name in params.unknown
    )
    resolved = or_literal(resolve(params, parsed.node, desk), desk)
    return _Asked(params, resolved, (*unknown, *parsed.warnings))


def _query(asked: _Asked, facets: tuple[str, ...], offset: int, limit: int) -> Query:
    params = asked.resolved.params
    values = {name: chosen for name in MULTIPLE if (chosen := getattr(params, name))}
    dates = DateRange(params.start, params.end) if params.start or params.end else None
    return Query(
        node=asked.resolved.node,
        filters=Filters(values, dates, originals=params.dup == "first"),
        facets=facets,
        sort=params.sort,
        merged=params.dup == "group",
        offset=offset,
        limit=limit,
        deadline=DEADLINE,
    )


def _ranked(query: Query, desk: Desk) -> Query:
    """Return ``query`` with what it seems to be about, where its order depends on that."""
    by_relevance = query.sort in (Sort.RELEVANCE, Sort.RECENT)
    return replace(query, about=about(query.node, desk)) if by_relevance else query


def _expansion(resolved: Resolved, query: Query, total: int, desk: Desk) -> ExpansionView | None:
    if not resolved.expanded:
        return None
    params, only = resolved.params, 0
    if params.synonyms:
        typed = replace(query, node=resolved.unexpanded, facets=(), offset=0, limit=0)
        only = total - desk.engine.search(typed).total
    return ExpansionView(
        words=resolved.expanded,
        on=params.synonyms,
        only=only,
        share=only / total if total else 0.0,
        version=resolved.synonyms,
        url=params.but(synonyms=not params.synonyms).canonical(),
    )


def _listed(params: SearchParams, result: Result) -> int:
    """Return how many hits the whole list has."""
    return result.groups if params.dup == "group" else result.total


def _offset(params: SearchParams, resolved: Resolved, generation: str) -> int:
    if params.cursor is not None:
        return decode_cursor(params.cursor, _state(generation, resolved), resolved.params)
    offset = (params.page - 1) * params.per_page
    if offset + params.per_page > MAX_ROWS and params.page > 1:
        detail = said(
            "按页最多看前 {max_rows} 条。请加筛选缩小范围，或用 cursor 逐段读取全部。",
            max_rows=MAX_ROWS,
        )
        raise InvalidParameter("page", str(params.page), "page-too-deep", detail)
    return offset


def _state(generation: str, resolved: Resolved) -> str:
    """Return what a list read stretch by stretch depends on: the index, and the synonyms."""
    return f"{generation}+{resolved.synonyms}" if resolved.expanded else generation


def _next_cursor(
    params: SearchParams, resolved: Resolved, offset: int, result: Result
) -> str | None:
    reached = offset + len(result.hits)
    if params.cursor is None or reached >= _listed(params, result):
        return None
    return encode_cursor(reached, _state(result.generation, resolved), resolved.params)


def _terms(asked: _Asked, desk: Desk) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(
            text[word.start : word.end]
            for text in (asked.typed.q, *asked.typed.within)
            for word in desk.analyzer.query_words(text)
        )
    )
