"""Every write is refused unless our own page, or a program, sends it."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from searchapp.desk import Desk
from searchapp.params import SearchParams
from searchapp.saved import SavedText
from searchapp.web.app import create_app
from searchapp.web.csrf import HEADER, BrokenSecret

ORIGIN = "http://localhost"


@pytest.fixture
def saved(desk: Desk) -> tuple[str, str]:
    found, token = desk.store.saved.add(SavedText("一"), SearchParams(q="劳模"))
    return found.sid, token


def csrf(client: FlaskClient) -> str:
    return re.findall(r'name="csrf" value="([0-9a-f]{64})"', client.get("/saved/new").text)[0]


FORMS = ["/saved", "/s/{}/edit", "/s/{}/delete"]
JSONS = [("POST", "/api/v1/saved"), ("PATCH", "/api/v1/saved/{}"), ("DELETE", "/api/v1/saved/{}")]
ATTACKS: dict[str, tuple[dict[str, str], int]] = {
    "foreign origin": ({"Origin": "http://evil.example"}, 403),
    "origin of another port": ({"Origin": "http://localhost:81"}, 403),
    "null origin": ({"Origin": "null"}, 403),
    "cross-site": ({"Sec-Fetch-Site": "cross-site"}, 403),
    "same-site": ({"Sec-Fetch-Site": "same-site"}, 403),
    "text/plain": ({"Content-Type": "text/plain"}, 415),
}


def send_form(client: FlaskClient, path: str, token: str, edit: str, **headers: str) -> int:
    data = {"name": "二", "note": "", "by": "", "q": "劳模", "csrf": token, "edit_token": edit}
    return client.post(path, data=data, headers=headers).status_code


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("path", FORMS)
def test_a_form_from_elsewhere_changes_nothing(
    client: FlaskClient, desk: Desk, saved: tuple[str, str], path: str, attack: str
) -> None:
    headers, status = ATTACKS[attack]
    before = desk.store.saved.live(99)
    found = send_form(client, path.format(saved[0]), csrf(client), saved[1], **headers)
    assert found == status
    assert desk.store.saved.live(99) == before


@pytest.mark.parametrize("path", FORMS)
def test_a_form_without_the_right_token_changes_nothing(
    app: Flask, client: FlaskClient, desk: Desk, saved: tuple[str, str], path: str
) -> None:
    before = desk.store.saved.live(99)
    address, token = path.format(saved[0]), csrf(client)
    stranger = csrf(app.test_client())
    for wrong in ("", "0" * 64, "ä", stranger, token[:-1]):
        assert send_form(client, address, wrong, saved[1]) == 403
    assert send_form(app.test_client(), address, token, saved[1]) == 403
    assert desk.store.saved.live(99) == before
    assert send_form(client, address, token, saved[1], Origin=ORIGIN) == 303
    assert desk.store.saved.live(99) != before


def send_json(client: FlaskClient, method: str, path: str, **headers: str) -> TestResponse:
    body = '{"name": "二", "search": "q=a"}' if method == "POST" else '{"name": "二"}'
    given = {"Content-Type": "application/json", **headers}
    return client.open(path, method=method, data=body, headers=given)


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize(("method", "path"), JSONS)
def test_json_from_elsewhere_changes_nothing(
    client: FlaskClient, desk: Desk, saved: tuple[str, str], method: str, path: str, attack: str
) -> None:
    sid, token = saved
    headers, status = ATTACKS[attack]
    before = desk.store.saved.live(99)
    held = {HEADER: csrf(client), "Authorization": f"Bearer {token}"}
    answer = send_json(client, method, path.format(sid), **{**held, **headers})
    assert answer.status_code == status
    assert answer.mimetype == "application/problem+json"
    assert desk.store.saved.live(99) == before


@pytest.mark.parametrize("mark", [{"Origin": ORIGIN}, {"Sec-Fetch-Site": "same-origin"}, {}])
@pytest.mark.parametrize(("method", "path"), JSONS)
def test_json_from_a_browser_needs_the_token_of_a_page(
    client: FlaskClient,
    desk: Desk,
    saved: tuple[str, str],
    method: str,
    path: str,
    mark: dict[str, str],
) -> None:
    sid, edit = saved
    token = csrf(client)  # from here on the client holds the cookie
    headers = {**mark, "Authorization": f"Bearer {edit}"}
    before = desk.store.saved.live(99)
    assert send_json(client, method, path.format(sid), **headers).status_code == 403
    assert desk.store.saved.live(99) == before
    answer = send_json(client, method, path.format(sid), **{**headers, HEADER: token})
    assert answer.status_code in (200, 201)


@pytest.mark.parametrize("path", ["/s/{}/delete", "/saved", "/s/{}/edit", "/api/v1/saved/{}"])
def test_reading_an_address_never_writes(
    client: FlaskClient, desk: Desk, saved: tuple[str, str], path: str
) -> None:
    before = desk.store.saved.live(99)
    url = path.format(saved[0])
    query = {"name": "二", "csrf": csrf(client), "edit_token": saved[1]}
    assert client.get(url, query_string=query).status_code in (200, 405)
    assert desk.store.saved.live(99) == before


def test_the_public_address_is_our_own_origin_too(make: Callable[..., FlaskClient]) -> None:
    client = make(public_url="https://search.union.example/")
    page = client.get("/saved/new")
    assert "Secure" in page.headers["Set-Cookie"]
    token = re.findall(r'name="csrf" value="([0-9a-f]{64})"', page.text)[0]
    cookie = page.headers["Set-Cookie"].split(";")[0]
    headers = {"Origin": "https://search.union.example", "Cookie": cookie}
    data = {"csrf": token, "name": "一"}
    assert client.post("/saved", data=data, headers=headers).status_code == 303


@pytest.fixture
def make(desk: Desk) -> Callable[..., FlaskClient]:
    def made(**settings: str) -> FlaskClient:
        changed = replace(desk, settings=replace(desk.settings, **settings))
        return create_app(changed, rate=None).test_client()

    return made


def test_the_cookie_is_kept_from_scripts_and_other_sites(client: FlaskClient) -> None:
    cookie = client.get("/saved/new").headers["Set-Cookie"]
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))
    assert client.get("/saved/new").headers.get("Set-Cookie") is None


def test_the_secret_is_made_once_and_is_the_owner_s_alone(desk: Desk) -> None:
    path = desk.settings.data / "secret.key"
    first = path.read_bytes()
    assert len(first) == 32
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    create_app(desk, rate=None)
    assert path.read_bytes() == first
    assert not list(desk.settings.data.glob("secret.key.*"))


def test_a_file_system_without_hard_links_will_do(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "link", refuse)
    create_app(replace(desk, settings=replace(desk.settings, data=tmp_path)), rate=None)
    assert len((tmp_path / "secret.key").read_bytes()) == 32
    assert [file.name for file in tmp_path.iterdir()] == ["secret.key"]


def test_a_broken_secret_is_said(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "secret.key").write_bytes(b"short")
    broken = replace(desk, settings=replace(desk.settings, data=tmp_path))
    with pytest.raises(BrokenSecret, match="密钥文件"):
        create_app(broken, rate=None)
