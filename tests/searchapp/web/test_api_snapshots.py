"""Snapshots for programs: described, whole, the same for ever."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from searchapp.desk import Desk
from searchapp.params import SearchParams
from searchapp.saved import SavedText
from searchapp.search import listing
from tests.searchapp.web.test_api import conforms, described

__all__ = ["described"]

PATH = "/api/v1/saved/{sid}/snapshots"


@pytest.fixture
def url(desk: Desk) -> str:
    saved, _ = desk.store.saved.add(SavedText("一"), SearchParams(q="劳模", region=("510800",)))
    return f"/api/v1/saved/{saved.sid}/snapshots"


def test_one_is_taken_listed_read_and_compared(
    client: FlaskClient, desk: Desk, url: str, described: dict[str, Any]
) -> None:
    taken = client.post(url, json={"note": "通报"})
    assert taken.status_code == 201
    assert taken.headers["Location"] == f"http://localhost{url}/1"
    body = conforms(taken, PATH, described, "post")
    assert body["note"] == "通报"
    assert conforms(client.get(url), PATH, described)["total"] == 1
    whole = conforms(client.get(f"{url}/1"), PATH + "/{n}", described)
    ids = listing(SearchParams(q="劳模", region=("510800",)), desk).ids
    assert tuple(item["id"] for item in whole["items"]) == ids
    assert [item["position"] for item in whole["items"]] == list(range(1, len(ids) + 1))
    assert whole["checksum"] == body["checksum"]
    diff = conforms(client.get(f"{url}/1/diff"), PATH + "/{n}/diff", described)
    assert diff["total"] == {"added": 0, "gone": 0, "changed": 0}
    assert client.get(f"{url}/1").data == client.get(f"{url}/1").data


@pytest.mark.parametrize(
    ("tail", "status", "problem"),
    [
        ("/2", 404, "not-found"),
        ("/x", 404, "not-found"),
        ("/1/diff?against=yesterday", 400, "invalid-against"),
        ("/1/diff?against=9", 400, "invalid-against"),
    ],
)
def test_what_is_not_there_is_named(
    client: FlaskClient, url: str, tail: str, status: int, problem: str
) -> None:
    client.post(url, json={})
    answer = client.get(url + tail)
    assert answer.status_code == status
    assert answer.json is not None
    assert answer.json["type"] == f"/problems/{problem}"


@pytest.mark.parametrize("body", [{"name": "二"}, {"note": 1}, {"note": "长" * 2001}, []])
def test_what_cannot_be_written_is_refused(client: FlaskClient, url: str, body: object) -> None:
    assert client.post(url, json=body).status_code == 400
    assert client.get(url).json == {"total": 0, "items": []}


def test_a_deleted_search_keeps_its_snapshots_and_takes_no_more(
    client: FlaskClient, desk: Desk, url: str
) -> None:
    client.post(url, json={})
    desk.store.saved.delete(url.split("/")[4])
    assert client.post(url, json={}).status_code == 409
    assert client.get(f"{url}/1").status_code == 200
