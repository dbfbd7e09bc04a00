"""A desk filled by a real ingest, and a client of the application around it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from searchapp.desk import Desk
from searchapp.web.app import create_app
from tests.html_check import Page
from tests.web_pages import make_desk, make_hostile_desk


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    opened = make_desk(tmp_path_factory.mktemp("web"))
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def hostile_desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    opened = make_hostile_desk(tmp_path_factory.mktemp("hostile"))
    yield opened
    opened.close()


@pytest.fixture
def app(desk: Desk) -> Flask:
    return create_app(desk, rate=None)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def hostile(hostile_desk: Desk) -> FlaskClient:
    return create_app(hostile_desk, rate=None).test_client()


@pytest.fixture
def get(client: FlaskClient) -> Callable[..., Page]:
    def page(url: str, status: int = 200) -> Page:
        response = client.get(url)
        assert response.status_code == status, url
        assert response.content_type == "text/html; charset=utf-8"
        read = Page(response.text)
        assert read.faults == [], url
        return read

    return page
