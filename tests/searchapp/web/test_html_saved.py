"""A clerk saves a search, finds it again, renames it, deletes it; its address never dies."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from searchapp.desk import Desk
from searchapp.params import SearchParams
from searchapp.saved import SavedText
from searchapp.search import search
from tests.html_check import Page


def fields(text: str, form: int = 0) -> dict[str, str]:
    """Return what a form of a page would send."""
    part = re.findall(r'<form[^>]*method="post".*?</form>', text, re.S)[form]
    part = re.sub(r'<input type="checkbox"(?![^>]* checked)[^>]*>', "", part)
    found = dict(re.findall(r'<input[^>]*name="(\w+)" value="(.*?)"', part))
    note = re.search(r"<textarea[^>]*>\n(.*?)</textarea>", part, re.S)
    return {**found, **({"note": note[1]} if note else {})}


def save(client: FlaskClient, search: str = "q=劳模&region=5108", **typed: str) -> str:
    form = fields(client.get(f"/saved/new?{search}").text)
    answer = client.post("/saved", data={**form, **typed})
    assert answer.status_code == 303
    return answer.location


def token_of(client: FlaskClient, path: str) -> str:
    return re.findall(r'<code id="edit-token"[^>]*>(.*?)</code>', client.get(path).text)[0]


def test_the_result_page_leads_to_a_form_named_after_the_search(client: FlaskClient) -> None:
    links = Page(client.get("/search?q=劳模&region=5108&year=2014&page=2").text).links
    link = next(x for x in links if x.startswith("/saved/new"))
    form = fields(client.get(link).text)
    assert form["name"] == "“劳模” 四川省 广元市，2014 年"
    assert (form["q"], form["region"], form["year"]) == ("劳模", "510800", "2014")
    assert "page" not in form


def test_a_saved_search_shows_the_live_answer(client: FlaskClient, desk: Desk) -> None:
    path = save(client, name="广元劳模", note="通报用\n只算市本级", by="宣教部")
    text = Page(client.get(path).text).text
    total = search(SearchParams(q="劳模", region=("510800",)), desk).total
    assert f"共 {total} 篇" in text
    for said in ("广元劳模", "实时", "实时结果", "通报用\n只算市本级", "保存人 宣教部", path[3:]):
        assert said in text
    assert Page(client.get(path).text).faults == []


def test_every_link_of_its_pages_leads_somewhere(client: FlaskClient) -> None:
    path = save(client)
    for url in (path, f"{path}/edit", "/saved", f"{path}?size=l"):
        for link in set(Page(client.get(url).text).links) - {f"{path}/delete", f"{path}/v"}:
            got = client.get(link.partition("#")[0] or url, buffered=True, follow_redirects=True)
            assert got.status_code == 200, (url, link)


def test_the_edit_token_is_shown_once(client: FlaskClient, desk: Desk) -> None:
    path = save(client)
    first = client.get(path)
    token = re.findall(r'<code id="edit-token"[^>]*>(.*?)</code>', first.text)[0]
    assert desk.store.saved.may_edit(path[3:], token)
    assert first.headers["Cache-Control"] == "private, no-store"
    assert token not in client.get(path).text


def test_a_copied_link_begins_with_the_public_address(client: FlaskClient) -> None:
    path = save(client)
    text = client.get(path).text
    assert f'id="link-text">http://localhost{path}</p>' in text
    assert "这是本机地址" in text


@pytest.mark.parametrize("tail", ["）", ")", "。", "，", ",", ".", "%20", "%EF%BC%89%E3%80%82"])
def test_links_pasted_with_punctuation_still_open(client: FlaskClient, tail: str) -> None:
    path = save(client)
    found = client.get(path + tail)
    assert (found.status_code, found.location) == (302, path)
    result = Page(client.get(f"/search?q=劳模&year=2014{tail}").text).text
    assert "2014 年中，共" in result
    whole = Page(client.get("/search?q=劳模").text).text
    count = re.findall(r"共 \d+ 篇", whole)[0]
    assert f"“劳模”，{count}" in Page(client.get(f"/search?q=劳模{tail}").text).text
    assert client.get(f"/search{tail}").location == "/search"
    assert client.get("/searching").status_code == 404


def test_an_id_is_read_however_it_was_copied(client: FlaskClient) -> None:
    path = save(client)
    for typed in (path[3:].lower(), path[3:].replace("-", ""), path[3:].replace("0", "O")):
        found = client.get(f"/s/{typed}?size=l", follow_redirects=True)
        assert found.status_code == 200
        assert found.request.path == path
    assert client.get("/s/S-ZZZZZZZZ").status_code == 404


def test_the_list_counts_what_each_finds_now(client: FlaskClient, desk: Desk) -> None:
    path = save(client, "q=驿站&year=2015", name="驿站一览")
    text = client.get("/saved").text
    row = next(r for r in re.findall(r"<tr>.*?</tr>", text, re.S) if path in r)
    total = search(SearchParams(q="驿站", year=("2015",)), desk).total
    assert "驿站一览" in row
    assert f">{total}</a> 篇" in row
    assert Page(text).faults == []


def test_a_long_list_has_pages(client: FlaskClient, desk: Desk) -> None:
    for n in range(45):
        desk.store.saved.add(SavedText(f"第{n}个"), SearchParams(q="工会"))
    for number in (1, 2, 3, 99):
        page = Page(client.get(f"/saved?page={number}&size=l").text)
        assert page.faults == []
    assert "没有这一页" in page.text


@pytest.mark.parametrize(
    ("field", "value"), [("name", " "), ("note", "长" * 2001), ("by", "人" * 61)]
)
def test_a_refused_form_keeps_what_was_typed(client: FlaskClient, field: str, value: str) -> None:
    form = fields(client.get("/saved/new?q=劳模&year=2014").text)
    typed = {**form, "name": "名称", "note": "备注在此", "by": "某人", field: value}
    answer = client.post("/saved", data=typed)
    assert answer.status_code == 400
    page = Page(answer.text)
    assert page.faults == []
    assert 'aria-invalid="true"' in answer.text
    again = fields(answer.text)
    assert (again["q"], again["year"]) == ("劳模", "2014")
    for name in {"name", "note", "by"} - {field}:
        assert again[name] == typed[name]


def test_the_token_allows_renaming_and_deleting(client: FlaskClient, desk: Desk) -> None:
    path = save(client)
    token = token_of(client, path)
    form = fields(client.get(f"{path}/edit").text)
    changed = {**form, "name": "新名", "note": "新备注", "edit_token": token}
    answer = client.post(f"{path}/edit", data=changed, follow_redirects=True)
    assert "新名" in answer.text
    assert "已改好" in answer.text
    delete = fields(client.get(f"{path}/edit").text, 1)
    answer = client.post(f"{path}/delete", data={**delete, "edit_token": token})
    assert (answer.status_code, answer.location) == (303, path)
    stone = client.get(path)
    assert stone.status_code == 200
    page = Page(stone.text)
    assert page.faults == []
    assert "此检索已删除" in page.text
    assert "新名" in page.text
    assert "新备注" not in page.text
    assert client.get(f"{path}/edit").location == path
    assert path not in client.get("/saved").text
    late = client.post(f"{path}/edit", data=changed)
    assert late.status_code == 409
    assert "已经删除" in late.text


@pytest.mark.parametrize("form", [0, 1])
def test_a_wrong_token_is_said_beside_its_field(client: FlaskClient, desk: Desk, form: int) -> None:
    path = save(client, name="原名")
    sent = {**fields(client.get(f"{path}/edit").text, form), "edit_token": "x", "name": "改名"}
    answer = client.post(f"{path}/{'delete' if form else 'edit'}", data=sent)
    assert answer.status_code == 403
    assert Page(answer.text).faults == []
    assert "编辑码不对" in answer.text
    assert (fields(answer.text)["name"] == "改名") is (form == 0)
    saved = desk.store.saved.get(path[3:])
    assert saved is not None
    assert (saved.text.name, saved.deleted_at) == ("原名", None)


def test_a_search_that_cannot_be_understood_is_not_saved(client: FlaskClient, desk: Desk) -> None:
    before = desk.store.saved.count()
    form = fields(client.get("/saved/new").text)
    assert client.post("/saved", data={**form, "region": "桃花源", "name": "一"}).status_code == 400
    assert client.get("/saved/new?region=桃花源").status_code == 400
    assert desk.store.saved.count() == before


def test_saving_keeps_the_large_type(client: FlaskClient) -> None:
    form = fields(client.get("/saved/new?q=劳模&size=l").text)
    answer = client.post("/saved", data=form)
    assert answer.location.endswith("?size=l")
    assert 'class="size-l"' in client.get(answer.location).text


def test_old_names_in_a_link_lead_to_the_same_search(client: FlaskClient) -> None:
    link = f"/search?keyword={quote('劳模')}&start=2014&end=2014"
    page = Page(client.get(link).text)
    assert "没有意义" not in page.text
    assert "2014-01-01 至 2014-12-31" in page.text
