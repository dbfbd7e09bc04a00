"""A real server around real desks, and Chromium to look at it."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from werkzeug.serving import make_server

from searchapp.desk import Desk
from searchapp.web import html_exports
from searchapp.web.app import create_app
from tests.web_pages import make_desk, make_hostile_desk, save_searches

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# Playwright is installed by `make browser` only; the plain tests do without these files.
if find_spec("playwright") is None:
    collect_ignore_glob = ["test_*.py"]

SWITCHES = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
SCREENSHOTS = Path(__file__).resolve().parents[2] / "screenshots"


@contextmanager
def served(desk: Desk) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, create_app(desk, rate=None), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        desk.close()


@pytest.fixture(scope="session", autouse=True)
def small_exports() -> None:
    """Make exports of more than ten articles in the background, so that their page is there."""
    html_exports.AT_ONCE = 10


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    desk = make_desk(tmp_path_factory.mktemp("site"))
    save_searches(desk)
    with served(desk) as base:
        yield base


@pytest.fixture(scope="session")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(make_hostile_desk(tmp_path_factory.mktemp("hostile-site"))) as base:
        yield base


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    executable = shutil.which("chromium")
    assert executable, "no chromium: run `make browser`"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable, args=list(SWITCHES))
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def screenshot_path() -> Callable[[str], Path]:
    SCREENSHOTS.mkdir(exist_ok=True)
    return lambda name: SCREENSHOTS / f"{name}.png"
