"""A large snapshot is taken while the reader waits, and is what it would be at once."""

from __future__ import annotations

import re
import time

import pytest
from flask.testing import FlaskClient

from searchapp.errors import InvalidParameter
from searchapp.web import taking
from tests.html_check import Page
from tests.searchapp.web.test_html_saved import save

SEARCH = "q=工会&region=510800&sort=date_asc"


@pytest.fixture(autouse=True)
def little_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(taking, "AT_ONCE", 3)


def asked(client: FlaskClient, path: str, note: str = "") -> str:
    token = re.search(r'name="csrf" value="(\w+)"', client.get(path).text)
    assert token
    return client.post(f"{path}/v", data={"csrf": token[1], "note": note}).location


def waited(client: FlaskClient, location: str) -> str:
    """Return where a waiting page leads in the end."""
    end = time.monotonic() + 20
    while (answer := client.get(location)).status_code == 200:
        assert Page(answer.text).faults == []
        assert answer.headers["Refresh"] == "2"
        assert time.monotonic() < end
    assert answer.status_code == 302
    return answer.location


def items(client: FlaskClient, snapshot: str) -> list[object]:
    kept = client.get(snapshot.replace("/s/", "/api/v1/saved/").replace("/v/", "/snapshots/")).json
    assert kept is not None
    return [kept["items"], kept["total"]]


def test_a_large_snapshot_has_a_page_to_wait_on_and_leads_to_itself(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = save(client, SEARCH)
    location = asked(client, path, "通报")
    assert location.startswith("/exports/")
    snapshot = waited(client, location)
    assert snapshot == f"{path}/v/1"
    assert "通报" in client.get(snapshot).text
    state = client.get(location, headers={"Accept": "application/json"}).json
    assert state is not None
    assert (state["state"], state["file"]) == ("done", None)
    assert state["snapshot"].endswith(snapshot)
    assert client.get(f"{location}/file").location == location
    monkeypatch.setattr(taking, "AT_ONCE", 1000)
    at_once = asked(client, path, "通报")
    assert at_once == f"{path}/v/2"
    assert items(client, at_once) == items(client, snapshot)


def test_the_same_large_snapshot_asked_for_twice_is_taken_once(client: FlaskClient) -> None:
    path = save(client, SEARCH)
    assert asked(client, path) == asked(client, path)
    waited(client, asked(client, path))
    assert Page(client.get(path).text).text.count("第 1 号") > 0
    assert "第 2 号快照</a>" not in client.get(path).text


def test_a_search_saved_with_a_large_snapshot_says_that_it_comes(client: FlaskClient) -> None:
    token = re.search(r'name="csrf" value="(\w+)"', client.get(f"/saved/new?{SEARCH}").text)
    assert token
    form = {"q": "工会", "name": "大的", "snapshot": "1", "csrf": token[1]}
    answer = client.post("/saved", data=form)
    assert answer.location.endswith("?done=taking")
    page = client.get(answer.location).text
    assert "正在后台生成" in page and "编辑码" in page


def test_what_goes_wrong_is_told_to_who_waits(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(*_: object) -> None:
        raise InvalidParameter("sid", "S", "snapshots-full", "快照已满，请另存。")

    path = save(client, SEARCH)
    monkeypatch.setattr(taking, "take_snapshot", refuses)
    location = asked(client, path)
    end = time.monotonic() + 20
    while "没有生成" not in (page := client.get(location).text):
        assert time.monotonic() < end
    assert "快照已满，请另存。" in page
    assert Page(page).faults == []
