"""axe-core finds nothing serious on any page, wide and narrow, in either size of type."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.browser.places import PAGES, open_page

pytestmark = pytest.mark.browser

GRAVE = ("serious", "critical")


@pytest.mark.parametrize("width", [1280, 375])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_no_serious_finding(browser: Browser, site: str, name: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, locale="zh-CN")
    page = context.new_page()
    open_page(page, site, PAGES[name])
    found = Axe().run(page).response["violations"]
    context.close()
    grave = [
        f"{one['id']} ({one['impact']}): {node['html'][:160]}"
        for one in found
        for node in one["nodes"]
        if one["impact"] in GRAVE
    ]
    assert grave == []
