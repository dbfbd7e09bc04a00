"""The JSON interface is what its description says."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate
from werkzeug.test import TestResponse


@pytest.fixture
def described(client: FlaskClient) -> dict[str, Any]:
    body = client.get("/openapi.json").json
    assert isinstance(body, dict)
    return body


def conforms(
    response: TestResponse, path: str, described: dict[str, Any], method: str = "get"
) -> Any:
    """Check an answer against the description of ``path`` and return its body."""
    answer = described["paths"][path][method]["responses"][str(response.status_code)]
    if "$ref" in answer:
        answer = described["components"]["responses"][answer["$ref"].rsplit("/", 1)[1]]
    assert response.mimetype in answer["content"]
    schema = answer["content"][response.mimetype]["schema"]
    whole = {**schema, "components": described["components"]}
    Draft202012Validator(whole).validate(response.json)
    return response.json


def test_the_description_is_valid_openapi(described: dict[str, Any]) -> None:
    validate(described)
    assert described["openapi"].startswith("3.1")


def test_every_interface_route_is_described(app: Flask, described: dict[str, Any]) -> None:
    routes = {
        re.sub(r"<(\w+?)_?>", r"{\1}", rule.rule)
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith("api") or rule.rule.endswith("/feed")
    }
    assert routes == set(described["paths"])


SEARCHES = [
    "",
    "q=劳模&region=5108&year=2014&year=none",
    "q=绝无此词&region=510800",
    "q=(劳模 或",
    "q=工会&within=职工&within=劳模",
    "q=工会&cursor=*&per_page=7",
    "q=工会&page=2&per_page=5&sort=date_desc&facets=region,year",
    "from=2015&to=2016-06&in=title&facet_limit=1",
    "org=广元市总工会&source=none&nonsense=1",
]


@pytest.mark.parametrize("search", SEARCHES)
def test_answers_conform(client: FlaskClient, described: dict[str, Any], search: str) -> None:
    response = client.get(f"/api/v1/search?{search}")
    assert response.status_code == 200
    conforms(response, "/api/v1/search", described)


def test_every_facet_conforms_and_lists_all_values(
    client: FlaskClient, described: dict[str, Any]
) -> None:
    for name in ("region", "year", "month", "org", "source"):
        response = client.get(f"/api/v1/facets/{name}?q=工会")
        body = conforms(response, "/api/v1/facets/{name}", described)
        assert body["name"] == name
        assert not body["truncated"]
        assert len(body["values"]) == body["values_total"]


def test_a_prefix_keeps_the_values_that_begin_with_it(client: FlaskClient) -> None:
    body = client.get("/api/v1/facets/org?prefix=广元").json
    assert body is not None
    assert {value["label"] for value in body["values"]} == {"广元市总工会"}


@pytest.mark.parametrize("typed", ["工会", "zgh", "", "绝无此词", "“"])
def test_suggestions_conform_and_are_parallel(
    client: FlaskClient, described: dict[str, Any], typed: str
) -> None:
    response = client.get("/api/v1/suggest", query_string={"q": typed})
    body = conforms(response, "/api/v1/suggest", described)
    assert response.mimetype == "application/x-suggestions+json"
    assert body[0] == typed
    assert len(body[1]) == len(body[2]) == len(body[3])
    assert all(link.startswith("http://localhost/search?q=") for link in body[3])


@pytest.mark.parametrize("text", ["", "總工會會(huì)議", "(劳模 或", "劳模 -表彰 2020年"])
def test_an_analysis_conforms(client: FlaskClient, described: dict[str, Any], text: str) -> None:
    response = client.get("/api/v1/analyze", query_string={"text": text})
    body = conforms(response, "/api/v1/analyze", described)
    assert body["text"] == text
    page = client.get("/analyze", query_string={"text": text}).text
    assert all(word["term"] in page for word in body["words"])


def test_documents_conform(client: FlaskClient, described: dict[str, Any]) -> None:
    found = client.get("/api/v1/search?per_page=100").json
    assert found is not None
    for item in found["items"]:
        response = client.get(f"/api/v1/documents/{item['id']}")
        body = conforms(response, "/api/v1/documents/{id}", described)
        assert body["title"] == item["title"]


def test_stretches_add_up_to_everything(client: FlaskClient) -> None:
    url, seen = "/api/v1/search?q=工会&cursor=*&per_page=9", []
    while url:
        body = client.get(url).json
        assert body is not None
        seen += [item["id"] for item in body["items"]]
        url = body["page"]["next"]
    assert len(seen) == len(set(seen)) == body["total"]["articles"]


def test_pages_are_linked_in_the_header_too(client: FlaskClient) -> None:
    response = client.get("/api/v1/search?q=工会&page=2")
    links = response.headers.getlist("Link")
    assert response.json is not None
    assert links == [
        f'<{response.json["page"]["next"]}>; rel="next"',
        f'<{response.json["page"]["prev"]}>; rel="prev"',
    ]


@pytest.mark.parametrize(
    ("path", "status", "problem", "parameter"),
    [
        ("/api/v1/search?from=2020-13-01", 400, "invalid-date", "from"),
        ("/api/v1/search?sort=newest", 400, "invalid-sort", "sort"),
        ("/api/v1/search?page=0", 400, "invalid-page", "page"),
        ("/api/v1/search?region=朝阳区", 400, "ambiguous-region", "region"),
        ("/api/v1/search?region=桃花源", 400, "invalid-region", "region"),
        ("/api/v1/search?cursor=x", 400, "invalid-cursor", "cursor"),
        ("/api/v1/search?page=2000", 400, "page-too-deep", "page"),
        ("/api/v1/analyze?text=" + "x" * 2001, 400, "query-too-long", "text"),
        ("/api/v1/documents/d0", 404, "not-found", None),
        ("/api/v1/facets/color", 404, "not-found", None),
    ],
)
def test_problems_are_named_and_explained(
    client: FlaskClient,
    described: dict[str, Any],
    path: str,
    status: int,
    problem: str,
    parameter: str | None,
) -> None:
    response = client.get(path)
    assert response.status_code == status
    assert response.mimetype == "application/problem+json"
    pattern = re.sub(r"/(d0|color)$", lambda m: {"d0": "/{id}", "color": "/{name}"}[m[1]], path)
    body = conforms(response, pattern.split("?")[0], described)
    assert body["type"] == f"/problems/{problem}"
    assert body["status"] == status
    assert [e["parameter"] for e in body.get("errors", [])] == ([parameter] if parameter else [])
    assert client.get(body["type"]).status_code == 200


def test_a_saved_search_is_made_read_changed_and_deleted(
    client: FlaskClient, described: dict[str, Any]
) -> None:
    found = client.get("/api/v1/search?q=劳模&region=5108&page=2&per_page=2").json
    assert found is not None
    link = found["query"]["canonical"]
    new = {"name": "广元劳模", "note": "通报用", "by": "宣教部", "search": link + "）。"}
    answer = client.post("/api/v1/saved", json=new)
    assert answer.status_code == 201
    made = conforms(answer, "/api/v1/saved", described, "post")
    assert (made["name"], made["note"], made["by"]) == ("广元劳模", "通报用", "宣教部")
    assert made["total"] == found["total"]
    one, path = f"/api/v1/saved/{made['sid']}", "/api/v1/saved/{sid}"
    assert answer.headers["Location"] == made["links"]["self"] == f"http://localhost{one}"
    read = conforms(client.get(one), path, described)
    assert "edit_token" not in read
    assert read["answer"]["query"]["region"] == ["510800"]
    listed = conforms(client.get("/api/v1/saved"), "/api/v1/saved", described)
    assert listed["items"][0]["sid"] == made["sid"]
    token = {"Authorization": f"Bearer {made['edit_token']}"}
    changed = client.patch(one, json={"name": "新名"}, headers=token)
    assert conforms(changed, path, described, "patch")["note"] == "通报用"
    stone = conforms(client.delete(one, headers=token), path, described, "delete")
    assert stone["deleted_at"]
    assert stone["name"] == "新名"
    assert conforms(client.get(one), path, described)["answer"] is None
    for late in (client.delete(one, headers=token), client.patch(one, json={}, headers=token)):
        assert late.status_code == 409
        assert late.json is not None
        assert late.json["type"] == "/problems/saved-deleted"


BAD_BODIES = [
    ("{", 400, "bad-request"),
    ("[]", 400, "bad-request"),
    ("[" * 60_000, 400, "bad-request"),
    ('{"name": "一"}', 201, None),
    ('{"search": "q=a"}', 400, "invalid-saved"),
    ('{"name": 1, "search": "q=a"}', 400, "invalid-saved"),
    ('{"name": "一", "sid": "S-00000000"}', 400, "invalid-saved"),
    ('{"name": "一", "\\ud800": "a"}', 400, "invalid-saved"),
    ('{"name": "\\ud800", "search": "q=\\ud800"}', 201, None),
    ('{"name": "一", "search": "/search?year=x"}', 400, "invalid-year"),
    ('{"name": "一", "search": "region=桃花源"}', 400, "invalid-region"),
]


@pytest.mark.parametrize(("body", "status", "problem"), BAD_BODIES)
def test_a_body_that_cannot_be_saved_is_explained(
    client: FlaskClient, described: dict[str, Any], body: str, status: int, problem: str | None
) -> None:
    answer = client.post("/api/v1/saved", data=body, content_type="application/json")
    assert answer.status_code == status
    found = conforms(answer, "/api/v1/saved", described, "post")
    assert found.get("type") == (f"/problems/{problem}" if problem else None)


@pytest.mark.parametrize("token", ["", "x", "Bearer", "Bearer ä"])
def test_a_wrong_edit_token_changes_nothing(client: FlaskClient, token: str) -> None:
    made = client.post("/api/v1/saved", json={"name": "一", "search": "q=a"}).json
    assert made is not None
    one = f"/api/v1/saved/{made['sid']}"
    for answer in (
        client.patch(one, json={"name": "二"}, headers={"Authorization": token}),
        client.delete(one, headers={"Authorization": token}),
    ):
        assert answer.status_code == 403
        assert answer.json is not None
        assert answer.json["type"] == "/problems/wrong-edit-token"
    kept = client.get(one).json
    assert kept is not None
    assert (kept["name"], kept["deleted_at"]) == ("一", None)
    assert client.get("/api/v1/saved/S-ZZZZZZZZ").status_code == 404


def test_an_ambiguous_region_offers_values_that_work(client: FlaskClient) -> None:
    body = client.get("/api/v1/search?region=朝阳区").json
    assert body is not None
    assert len(body["candidates"]) > 1
    for candidate in body["candidates"]:
        assert client.get(f"/api/v1/search?region={candidate['value']}").status_code == 200


def test_health_says_what_is_served(client: FlaskClient, described: dict[str, Any]) -> None:
    body = conforms(client.get("/healthz"), "/healthz", described)
    found = client.get("/api/v1/search").json
    assert found is not None
    assert body["documents"] == found["index"]["documents"] == found["total"]["articles"]
    assert body["generation"] == found["index"]["generation"]


def test_a_program_gets_json_errors_on_pages_too(client: FlaskClient) -> None:
    response = client.get("/search?year=x", headers={"Accept": "application/json"})
    assert response.mimetype == "application/problem+json"
    assert client.get("/search?year=x").mimetype == "text/html"


def test_a_crash_tells_a_number_and_nothing_else(app: Flask) -> None:
    app.add_url_rule("/api/broken", "broken", lambda: str(1 // 0))
    response = app.test_client().get("/api/broken")
    assert response.status_code == 500
    assert response.json is not None
    assert response.json["incident"].startswith("E-")
    assert "ZeroDivision" not in response.text
