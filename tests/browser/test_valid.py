"""Every page is valid HTML, by the Nu Html Checker (`make validate` brings it; needs Java)."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.places import PAGES, open_page

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_every_page_is_valid_html(browser: Browser, site: str, tmp_path: Path) -> None:
    checker = os.environ.get("UNION_VNU")
    if not checker:
        pytest.skip("no Nu Html Checker: run `make validate`")
    page = browser.new_context(java_script_enabled=False, locale="zh-CN").new_page()
    for name, url in PAGES.items():
        open_page(page, site, url)
        sent = page.context.request.get(page.url)
        (tmp_path / f"{name}.html").write_bytes(sent.body())
    checked = subprocess.run(
        ["java", "-jar", checker, "--format", "gnu", str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (checked.returncode, checked.stderr) == (0, "")
