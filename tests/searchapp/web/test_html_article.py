"""The page of an article, its original, and the way through a list of results."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

from flask.testing import FlaskClient

from searchapp.desk import Desk
from searchapp.params import SearchParams
from searchapp.search import search
from tests.html_check import Page

Get = Callable[[str], Page]


def first_hit(desk: Desk, **args: str) -> str:
    return search(SearchParams.from_args({k: [v] for k, v in args.items()}), desk).hits[0].link


def test_every_link_of_an_article_leads_somewhere(
    get: Get, client: FlaskClient, desk: Desk
) -> None:
    for url in (first_hit(desk, q="劳模"), first_hit(desk, q="劳模") + "&size=l"):
        for link in set(get(url).links):
            got = client.get(link.partition("#")[0] or url, buffered=True, follow_redirects=True)
            assert got.status_code == 200, link


def test_an_article_shows_marks_facts_and_their_evidence(get: Get, client: FlaskClient) -> None:
    link = re.search(r'href="(/doc/[^"]+)"', client.get("/search?q=疗休养 region:泉州").text)
    assert link
    url = unescape(link[1])
    text = client.get(url).text
    assert "<mark>" in text
    page = get(url)
    for label in ("日期", "报道地区", "发布单位", "来源", "入库文件", "编号"):
        assert label in page.text


def test_an_article_is_read_on_and_back(get: Get, desk: Desk, client: FlaskClient) -> None:
    page = search(SearchParams(q="工会", per_page=20), desk)
    for hit in page.hits[:12]:
        links = get(hit.link).links
        n = hit.position
        expected_page = f"&per_page=20#h{n}"
        assert any(x.startswith("/search?q=") and x.endswith(expected_page) for x in links)
        neighbours = {h.id for h in page.hits if abs(h.position - n) == 1}
        shown = {m[1] for x in links if (m := re.match(r"/doc/(\w+)\?.*n=\d+$", x))}
        assert neighbours <= shown


def test_an_article_that_left_its_place_still_leads_back(get: Get, desk: Desk) -> None:
    hits = search(SearchParams(q="工会"), desk).hits
    page = get(f"/doc/{hits[0].id}?q=工会&n=7")
    assert "返回结果" in page.text
    assert "上一条" not in page.text


def test_addresses_of_sources_are_text(get: Get, desk: Desk) -> None:
    for hit in search(SearchParams(per_page=50), desk).hits:
        page = get(f"/doc/{hit.id}")
        if hit.url:
            assert hit.url in page.text
        assert all(link.startswith(("/", "#")) for link in page.links)


def test_the_original_is_shown_as_text_and_handed_out_as_bytes(
    client: FlaskClient, desk: Desk
) -> None:
    found = search(SearchParams(q="应帮尽帮"), desk).hits
    assert len(found) == 1
    text = client.get(f"/doc/{found[0].id}/raw").text
    assert "&lt;script&gt;alert(&#39;来自原页&#39;)&lt;/script&gt;" in text
    assert "gb" in text.lower()
    assert Page(text).faults == []
    response = client.get(f"/doc/{found[0].id}/raw?download=1")
    assert response.mimetype == "application/octet-stream"
    assert response.headers["Content-Disposition"].startswith("attachment; ")
    assert "广元市总工会慰问困难职工".encode("gbk") in response.data


def test_what_was_supplied_stands_in_brackets(get: Get) -> None:
    page = get("/search?year=none")
    assert "题名为系统拟定" in page.text
    assert "日期不详" in page.text
    assert "〔近日" in page.text
