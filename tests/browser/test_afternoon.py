"""A clerk's afternoon: from a question to a paragraph with a number others can check."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser


def shot(page: Page, path: Callable[[str], Path], step: str, width: int, script: bool) -> None:
    name = f"afternoon-{step}-{width}-{'script' if script else 'plain'}"
    page.screenshot(path=path(name), full_page=True)


def narrow(page: Page, width: int) -> None:
    """Choose 广元市 and 2014 in the filter column."""
    if width < 800:
        page.click("a.to-facets")
    box = page.locator("input[name=region][value='510800']")
    if not box.is_visible():
        page.locator("li:has(> label input[value='510000']) > details > summary").click()
    box.check()
    page.check("input[name=year][value='2014']")
    page.locator("#facets button[type=submit]").last.click()
    page.wait_for_url("**region=510800**")


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
@pytest.mark.parametrize("width", [1280, 375])
def test_search_filter_save_snapshot_count_export_cite(
    browser: Browser,
    site: str,
    screenshot_path: Callable[[str], Path],
    tmp_path: Path,
    width: int,
    script: bool,
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 900}, java_script_enabled=script, locale="zh-CN"
    )
    page = context.new_page()
    page.goto(site)
    page.fill("#q", "劳模")
    page.click("form[role=search] button[type=submit]")
    narrow(page, width)
    total = page.locator(".total").first.inner_text()
    assert int(total) > 0
    shot(page, screenshot_path, "1-results", width, script)

    page.click("a:text-is('保存检索')")
    page.fill("input[name=name]", "一季度通报：广元劳模")
    page.fill("input[name=by]", "宣教部 李")
    page.click("button:text-is('保存')")
    page.wait_for_url("**/s/S-*")
    sid = page.url.rsplit("/", 1)[1].split("?")[0]
    page.fill("input[name=note]", "一季度通报")
    page.click("button:has-text('生成第 1 号快照')")
    page.wait_for_url(f"**/s/{sid}/v/1*")
    assert page.locator("h1").inner_text().startswith("一季度通报：广元劳模")
    recorded = page.locator("main").inner_text()
    assert "快照" in recorded and f"{total} 篇" in recorded.replace("\u00a0", " ")
    cited = page.locator(".cite-text").first.inner_text()
    assert f"{sid}/1" in cited and f"命中 {total} 篇" in cited
    shot(page, screenshot_path, "2-snapshot", width, script)
    if script:
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.locator("button[data-copy]").first.click()
        page.wait_for_selector("[role=status]:text('已复制')")
        assert page.evaluate("navigator.clipboard.readText()").strip() == cited.strip()

    with page.expect_download() as download:
        page.click("a:text-is('Word')")
    file = tmp_path / "list.docx"
    download.value.save_as(file)
    text = "\n".join(p.text for p in docx.Document(str(file)).paragraphs)
    assert "劳模" in text and sid in text

    page.goto(f"{site}/s/{sid}")
    page.click("a:text-is('打开检索')")
    page.click("a:text-is('统计表')")
    shot(page, screenshot_path, "3-statistics", width, script)
    link = page.locator("table a:has-text('" + total + "')").last
    assert link.inner_text() == total
    link.click()
    assert page.locator(".total").first.inner_text() == total
    context.close()
