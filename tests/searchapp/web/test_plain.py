"""What is pasted into a report says where it is from, and what is not known about that."""

from __future__ import annotations

from flask.testing import FlaskClient

from searchapp.desk import Desk
from searchapp.params import SearchParams
from searchapp.search import search


def plain(client: FlaskClient, desk: Desk, q: str) -> str:
    id_ = search(SearchParams(q=q), desk).hits[0].id
    response = client.get(f"/doc/{id_}/text")
    assert response.content_type == "text/plain; charset=utf-8"
    return response.text


def test_the_whole_article_is_there_with_its_source(client: FlaskClient, desk: Desk) -> None:
    hit = search(SearchParams(q="劳模疗休养 广元"), desk).hits[0]
    lines = client.get(f"/doc/{hit.id}/text").text.splitlines()
    article = desk.store.article(hit.id)
    assert article and article.extraction.date
    assert lines[0] == article.extraction.title
    assert article.extraction.body in "\n".join(lines)
    date = article.extraction.date.value
    assert lines[-1] == (
        f"出处：{article.extraction.site}，{date}，{article.extraction.url}。"
        f"本馆链接：http://localhost/doc/{hit.id}"
    )


def test_what_is_not_known_is_said(client: FlaskClient, desk: Desk) -> None:
    text = plain(client, desk, "丰泽区")
    assert text.startswith("〔")
    assert "出处：来源不详，日期不详，网址不详。" in text


def test_markup_in_an_article_stays_text(hostile: FlaskClient, hostile_desk: Desk) -> None:
    id_ = search(SearchParams(q="通报"), hostile_desk).hits[0].id
    response = hostile.get(f"/doc/{id_}/text")
    assert response.mimetype == "text/plain"
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_there_is_no_text_of_what_is_not_there(client: FlaskClient) -> None:
    assert client.get("/doc/d0/text").status_code == 404
