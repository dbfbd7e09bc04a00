"""What a reader sees of a decision of the staff: on the page, in JSON, after a withdrawal."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from searchapp.correct import Given, correct, restore, withdraw
from searchapp.desk import Desk, open_desk
from searchapp.ingest.pipeline import ingest
from searchapp.settings import Settings
from searchapp.web.app import create_app
from tests.html_check import Page

TEXT = "渝北区总工会举办竞赛\n2021-05-06\n5月6日，重庆市渝北区总工会举办职工竞赛，二百人参加。\n"


@pytest.fixture
def decided(tmp_path: Path) -> Iterator[Desk]:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    opened = open_desk(Settings(data=tmp_path / "data"))
    ingest([str(tmp_path / "a.txt")], opened)
    yield opened
    opened.close()


@pytest.fixture
def reader(decided: Desk) -> FlaskClient:
    return create_app(decided, rate=None).test_client()


def test_a_corrected_article_says_what_was_read_and_who_decided(
    decided: Desk, reader: FlaskClient
) -> None:
    (id_,) = decided.store.ids()
    correct(decided, id_, Given(title="<b>甲</b>", date="2020-03"), by="李明", note="据原报")
    page = reader.get(f"/doc/{id_}").text
    assert Page(page).faults == []
    assert "人工校正" in page
    assert "规则读作：2021-05-06" in page
    assert "李明" in page
    assert "<b>甲" not in page
    body = reader.get(f"/api/v1/documents/{id_}").json
    assert body["date"] == "2020-03"
    shown = {one["field"]: (one["value"], one["read"]) for one in body["corrections"]}
    assert shown["date"] == ("2020-03", "2021-05-06")
    assert body["corrections"][0]["by"] == "李明"


def test_the_address_of_a_withdrawn_article_says_why_it_is_gone(
    decided: Desk, reader: FlaskClient
) -> None:
    (id_,) = decided.store.ids()
    withdraw(decided, id_, by="李明", reason="同名<误收>")
    for path in (f"/doc/{id_}", f"/doc/{id_}/raw", f"/doc/{id_}/raw?download=1"):
        answer = reader.get(path)
        assert answer.status_code == 410
        assert Page(answer.text).faults == []
        assert "同名&lt;误收&gt;" in answer.text
        assert "李明" in answer.text
        assert "二百人参加" not in answer.text
    told = reader.get(f"/api/v1/documents/{id_}")
    assert told.status_code == 410
    assert told.json["withdrawn"]["reason"] == "同名<误收>"
    assert reader.get("/api/v1/search?q=竞赛").json["total"]["articles"] == 0
    restore(decided, id_, by="王芳")
    assert reader.get(f"/doc/{id_}").status_code == 200
