"""Save, read, rename, delete by keyboard, with and without script."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_a_clerk_saves_renames_and_deletes_without_a_mouse(
    browser: Browser, site: str, script: bool
) -> None:
    context = browser.new_context(java_script_enabled=script)
    page = context.new_page()
    page.goto(f"{site}/search?q=劳模&region=5108")
    total = page.inner_text(".statement .total")
    page.focus("text=保存检索")
    page.keyboard.press("Enter")
    page.wait_for_url("**/saved/new?**")
    assert page.input_value("#name") == "“劳模” 四川省 广元市"
    page.fill("#name", "广元劳模")
    page.focus("#by")
    page.keyboard.type("宣教部")
    page.keyboard.press("Enter")
    page.wait_for_url("**/s/S-*")
    token = page.inner_text("#edit-token")
    assert page.inner_text(".statement .total") == total
    assert page.locator(".tag.live").first.inner_text() == "实时"
    assert page.locator("text=浏览器也记住了它").is_visible() is script
    page.focus("text=改名或删除")
    page.keyboard.press("Enter")
    page.wait_for_url("**/edit")
    kept = token if script else ""
    assert page.input_value("#edit-token") == page.input_value("#delete-token") == kept
    page.fill("#edit-token", token)
    page.fill("#name", "广元劳模（二）")
    page.keyboard.press("Enter")
    page.wait_for_url("**done=renamed")
    assert page.inner_text("h1") == "广元劳模（二）"
    assert page.locator("#edit-token").count() == 0
    page.click("text=改名或删除")
    page.fill("#delete-token", "不是这个")
    page.keyboard.press("Enter")
    assert "编辑码不对" in page.inner_text("[role=alert]")
    assert page.locator("#delete-token").get_attribute("aria-invalid") == "true"
    page.fill("#delete-token", token)
    page.keyboard.press("Enter")
    page.wait_for_url("**/s/S-*")
    assert page.inner_text("h1") == "此检索已删除"
    context.close()
