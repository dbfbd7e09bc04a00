"""Exceptions → a Chinese page for readers, problem+json (RFC 9457) for programs."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from typing import Any

from flask import Flask, Response, current_app, g, render_template, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed, TooManyRequests
from werkzeug.wrappers import Response as BaseResponse

from index.errors import EngineTimeout, IndexOutdated, SearchError
from index.query import UNKNOWN
from searchapp.chart_png import NoChartFont
from searchapp.errors import InvalidParameter
from searchapp.facet_view import LABELS
from searchapp.params import DISPLAY, REPEATED, SearchParams
from searchapp.snapshot import BrokenSnapshot
from searchapp.statement import value_label
from searchapp.web.context import current_desk
from searchapp.web.links import PAGE_ONLY, Pairs, large, with_pairs
from searchapp.web.problems import Problem, problem, problem_of_status
from searchapp.web.security import METHODS

PROBLEM_JSON = "application/problem+json"


@dataclass(frozen=True, slots=True)
class Failure:
    """One thing that went wrong with this request, ready to be told."""

    problem: Problem
    detail: str
    invalid: InvalidParameter | None = None
    incident: str | None = None


def handle_errors(app: Flask) -> None:
    """Let ``app`` answer every exception in words, none with a trace."""
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(InvalidParameter, _invalid)
    app.register_error_handler(SearchError, _search)
    app.register_error_handler(BrokenSnapshot, _broken)
    app.register_error_handler(NoChartFont, _no_font)
    app.register_error_handler(Exception, _crash)


def _http(error: HTTPException) -> BaseResponse:
    status = error.code or 500
    if status < 400:
        return error.get_response()  # a redirect of the router
    found = problem_of_status(status)
    response = answer(Failure(found, found.advice), status)
    if isinstance(error, MethodNotAllowed):
        allowed = set(error.valid_methods or METHODS) - {"OPTIONS"}
        response.headers["Allow"] = ", ".join(sorted(allowed))
    if isinstance(error, TooManyRequests):
        response.headers["Retry-After"] = str(error.retry_after)
    return response


def _invalid(error: InvalidParameter) -> Response:
    return answer(Failure(problem(error.problem), error.detail, error))


def _search(error: SearchError) -> Response:
    slug = "index-unavailable"
    if isinstance(error, IndexOutdated):
        slug = "index-outdated"
    elif isinstance(error, EngineTimeout):
        slug = "search-timeout"
    current_app.logger.warning("%s: %s", slug, error)
    found = problem(slug)
    response = answer(Failure(found, found.advice))
    response.headers["Retry-After"] = "30"
    return response


def _no_font(error: NoChartFont) -> Response:
    return answer(Failure(problem("no-chart-font"), str(error)))


def _broken(error: BrokenSnapshot) -> Response:
    current_app.logger.error("%s: %s", request.path, error)
    found = problem("snapshot-broken")
    return answer(Failure(found, f"{error}。{found.advice}"))


def _crash(error: Exception) -> Response:
    incident = f"E-{secrets.token_hex(4)}"
    current_app.logger.error("%s %s %s", incident, request.method, request.path, exc_info=error)
    found = problem("internal-error")
    g.crashed = True
    try:
        return answer(Failure(found, found.advice, incident=incident))
    except Exception as second:  # the page of the error must not be what fails
        current_app.logger.error("%s again", incident, exc_info=second)
        text = f"{found.title}。{found.advice}编号 {incident}"
        return Response(text, found.status, mimetype="text/plain")


def answer(failure: Failure, status: int | None = None) -> Response:
    """Return the failure in the form this request understands."""
    body = _json(failure) if for_programs() else _page(failure)
    body.status_code = status or failure.problem.status
    return body


def for_programs() -> bool:
    """Say whether this request comes from a program: by its path, else by what it accepts."""
    if request.path.startswith("/api/") or request.path in ("/openapi.json", "/healthz"):
        return True
    offered = ["text/html", PROBLEM_JSON, "application/json"]
    return request.accept_mimetypes.best_match(offered, "text/html") != "text/html"


def _json(failure: Failure) -> Response:
    found, invalid = failure.problem, failure.invalid
    body: dict[str, Any] = {
        "type": found.path,
        "title": found.title,
        "status": found.status,
        "detail": failure.detail,
        "instance": request.path,
    }
    if invalid:
        body["errors"] = [{"parameter": invalid.parameter, "detail": invalid.detail}]
    if invalid and invalid.candidates:
        body["candidates"] = [{"value": c.value, "label": c.label} for c in invalid.candidates]
    if failure.incident:
        body["incident"] = failure.incident
    return Response(json.dumps(body, ensure_ascii=False), mimetype=PROBLEM_JSON)


def _page(failure: Failure) -> Response:
    invalid = failure.invalid
    text = render_template(
        "error.html",
        failure=failure,
        form=_repair(invalid) if invalid else None,
        candidates=_candidates(invalid) if invalid else (),
    )
    return Response(text, mimetype="text/html")


@dataclass(frozen=True, slots=True)
class Repair:
    """The refused search as a form: what was typed stays, the wrong value is left out."""

    action: str
    q: str
    start: str
    end: str
    carried: Pairs
    chips: tuple[tuple[str, str, str], ...]
    without_url: str


FIELDS = ("q", "from", "to")
_APART = {*PAGE_ONLY, *DISPLAY}


def _repair(invalid: InvalidParameter) -> Repair:
    sent = _sent()
    kept = [(k, v) for k, v in sent if not _is_wrong(invalid, k, v)]
    action = _action()
    typed = dict(sent)
    return Repair(
        action=action,
        q=typed.get("q", ""),
        start=typed.get("from", ""),
        end=typed.get("to", ""),
        carried=[*(p for p in kept if p[0] not in FIELDS), *([("size", "l")] if large() else [])],
        chips=tuple(
            (LABELS[k], _name(k, v), with_pairs(action, [pair for pair in kept if pair != (k, v)]))
            for k, v in dict.fromkeys(kept)
            if k in LABELS
        ),
        without_url=with_pairs(action, kept),
    )


def _name(facet: str, value: str) -> str:
    """Return what a reader calls a value as typed; the value itself when it is not one thing."""
    desk = current_desk()
    if facet != "region" or value == UNKNOWN:
        return value_label(facet, value, desk)
    places = desk.gazetteer.lookup(value)
    return value_label("region", places[0].code, desk) if len(places) == 1 else value


def _candidates(invalid: InvalidParameter) -> tuple[tuple[str, str], ...]:
    """Return the readings of an ambiguous name, each with the same search on it."""
    kept = [(k, v) for k, v in _sent() if not _is_wrong(invalid, k, v)]
    return tuple(
        (c.label, with_pairs(_action(), [*kept, (invalid.parameter, c.value)]))
        for c in invalid.candidates
    )


def _sent() -> Pairs:
    """Return the arguments of the search, blank ones and those of the page itself left out."""
    pairs = [(k, v.strip()) for k, v in request.args.items(multi=True) if k not in _APART]
    return [pair for pair in pairs if pair[1]]


def _is_wrong(invalid: InvalidParameter, name: str, value: str) -> bool:
    if name != invalid.parameter:
        return False
    # Of a repeated parameter only the refused value goes; "120 个值" refuses all of them.
    whole = invalid.problem in ("too-many-values", "query-too-long")
    repeated = name in REPEATED and not whole
    return value == invalid.value if repeated else True


def _action() -> str:
    own = request.path.startswith("/facet/") or request.path in ("/stats", "/batch")
    return request.path if own else SearchParams().canonical()
