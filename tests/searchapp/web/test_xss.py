"""Text from pages and readers is shown as text, wherever it comes out."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from searchapp.desk import Desk
from searchapp.params import SearchParams
from searchapp.search import search
from searchapp.web.context import KEY
from tests.html_check import Page
from tests.web_pages import PAYLOADS

TEMPLATES = Path(__file__).resolve().parents[3] / "templates"
SINKS = ("/search?q={}", "/search?source={}", "/search?org={}", "/search?region={}")
SINKS += ("/search?from={}", "/search?sort={}", "/search?year={}", "/search?{}=1", "/facet/{}")
SINKS += ("/facet/org?q={}", "/facet/region?order={}", "/doc/{}", "/{}", "/problems/{}")
SINKS += ("/search?size={}", "/search?utm_x={}&q=工会", "/facet/region?region={}")
SINKS += ("/saved/new?q={}", "/saved/new?org={}", "/s/{}", "/s/{}/edit", "/saved?page={}")
SINKS += ("/stats?q={}", "/stats?under={}", "/stats?rows=org&names={}", "/stats?rows={}")
SINKS += ("/batch?names={}", "/batch?names=工会&q={}", "/batch?names=工会&as={}")


def test_there_are_fifty_payloads() -> None:
    assert len(set(PAYLOADS)) >= 50


@pytest.mark.parametrize("sink", SINKS)
def test_what_a_reader_sends_comes_back_as_text(hostile: FlaskClient, sink: str) -> None:
    for payload in PAYLOADS:
        response = hostile.get(sink.format(quote(payload, safe="")))
        assert response.status_code in (200, 400, 404), payload
        assert Page(response.text).faults == [], (sink, payload)


def test_what_pages_hold_is_shown_as_text(hostile: FlaskClient, hostile_desk: Desk) -> None:
    hits = search(SearchParams(per_page=100), hostile_desk).hits
    assert len(hits) >= len(PAYLOADS)
    urls = ["/", "/search?per_page=100", "/search?q=alert&per_page=100", "/facet/source"]
    urls += ["/facet/org", "/facet/source?order=pinyin", "/ingest"]
    urls += ["/stats?rows=source&top=99", "/stats?rows=org&top=99"]
    for hit in hits:
        urls += [hit.link, f"/doc/{hit.id}?q=alert", f"/doc/{hit.id}/raw"]
    for url in urls:
        response = hostile.get(url)
        assert response.status_code == 200, url
        assert Page(response.text).faults == [], url


def test_payloads_reach_the_reader_unchanged(hostile: FlaskClient, hostile_desk: Desk) -> None:
    """Escaping is no cleaning: the text is all there."""
    shown = " ".join(
        Page(hostile.get(f"/doc/{hit.id}/raw").text).text
        for hit in search(SearchParams(per_page=100), hostile_desk).hits
    )
    assert shown.count("<script>alert(1)</script>") > 10


def test_json_is_never_taken_for_a_page(hostile: FlaskClient) -> None:
    for payload in PAYLOADS:
        response = hostile.get(f"/api/v1/search?q={quote(payload, safe='')}")
        assert response.mimetype == "application/json"
        assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_what_is_saved_is_shown_as_text(hostile: FlaskClient) -> None:
    for payload in PAYLOADS:
        form = hostile.get(f"/saved/new?q={quote(payload, safe='')}")
        token = re.findall(r'name="csrf" value="([0-9a-f]+)"', form.text)[0]
        data = {"csrf": token, "q": payload, "note": payload, "by": payload[:60]}
        refused = hostile.post("/saved", data={**data, "name": "", "note": payload})
        assert refused.status_code == 400
        saved = hostile.post("/saved", data={**data, "name": payload[:120]})
        assert saved.status_code == 303
        path = saved.location
        for text in (form.text, refused.text, hostile.get(path).text):
            assert Page(text).faults == [], payload
        edit = hostile.get(f"{path}/edit").text
        assert Page(edit).faults == [], payload
        answer = hostile.get(f"/api/v1{path.replace('/s/', '/saved/')}")
        assert answer.mimetype == "application/json"
        hostile_desk_delete(hostile, path, payload)
    assert Page(hostile.get("/saved").text).faults == []


def hostile_desk_delete(hostile: FlaskClient, path: str, payload: str) -> None:
    """Every second one is deleted, so that list and tombstone both hold payloads."""
    if len(payload) % 2:
        desk = hostile.application.extensions[KEY]
        desk.store.saved.delete(path.removeprefix("/s/"), payload[:60])
        assert Page(hostile.get(path).text).faults == [], payload


def test_no_template_switches_escaping_off() -> None:
    for file in TEMPLATES.glob("*"):
        text = file.read_text(encoding="utf-8")
        assert "|safe" not in text.replace(" ", "")
        assert "autoescape" not in text
        assert file.suffix in (".html", ".xml")
