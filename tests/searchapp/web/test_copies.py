"""What a reader sees of reposts: one hit a story or all of them, the places, exact counts."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient

from searchapp.desk import Desk, open_desk
from searchapp.ingest.pipeline import ingest
from searchapp.settings import Settings
from searchapp.web.app import create_app
from tests.html_check import Page
from tests.searchapp.test_reposts import PAGES, line


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("copies")
    (folder / "all.jsonl").write_text("\n".join(map(line, PAGES)), encoding="utf-8")
    opened = open_desk(Settings(data=folder / "data"))
    ingest([str(folder / "all.jsonl")], opened)
    yield opened
    opened.close()


@pytest.fixture
def client(desk: Desk) -> FlaskClient:
    return create_app(desk, rate=None).test_client()


def asked(client: FlaskClient, query: str) -> dict[str, Any]:
    answer = client.get(f"/api/v1/search?{query}")
    assert answer.status_code == 200, answer.text
    return dict(answer.json)


def titles(body: dict[str, Any]) -> list[str]:
    return [item["title"] for item in body["items"]]


def test_articles_and_stories_are_both_counted_always(client: FlaskClient) -> None:
    for dup, listed in (("all", 8), ("group", 4)):
        body = asked(client, f"dup={dup}")
        assert body["total"] == {"articles": 8, "groups": 4, "exact": True}
        assert len(body["items"]) == listed
        assert body["query"]["dup"] == dup


def test_a_story_is_shown_by_its_canonical_with_all_its_places(client: FlaskClient) -> None:
    body = asked(client, "dup=group&q=选手")
    story = next(item for item in body["items"] if item["group"])
    assert story["id"] == story["group"]["canonical"]
    assert story["group"]["size"] == 3
    assert [place["date"] for place in story["group"]["places"]] == [
        *("2021-05-06", "2021-05-06", "2021-05-08")
    ]
    assert {place["source"]["url"][-6] for place in story["group"]["places"]} == {"a", "b", "c"}


def test_where_the_canonical_does_not_match_another_copy_is_shown(client: FlaskClient) -> None:
    """The canonical of the first story names no 昭化区."""
    body = asked(client, "dup=group&q=昭化区&region=510800&sort=date_asc")
    assert body["total"]["articles"] > body["total"]["groups"] == len(body["items"])
    first = next(item for item in body["items"] if item["group"]["size"] == 3)
    assert first["id"] != first["group"]["canonical"]


def test_each_count_of_stories_is_what_choosing_the_value_gives(client: FlaskClient) -> None:
    for query in ("dup=group", "dup=group&q=选手", "dup=group&year=2021"):
        for facet in asked(client, query)["facets"]:
            for value in [*facet["values"], facet["missing"]]:
                alone = [p for p in query.split("&") if not p.startswith(facet["name"])]
                chosen = asked(client, "&".join([*alone, f"{facet['name']}={value['value']}"]))
                assert chosen["total"]["groups"] == value["count"], (query, facet["name"], value)
                if value["apply_url"]:
                    assert parse_qs(urlsplit(value["apply_url"]).query)["dup"] == ["group"]


def test_pages_and_cursor_list_each_story_once(client: FlaskClient) -> None:
    paged: list[str] = []
    for number in count(1):
        body = asked(client, f"dup=group&per_page=3&page={number}&sort=date_desc")
        paged += [item["id"] for item in body["items"]]
        assert body["page"]["pages"] == 2
        if not body["page"]["next"]:
            break
    followed: list[str] = []
    following = "/api/v1/search?dup=group&per_page=3&sort=date_desc&cursor=*"
    while following:
        body = dict(client.get(following).json)
        followed += [item["id"] for item in body["items"]]
        link = body["page"]["next"]
        following = link[link.index("/api") :] if link else ""
    assert paged == followed
    assert len(paged) == len(set(paged)) == 4


def test_the_page_says_both_numbers_and_folds_the_places(client: FlaskClient) -> None:
    page = Page(client.get("/search").text)
    assert page.faults == []
    assert "共 8 篇（合并转载 4 篇）" in page.text
    assert "同一稿件 3 处刊发" in page.text
    assert any("dup=group" in link for link in page.links)
    merged = Page(client.get("/search?dup=group").text)
    assert merged.faults == []
    assert "第 1—4 条，共 4 条" in merged.text


def test_an_unknown_way_to_list_reposts_is_named(client: FlaskClient) -> None:
    answer = client.get("/api/v1/search?dup=both")
    assert answer.status_code == 400
    assert "all、group" in answer.json["detail"]
