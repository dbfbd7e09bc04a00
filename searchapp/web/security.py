"""What every answer carries and what no request may do: headers, sizes, rates, methods."""

from __future__ import annotations

from urllib.parse import quote

from flask import Flask, Response, request
from werkzeug.exceptions import (
    MethodNotAllowed,
    RequestEntityTooLarge,
    RequestURITooLarge,
    TooManyRequests,
)

from searchapp.web.rate import Rate, RateLimit

MAX_BODY = 64 * 1024
MAX_URL = 8 * 1024
"""Bytes of path and query string as sent."""

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": (
        "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}

LARGER = dict.fromkeys(("html_batch.batch_run", "html_lists.keep"), 1024 * 1024 + MAX_BODY)
"""Endpoints that take files, and the bytes they take."""
METHODS = ("GET", "HEAD")
FREE = frozenset({"static", "api.healthz"})
"""Endpoints that cost nothing and are not counted against a client."""


WRITES = {
    "html_batch.batch_run": "POST",
    "html_lists.keep": "POST",
    "html_lists.rename": "POST",
    "html_lists.delete": "POST",
    "html_saved.save": "POST",
    "html_saved.edit": "POST",
    "html_saved.delete": "POST",
    "html_snapshots.take_one": "POST",
    "api_saved.save": "POST",
    "api_saved.change": "PATCH",
    "api_saved.delete": "DELETE",
    "api_snapshots.take_one": "POST",
}
"""Endpoints that change something, with their one method; all others only read."""
WRITE_RATE = Rate(per_second=0.5, burst=30)


def protect(app: Flask, rate: Rate | None) -> None:
    """Set limits and headers on ``app``; ``rate`` None switches the rate limits off."""
    limit = RateLimit(rate) if rate else None
    write_limit = RateLimit(WRITE_RATE) if rate else None
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY
    app.config["PROVIDE_AUTOMATIC_OPTIONS"] = False

    def check() -> None:
        _check_size()
        if limit and request.endpoint not in FREE:
            _check_rate(limit)
        if write_limit and request.method not in METHODS and request.endpoint in WRITES:
            _check_rate(write_limit)

    app.before_request(check)
    app.after_request(_finish)


def _check_size() -> None:
    if len(request.query_string) + len(quote(request.path)) > MAX_URL:
        raise RequestURITooLarge
    most = LARGER.get(request.endpoint or "", MAX_BODY)
    request.max_content_length = most
    if (request.content_length or 0) > most:
        raise RequestEntityTooLarge
    # Where the router finds nothing, its 404 or 405 is the answer.
    allowed = (*METHODS, WRITES.get(request.endpoint or ""))
    if request.method not in allowed and request.routing_exception is None:
        raise MethodNotAllowed


def _check_rate(limit: RateLimit) -> None:
    seconds = limit.wait(request.remote_addr or "")
    if seconds:
        raise TooManyRequests(retry_after=seconds)


def _finish(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers[name] = value
    response.headers.pop("Server", None)
    if request.endpoint == "static" and "v" in request.args and response.status_code == 200:
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    elif request.endpoint != "static":
        response.headers["Cache-Control"] = "private, no-cache"
        _revalidate(response)
    return response


def _revalidate(response: Response) -> None:
    """Answer 304 to a reader who already holds this very page."""
    if "Set-Cookie" in response.headers:
        response.headers["Cache-Control"] = "private, no-store"
    elif response.status_code == 200 and not response.is_streamed and request.method in METHODS:
        response.add_etag()
        response.make_conditional(request)
