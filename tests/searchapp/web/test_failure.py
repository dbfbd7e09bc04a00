"""When the data is broken underneath, readers and programs still get words, not a trace."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from searchapp.desk import Desk, open_desk
from searchapp.params import SearchParams
from searchapp.sample_collection import META
from searchapp.saved import SavedText
from searchapp.web.app import create_app
from searchapp.web.security import HEADERS
from tests.html_check import Page
from tests.web_pages import make_desk


@pytest.fixture
def own_desk(tmp_path: Path) -> Iterator[Desk]:
    opened = make_desk(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def client(own_desk: Desk) -> FlaskClient:
    return create_app(own_desk, rate=None).test_client()


def drop_table(desk: Desk, name: str) -> None:
    connection = sqlite3.connect(desk.settings.data / "store.sqlite3")
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute(f"DROP TABLE {name}")
    connection.commit()
    connection.close()


def test_a_broken_store_is_an_error_page_with_a_number(own_desk: Desk, client: FlaskClient) -> None:
    drop_table(own_desk, "runs")
    for url in ("/", "/search?q=工会", "/ingest"):
        response = client.get(url)
        assert response.status_code == 500
        page = Page(response.text)
        assert page.faults == []
        assert "编号 E-" in page.text
        assert "sqlite" not in response.text.lower()
        for name, value in HEADERS.items():
            assert response.headers[name] == value


def test_a_lost_index_is_said_and_numbers_are_withheld(own_desk: Desk, client: FlaskClient) -> None:
    shutil.rmtree(own_desk.settings.data / "index")
    page = client.get("/search?q=工会")
    assert page.status_code == 503
    assert "暂时不能检索" in Page(page.text).text
    assert Page(page.text).faults == []
    answer = client.get("/api/v1/search?q=工会")
    assert answer.status_code == 503
    assert answer.json is not None
    assert answer.json["type"] == "/problems/index-unavailable"
    assert int(answer.headers["Retry-After"]) > 0
    health = client.get("/healthz")
    assert (health.status_code, health.json) == (
        503,
        {"status": "unavailable", "reason": "EngineUnavailable"},
    )
    assert client.get("/help").status_code == 200


def test_saved_searches_are_there_without_an_index(own_desk: Desk, client: FlaskClient) -> None:
    saved = own_desk.store.saved
    live, gone = (saved.add(SavedText(n), SearchParams(q="工会"))[0].sid for n in "一二")
    saved.delete(gone)
    shutil.rmtree(own_desk.settings.data / "index")
    listed = client.get("/saved")
    assert listed.status_code == 200
    assert "暂时不能检索" in Page(listed.text).text
    assert live in listed.text
    assert client.get(f"/s/{gone}").status_code == 200
    assert client.get(f"/s/{live}").status_code == 503
    assert client.get(f"/s/{live}/edit").status_code == 200


def test_an_index_of_other_rules_is_said(own_desk: Desk) -> None:
    for meta in (own_desk.settings.data / "index").rglob("META.json"):
        text = meta.read_text(encoding="utf-8")
        meta.write_text(text.replace(own_desk.engine.stats().fingerprint, "old"), "utf-8")
    desk = open_desk(own_desk.settings)
    client = create_app(desk, rate=None).test_client()
    answer = client.get("/api/v1/search?q=工会")
    assert answer.status_code == 503
    assert answer.json is not None
    assert answer.json["type"] == "/problems/index-outdated"
    assert client.get("/healthz").status_code == 503
    desk.close()


def test_samples_among_own_pages_are_said(own_desk: Desk, client: FlaskClient) -> None:
    own_desk.store.set_meta(META, "mixed")
    assert "混有为演示编写的报道" in client.get("/search").text
    own_desk.store.set_meta(META, "only")
    assert "人物、数字和事情均属虚构" in client.get("/help").text
