"""References can be copied from every page, and a whole list of them from one."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask.testing import FlaskClient

from searchapp.clock import beijing_now
from tests.html_check import Page
from tests.searchapp.web.test_api import conforms, described
from tests.searchapp.web.test_html_saved import save
from tests.searchapp.web.test_html_snapshots import take

__all__ = ["described"]


def references(client: FlaskClient, url: str) -> list[str]:
    page = client.get(url)
    assert page.status_code == 200
    assert Page(page.text).faults == []
    text = re.findall(r'<pre class="cite-text references"[^>]*>(.*?)</pre>', page.text, re.S)[0]
    return [line for line in text.splitlines() if line]


def test_the_references_are_numbered_as_the_results_are(client: FlaskClient) -> None:
    found: Any = client.get("/api/v1/search?q=工会&per_page=10&page=2").json
    shown = references(client, "/cite?q=工会&page=2")
    assert len(shown) == 10
    for number, (item, text) in enumerate(zip(found["items"], shown, strict=True), start=11):
        assert text.startswith(f"[{number}] ")
        assert item["title"] in text
        assert f"[{beijing_now()[:10]}]" in text or "[N/OL]" in text


def test_both_editions_are_offered(client: FlaskClient) -> None:
    old = references(client, "/cite?q=工会&style=gbt7714-2015")
    new = references(client, "/cite?q=工会")
    assert all("（" in text or "，" in text for text in new)
    assert not any("（20" in text for text in old)
    links = Page(client.get("/cite?q=工会").text).links
    assert any("style=gbt7714-2015" in link and "q=" in link for link in links)
    assert client.get("/cite?style=apa").status_code == 400


def test_those_of_a_snapshot_carry_its_day(client: FlaskClient) -> None:
    snapshot = take(client, save(client, "q=工会&region=5108"))
    shown = references(client, f"{snapshot}/cite?style=gbt7714-2015")
    assert shown == references(client, f"{snapshot}/cite?style=gbt7714-2015&page=1")
    assert "没有报道" in Page(client.get(f"{snapshot}/cite?page=9").text).text


def test_an_article_and_a_search_can_be_cited_from_their_pages(
    client: FlaskClient, described: dict[str, Any]
) -> None:
    found: Any = client.get("/api/v1/search?q=劳模").json
    id_ = found["items"][0]["id"]
    answer = client.get(f"/api/v1/documents/{id_}/citation")
    text = conforms(answer, "/api/v1/documents/{id}/citation", described)["text"]
    assert text in Page(client.get(f"/doc/{id_}").text).text
    old = client.get(f"/api/v1/documents/{id_}/citation?style=gbt7714-2015").json
    assert old is not None
    assert old["text"] in Page(client.get(f"/doc/{id_}").text).text
    assert client.get("/api/v1/documents/d0/citation").status_code == 404
    shown = Page(client.get("/search?q=劳模").text).text
    assert f"检索式：“劳模”，检索日期：{beijing_now()[:10]}，命中" in shown


@pytest.mark.parametrize("path", ["/cite?q=绝无此词", "/cite?q=工会&page=900"])
def test_a_page_without_articles_says_so(client: FlaskClient, path: str) -> None:
    assert "没有报道" in Page(client.get(path).text).text
