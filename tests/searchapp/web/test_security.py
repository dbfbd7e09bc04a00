"""Every answer carries the headers; no request is larger, faster or other than allowed."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from searchapp.desk import Desk
from searchapp.web.app import create_app
from searchapp.web.rate import Rate
from searchapp.web.security import HEADERS, MAX_BODY, MAX_URL, WRITES

VALUES = {"id_": "d0000000000000", "name": "region", "slug": "not-found", "filename": "style.css"}
VALUES |= {
    "sid": "S-00000000",
    "lid": "L-00000000",
    "tail": "）",
    "form": "svg",
    "kind": "time",
    "n": "1",
    "suffix": "csv",
}


def every_url(app: Flask) -> list[str]:
    """Return one address of every route."""
    adapter = app.url_map.bind("localhost")
    return [
        adapter.build(rule.endpoint, {name: VALUES[name] for name in rule.arguments})
        for rule in app.url_map.iter_rules()
    ]


def test_every_route_carries_the_headers(app: Flask, client: FlaskClient) -> None:
    urls = every_url(app)
    assert {"/", "/search", "/ingest", "/static/style.css", "/healthz"} <= set(urls)
    for url in urls:
        for method in ("GET", "HEAD", "POST"):
            response = client.open(url, method=method, buffered=True)
            for name, value in HEADERS.items():
                assert response.headers.get(name) == value, (method, url, name)
            assert "Server" not in response.headers
            if url not in (
                "/saved/new",
                "/batch",
                "/lists",
            ):  # a form needs a token, the token a cookie
                assert "Set-Cookie" not in response.headers


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/nothing", 404),
        ("/api/v1/nothing", 404),
        ("/static/nothing.css", 404),
        ("/static/../app.py", 404),
        ("/search?from=2020-13-01", 400),
        ("/search?q=" + "a" * MAX_URL, 414),
        ("//search", 308),
        ("/broken", 500),
        ("/api/broken", 500),
    ],
)
def test_errors_and_redirects_carry_the_headers(app: Flask, path: str, status: int) -> None:
    for broken in ("/broken", "/api/broken"):
        app.add_url_rule(broken, broken, lambda: str(1 // 0))
    response = app.test_client().get(path)
    assert response.status_code == status
    for name, value in HEADERS.items():
        assert response.headers.get(name) == value


def test_the_policy_allows_no_inline_and_no_foreign_code() -> None:
    policy = HEADERS["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; ")
    for forbidden in ("unsafe", "data:", "http", "*"):
        assert forbidden not in policy


READ = {"GET", "HEAD"}
WRITABLE = {
    "/batch": {*READ, "POST"},
    "/lists": {*READ, "POST"},
    "/lists/L-00000000/name": {"POST"},
    "/lists/L-00000000/delete": {"POST"},
    "/saved": {*READ, "POST"},
    "/s/S-00000000/edit": {*READ, "POST"},
    "/s/S-00000000/delete": {"POST"},
    "/s/S-00000000/v": {*READ, "POST"},
    "/api/v1/saved/S-00000000/snapshots": {*READ, "POST"},
    "/api/v1/saved": {*READ, "POST"},
    "/api/v1/saved/S-00000000": {*READ, "PATCH", "DELETE"},
}


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
def test_nothing_can_be_written_but_what_staff_keep(
    app: Flask, client: FlaskClient, method: str
) -> None:
    assert set(WRITABLE) <= set(every_url(app))
    for url in every_url(app):
        allowed = WRITABLE.get(url, READ)
        response = client.open(url, method=method, buffered=True)
        if method in allowed:
            assert response.status_code in (403, 404, 415), (url, method)
        else:
            assert response.status_code == 405, url
            assert set(response.headers["Allow"].split(", ")) == allowed, url


def test_every_write_is_listed(app: Flask) -> None:
    found = {
        (rule.endpoint, method)
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - READ - {"OPTIONS"}
    }
    assert found == set(WRITES.items())


def test_writes_have_a_slower_rate_of_their_own(desk: Desk) -> None:
    client = create_app(desk).test_client()
    statuses = [client.post("/saved").status_code for _ in range(31)]
    assert statuses == [415] * 30 + [429]
    assert client.get("/saved").status_code == 200


def test_a_large_body_is_refused_unread(client: FlaskClient) -> None:
    assert client.get("/search", data=b"x" * (MAX_BODY + 1)).status_code == 413
    assert client.get("/search", data=b"x" * 10).status_code == 200


def test_the_longest_address_allowed_is_answered(client: FlaskClient) -> None:
    url = "/search?utm_x="
    assert client.get(url + "a" * (MAX_URL - len(url) - 1)).status_code == 200


def test_pages_are_asked_for_again_and_files_are_kept(client: FlaskClient) -> None:
    page = client.get("/search")
    assert page.headers["Cache-Control"] == "private, no-cache"
    again = client.get("/search", headers={"If-None-Match": page.headers["ETag"]})
    assert again.status_code == 304
    assert again.data == b""
    kept = client.get("/static/style.css?v=1", buffered=True)
    assert kept.headers["Cache-Control"].endswith("immutable")
    other = client.get("/search?q=工会", headers={"If-None-Match": page.headers["ETag"]})
    assert other.status_code == 200


def test_a_client_that_asks_too_fast_is_told_when_to_come_back(desk: Desk) -> None:
    client = create_app(desk, rate=Rate(per_second=0.1, burst=2)).test_client()
    statuses = [client.get("/help").status_code for _ in range(3)]
    assert statuses == [200, 200, 429]
    refused = client.get("/api/v1/search")
    assert refused.status_code == 429
    assert refused.json is not None
    assert refused.json["type"] == "/problems/too-many-requests"
    assert 0 < int(refused.headers["Retry-After"]) <= 10
    assert client.get("/healthz").status_code == 200
    assert client.get("/static/style.css", buffered=True).status_code == 200
    elsewhere = client.get("/help", environ_base={"REMOTE_ADDR": "10.0.0.9"})
    assert elsewhere.status_code == 200
