"""Every list can be had as a file: at once when small, with a page to wait on when large."""

from __future__ import annotations

import csv
import io
import time

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from searchapp.desk import Desk
from searchapp.exports.formats import FORMATS
from searchapp.params import SearchParams
from searchapp.search import listing
from searchapp.web import html_exports
from tests.html_check import Page
from tests.searchapp.web.test_html_saved import save
from tests.searchapp.web.test_html_snapshots import take

SEARCH = "q=工会&region=510800&sort=date_asc"


def ids(answer: TestResponse) -> list[str]:
    """Return the ids of a CSV."""
    return [line["编号"] for line in csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig")))]


def test_a_search_its_saved_form_and_its_snapshot_export_the_same_list(
    client: FlaskClient, desk: Desk
) -> None:
    expected = list(listing(SearchParams(q="工会", region=("510800",)), desk).ids)
    path = save(client, "q=工会&region=5108")
    snapshot = take(client, path)
    for url in ("/export.csv?q=工会&region=5108", f"{path}/export.csv", f"{snapshot}/export.csv"):
        assert ids(client.get(url)) == expected
    assert len(expected) > 5


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_file_has_its_type_and_a_name_that_says_what_it_is(
    client: FlaskClient, suffix: str
) -> None:
    answer = client.get(f"/export.{suffix}?{SEARCH}")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == FORMATS[suffix].mimetype
    assert f'.{suffix}"' in answer.headers["Content-Disposition"]
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert len(answer.data) > 500


def test_the_pages_offer_every_format(client: FlaskClient) -> None:
    path = save(client, SEARCH)
    snapshot = take(client, path)
    for url, begin in ((f"/search?{SEARCH}", ""), (path, path), (snapshot, snapshot)):
        links = Page(client.get(url).text).links
        for suffix in FORMATS:
            assert any(link.startswith(f"{begin}/export.{suffix}") for link in links), (url, suffix)


def test_a_large_list_is_made_while_one_waits(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(html_exports, "AT_ONCE", 3)
    answer = client.get(f"/export.csv?{SEARCH}")
    assert answer.status_code == 303
    waiting = client.get(answer.location)
    assert waiting.status_code == 200
    assert Page(waiting.text).faults == []
    end = time.monotonic() + 20
    while "下载" not in waiting.text:
        assert waiting.headers["Refresh"] == "2"
        assert time.monotonic() < end
        waiting = client.get(answer.location)
    assert "Refresh" not in waiting.headers
    assert Page(waiting.text).faults == []
    made = client.get(f"{answer.location}/file", buffered=True)
    monkeypatch.undo()
    at_once = client.get(f"/export.csv?{SEARCH}")
    assert made.data == at_once.data
    assert made.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert "attachment" in made.headers["Content-Disposition"]
    state = client.get(answer.location, headers={"Accept": "application/json"}).json
    assert state is not None
    assert state["state"] == "done"
    assert state["file"].endswith(f"{answer.location}/file")


@pytest.mark.parametrize(
    ("url", "status", "problem"),
    [
        ("/export.exe", 404, "not-found"),
        ("/export.csv?from=2020-13-01", 400, "invalid-date"),
        ("/export.csv?style=mla", 400, "invalid-style"),
        ("/exports/00000000000000000000", 404, "not-found"),
        ("/exports/00000000000000000000/file", 404, "not-found"),
        ("/s/S-00000000/export.csv", 404, "not-found"),
        ("/s/S-00000000/v/1/export.csv", 404, "not-found"),
    ],
)
def test_what_cannot_be_exported_is_named(
    client: FlaskClient, url: str, status: int, problem: str
) -> None:
    answer = client.get(url, headers={"Accept": "application/json"})
    assert answer.status_code == status
    assert answer.json is not None
    assert answer.json["type"] == f"/problems/{problem}"


def test_a_list_too_long_for_a_format_says_what_to_use(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dataclasses import replace

    monkeypatch.setitem(FORMATS, "docx", replace(FORMATS["docx"], most=3))
    answer = client.get(f"/export.docx?{SEARCH}")
    assert answer.status_code == 400
    assert "最多 3 篇" in Page(answer.text).text


def test_hostile_titles_reach_a_file_as_text(hostile: FlaskClient) -> None:
    for suffix in FORMATS:
        assert hostile.get(f"/export.{suffix}?q=工会").status_code == 200
    for line in csv.reader(io.StringIO(hostile.get("/export.csv").data.decode("utf-8-sig"))):
        assert not any(cell.startswith(("=", "+", "@", "\t")) for cell in line)
