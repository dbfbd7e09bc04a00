"""Feeds are sound XML whatever stands in an article, and name addresses that answer."""

from __future__ import annotations

from flask.testing import FlaskClient
from lxml import etree

from searchapp.desk import Desk
from searchapp.params import SearchParams
from searchapp.saved import SavedText

ATOM = "{http://www.w3.org/2005/Atom}"


def read(client: FlaskClient, path: str) -> etree._Element:
    response = client.get(path)
    assert response.status_code == 200
    assert response.mimetype == "application/atom+xml"
    return etree.fromstring(response.data)


def texts(root: etree._Element, path: str) -> list[str]:
    return [found.text or "" for found in root.findall(path.replace("a:", ATOM))]


def test_a_search_has_a_feed_with_links_that_open(client: FlaskClient) -> None:
    root = read(client, "/feed?q=劳模&region=四川省/广元市")
    assert texts(root, "a:title") == ["工会新闻检索\u3000“劳模”\u3000四川省 广元市"]
    links = [link.get("href") or "" for link in root.iter(f"{ATOM}link")]
    assert len(links) == 2 + len(texts(root, "a:entry"))
    assert all(link.startswith("http://localhost/") for link in links)
    assert [client.get(link).status_code for link in links] == [200] * len(links)


def test_every_entry_has_what_atom_asks_for(client: FlaskClient) -> None:
    root = read(client, "/feed")
    entries = root.findall(f"{ATOM}entry")
    assert len(entries) > 40
    for entry in entries:
        for name in ("id", "title", "updated", "summary"):
            assert texts(entry, f"a:{name}") != [""], name
        assert texts(entry, "a:author/a:name") != [""]
    ids = texts(root, "a:entry/a:id")
    assert len(set(ids)) == len(ids)


def test_a_poll_without_news_gets_the_same_bytes_or_304(client: FlaskClient) -> None:
    first = client.get("/feed?q=劳模")
    assert client.get("/feed?q=劳模").data == first.data
    again = client.get("/feed?q=劳模", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304


def test_a_saved_search_has_a_feed_until_it_is_deleted(client: FlaskClient, desk: Desk) -> None:
    saved = desk.store.saved
    sid = saved.add(SavedText("广元劳模", "", ""), SearchParams(q="劳模", region=("510800",)))[
        0
    ].sid
    root = read(client, f"/s/{sid}/feed")
    assert texts(root, "a:title") == ["广元劳模"]
    assert texts(root, "a:entry/a:id") == texts(
        read(client, "/feed?q=劳模&region=510800"), "a:entry/a:id"
    )
    saved.delete(sid)
    assert client.get(f"/s/{sid}/feed").status_code == 410
    assert client.get("/s/S-00000000/feed").status_code == 404


def test_hostile_text_leaves_a_feed_sound(hostile: FlaskClient) -> None:
    root = read(hostile, "/feed?q=通报")
    assert len(texts(root, "a:entry")) == 50
    assert {str(tag).split("}")[1] for tag in {element.tag for element in root.iter()}} == {
        *("feed", "id", "title", "subtitle", "updated", "author", "name", "link"),
        *("entry", "published", "summary"),
    }


def test_a_feed_of_a_search_that_cannot_be_understood_says_why(client: FlaskClient) -> None:
    response = client.get("/feed?region=朝阳区", headers={"Accept": "application/atom+xml"})
    assert response.status_code == 400
    assert "朝阳区" in response.get_data(as_text=True)


def test_a_browser_can_add_the_search_box(client: FlaskClient) -> None:
    response = client.get("/opensearch.xml")
    assert response.mimetype == "application/opensearchdescription+xml"
    root = etree.fromstring(response.data)
    templates = [url.get("template") or "" for url in root.iter("{*}Url")]
    page = templates[0].replace("{searchTerms}", "劳模").replace("{startPage?}", "1")
    assert client.get(page).status_code == 200
    assert 'rel="search"' in client.get("/").get_data(as_text=True)
