"""A clerk keeps an answer as a snapshot, cites it, and sees later what has changed since."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from searchapp.desk import Desk, open_desk
from searchapp.ingest.pipeline import ingest
from searchapp.settings import Settings
from searchapp.web.app import create_app
from tests.html_check import Page
from tests.searchapp.web.test_html_saved import fields, save, token_of


@pytest.fixture
def own(tmp_path: Path) -> Desk:
    """Return a desk that may be written to, with three reports."""
    desk = open_desk(Settings(data=tmp_path / "data", public_url="https://search.union.example/"))
    for n, city in enumerate(("广元市", "成都市", "泉州市")):
        put(desk, tmp_path, f"{n}", f"{city}总工会慰问劳模")
    return desk


def put(desk: Desk, folder: Path, name: str, title: str, day: str = "2021-05-06") -> None:
    path = folder / f"{name}.txt"
    path.write_text(f"{title}\n{day}\n{title}，惠及职工三百余人。\n", encoding="utf-8")
    ingest([str(path)], desk)


@pytest.fixture
def reader(own: Desk) -> FlaskClient:
    return create_app(own, rate=None).test_client()


def take(client: FlaskClient, path: str, note: str = "") -> str:
    form = fields(client.get(path).text)
    answer = client.post(f"{path}/v", data={**form, "note": note})
    assert answer.status_code == 303
    return answer.location


def record(client: FlaskClient, path: str) -> str:
    """Return the part of a snapshot's page that never changes."""
    return re.findall(r'<div id="record".*</main>', client.get(path).text, re.S)[0]


def test_the_result_page_saves_and_takes_a_snapshot_in_one_go(client: FlaskClient) -> None:
    links = Page(client.get("/search?q=劳模&region=5108").text).links
    link = next(x for x in links if "snapshot=1" in x)
    form = fields(client.get(link).text)
    assert form["snapshot"] == "1"
    path = client.post("/saved", data=form).location
    text = Page(client.get(path).text).text
    assert "已生成第 1 号快照" in text
    assert "引用第 1 号快照" in text
    assert client.get(path.partition("?")[0] + "/v/1").status_code == 200


def test_its_page_says_that_it_is_one_and_shows_all_that_was_recorded(
    reader: FlaskClient,
) -> None:
    path = save(reader, "q=慰问", name="慰问报道")
    snapshot = take(reader, path, "三季度通报")
    assert snapshot == f"{path}/v/1"
    page = Page(reader.get(snapshot).text)
    assert page.faults == []
    for said in (
        "快照",
        "不随馆藏变动",
        "三季度通报",
        "核对无误",
        "北京时间",
        "命中 3 篇",
        path[3:],
    ):
        assert said in page.text
    assert f"快照 {path[3:]}/1. https://search.union.example{snapshot}." in page.text
    assert "实时" not in page.text.replace("看此刻的实时结果", "")


def test_its_number_is_an_address_however_it_was_pasted(client: FlaskClient) -> None:
    path = save(client)
    snapshot = take(client, path)
    for typed in (f"{path}/1", f"{path.lower()}/1）。", f"{snapshot}。", f"{path.lower()}/v/1"):
        answer = client.get(typed, follow_redirects=True)
        assert answer.request.path == snapshot, typed
    for wrong in (f"{path}/2", f"{path}/v/2", f"{path}/v/x", f"{path}/v/9999999999", f"{path}/0"):
        assert client.get(wrong).status_code == 404, wrong


def test_the_saved_search_lists_its_snapshots_and_what_came_since(
    reader: FlaskClient, own: Desk, tmp_path: Path
) -> None:
    path = save(reader, "q=慰问")
    take(reader, path)
    assert "没有变化" in Page(reader.get(path).text).text
    assert "引用后无新增" in Page(reader.get("/saved").text).text
    put(own, tmp_path, "new", "西安市总工会慰问职工", "2012-01-01")
    put(own, tmp_path, "0", "广元市总工会慰问劳模和职工")
    assert "新增 1，改动 1" in Page(reader.get(path).text).text
    assert "引用后新增 1 篇" in Page(reader.get("/saved").text).text
    text = Page(reader.get(f"{path}/v/1/diff").text).text
    assert "补录 1 篇" in text
    assert "新发表 0 篇" in text
    assert "西安市总工会慰问职工" in text
    assert "改动：题名、正文" in text


