"""Lists are kept through a form of ours, and shown as text."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from searchapp.desk import Desk, open_desk
from searchapp.settings import Settings
from searchapp.web.app import create_app
from tests.html_check import Page


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Desk]:
    opened = open_desk(Settings(data=tmp_path / "data"))
    yield opened
    opened.close()


@pytest.fixture
def own(empty: Desk) -> FlaskClient:
    return create_app(empty, rate=None).test_client()


def token(client: FlaskClient) -> str:
    found = re.search(r'name="csrf" value="(\w+)"', client.get("/lists").text)
    assert found
    return found[1]


def kept(client: FlaskClient, **data: object) -> tuple[int, str, str]:
    form = {"csrf": token(client), **data}
    response = client.post("/lists", data=form, content_type="multipart/form-data")
    return response.status_code, response.headers.get("Location", ""), response.text


def test_a_list_is_kept_shown_and_counted_by(own: FlaskClient) -> None:
    file = (io.BytesIO("利州区总工会\n".encode("gb18030")), "名单.txt")
    payload = "<script>alert(1)</script>"
    status, location, _ = kept(own, list_name=payload, names="1. 广元市总工会", by="我", file=file)
    assert status == 303
    page = Page(own.get(location).text)
    assert page.faults == []
    assert payload in page.text
    (table,) = [link for link in page.links if "rows=org" in link]
    assert payload in own.get("/lists").get_data(as_text=True).replace("&lt;", "<").replace(
        "&gt;", ">"
    )
    text = own.get(table).text
    assert Page(text).faults == []
    assert "利州区总工会" in text and "2 行零报道" in re.sub("<.*?>", "", text)


def test_what_was_typed_stays_when_it_is_refused(own: FlaskClient) -> None:
    status, _, text = kept(own, list_name="", names="广元市总工会")
    assert (status, Page(text).faults) == (400, [])
    assert "请给名单起一个名称" in text and "广元市总工会" in text


def test_a_list_from_another_site_is_refused(own: FlaskClient) -> None:
    data = {"list_name": "名", "names": "工会"}
    assert own.post("/lists", data=data).status_code == 403


def test_a_list_nobody_kept_is_said_so(own: FlaskClient) -> None:
    response = own.get("/stats?rows=org&list=L-00000000")
    assert response.status_code == 400
    assert "没有编号为“L-00000000”的名单" in response.text


def test_a_list_is_changed_with_the_token_shown_once(own: FlaskClient) -> None:
    _, path, _ = kept(own, list_name="旧名", names="广元市总工会")
    found = re.search(r'data-token-for="L-\w+">([^<]+)<', own.get(path).text)
    assert found
    assert found[1] not in own.get(path).text
    form = {"csrf": token(own), "edit_token": "猜的", "list_name": "新名"}
    for end in ("name", "delete"):
        refused = own.post(f"{path}/{end}", data=form)
        assert (refused.status_code, Page(refused.text).faults) == (403, [])
        assert "编辑码不对" in refused.text
    form["edit_token"] = found[1]
    assert own.post(f"{path}/name", data={**form, "list_name": ""}).status_code == 400
    assert own.post(f"{path}/name", data=form).location == path
    assert "新名" in own.get("/lists").text
    own.post(f"{path}/delete", data=form)
    assert "新名" not in own.get("/lists").text
    page = Page(own.get(path).text)
    assert "不再列出" in page.text and page.faults == []
    assert own.get(f"/stats?rows=org&list={path[7:]}").status_code == 200


def test_a_number_with_what_a_sentence_glued_to_it_leads_to_its_list(own: FlaskClient) -> None:
    _, path, _ = kept(own, list_name="名", names="广元市总工会")
    assert own.get(f"{path.lower()}）。").location == path
    assert own.get("/lists/L-00000000").status_code == 404