def test_its_record_is_the_same_whatever_happens_later(
    reader: FlaskClient, own: Desk, tmp_path: Path
) -> None:
    path = save(reader, "q=慰问&sort=date_desc")
    token = token_of(reader, path)
    snapshot = take(reader, path)
    before = record(reader, snapshot)
    put(own, tmp_path, "new", "西安市总工会慰问职工")
    put(own, tmp_path, "0", "广元市总工会举办技能竞赛")
    form = {**fields(reader.get(f"{path}/edit").text), "edit_token": token}
    assert record(reader, snapshot) == before
    reader.post(f"{path}/delete", data=form)
    assert record(reader, snapshot) == before
    assert f"快照 {path[3:]}/1" in Page(reader.get(path).text).text


def test_a_deleted_search_takes_no_more_snapshots(client: FlaskClient) -> None:
    path = save(client)
    token = token_of(client, path)
    form = fields(client.get(path).text)
    client.post(f"{path}/delete", data={**form, "edit_token": token})
    assert client.post(f"{path}/v", data=form).status_code == 409


def test_two_snapshots_are_compared_on_a_page(
    reader: FlaskClient, own: Desk, tmp_path: Path
) -> None:
    path = save(reader, "q=慰问")
    take(reader, path)
    put(own, tmp_path, "new", "西安市总工会慰问职工")
    take(reader, path)
    for url in (f"{path}/v/1/diff?against=2", f"{path}/v/2/diff?against=1"):
        page = Page(reader.get(url).text)
        assert "新增 1 篇" in page.text
        assert page.faults == []
    assert "完全相同" in Page(reader.get(f"{path}/v/2/diff").text).text
    assert reader.get(f"{path}/v/2/diff?against=7").status_code == 400


def test_every_link_of_its_pages_leads_somewhere(reader: FlaskClient) -> None:
    path = save(reader, "q=慰问")
    snapshot = take(reader, path)
    for url in (snapshot, f"{snapshot}/diff", f"{snapshot}?size=l"):
        for link in set(Page(reader.get(url).text).links):
            if link.startswith("/"):
                got = reader.get(link.partition("#")[0], buffered=True, follow_redirects=True)
                assert got.status_code == 200, (url, link)


def test_pages_of_a_long_list_go_on_where_the_last_ended(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("searchapp.web.html_snapshots.ROWS", 7)
    snapshot = take(client, save(client, "q=工会"))
    seen: list[str] = []
    page = 0
    while f"没有第 {page + 1} 页" not in Page(client.get(f"{snapshot}?page={page + 1}").text).text:
        page += 1
        seen += re.findall(
            r'<tr><td class="num">(\d+)</td>', client.get(f"{snapshot}?page={page}").text
        )
    assert seen == [str(n) for n in range(1, len(seen) + 1)]
    assert len(seen) == 42


def test_a_snapshot_opens_while_there_is_no_index(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch, desk: Desk
) -> None:
    from index.errors import EngineUnavailable

    path = save(client)
    snapshot = take(client, path)

    def fail(*_: object) -> None:
        raise EngineUnavailable("x", "y")

    monkeypatch.setattr(type(desk.engine), "search", fail)
    monkeypatch.setattr(type(desk.engine), "stats", fail)
    answer = client.get(snapshot)
    assert answer.status_code == 200
    assert "快照不受影响" in Page(answer.text).text


def test_payloads_stay_text(hostile: FlaskClient) -> None:
    snapshot = take(hostile, save(hostile, "q=工会", name="<b>名</b>"), "<script>1</script>")
    text = hostile.get(snapshot).text
    assert "<script>1" not in text
    assert "<b>名" not in text
    assert Page(text).faults == []


@pytest.mark.parametrize("shared_memory", [True, False])
def test_counts_are_made_once_for_a_state_of_the_index(
    reader: FlaskClient,
    own: Desk,
    tmp_path: Path,
    shared_memory: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from searchapp.web import snapshot_view

    asked: list[str] = []
    real: Callable[..., int] = snapshot_view.added_since

    def counting(*given: object) -> int:
        asked.append("")
        return real(*given)

    monkeypatch.setattr(snapshot_view, "added_since", counting)
    take(reader, save(reader, "q=慰问"))
    for _ in range(3):
        reader.get("/saved")
    assert len(asked) == 1
    if shared_memory:
        put(own, tmp_path, "new", "西安市总工会慰问职工")
    reader.get("/saved")
    assert len(asked) == (2 if shared_memory else 1)
