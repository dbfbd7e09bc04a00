"""Suggestions under the box, and the keys that lead through the list of hits."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser


@pytest.fixture
def page(browser: Browser, site: str) -> Iterator[Page]:
    opened = browser.new_page()
    opened.goto(site)
    yield opened
    opened.close()


def type_in(page: Page, text: str) -> None:
    page.keyboard.press("/")
    page.keyboard.type(text)
    page.wait_for_selector("[role=option]")


def test_the_box_is_a_combobox_worked_by_keys(page: Page) -> None:
    type_in(page, "zongg")
    box, options = page.locator("#q"), page.locator("[role=option]")
    expect(box).to_have_attribute("role", "combobox")
    expect(box).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    first = options.first
    expect(first).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", str(first.get_attribute("id")))
    expect(box).to_have_value(str(first.get_attribute("data-query")))
    page.keyboard.press("ArrowUp")
    expect(box).to_have_value("zongg")
    page.keyboard.press("Escape")
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(options.first).to_be_hidden()


def test_enter_searches_for_the_suggestion_in_focus(page: Page) -> None:
    type_in(page, "总工")
    page.keyboard.press("ArrowDown")
    chosen = page.locator("#q").input_value()
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?**")
    assert page.locator("#q").input_value() == chosen


def test_a_click_searches_for_a_suggestion(page: Page) -> None:
    type_in(page, "总工")
    chosen = page.locator("[role=option]").first.get_attribute("data-query")
    page.locator("[role=option]").first.click()
    page.wait_for_url("**/search?**")
    assert page.locator("#q").input_value() == chosen


def test_arrows_lead_from_hit_to_hit_and_scroll_elsewhere(page: Page, site: str) -> None:
    page.goto(f"{site}/search?q=工会")
    hits = page.locator(".hit h3 > a")
    hits.first.focus()
    page.keyboard.press("ArrowDown")
    expect(hits.nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(hits.first).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(hits.first).to_be_focused()
    page.locator("#within").focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator("#within")).to_be_focused()


def test_a_slash_typed_into_a_field_stays_there(page: Page, site: str) -> None:
    page.goto(f"{site}/search?q=工会")
    page.locator("#within").focus()
    page.keyboard.type("24/7")
    expect(page.locator("#within")).to_have_value("24/7")


def test_without_script_the_box_is_a_plain_field(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/search?q=工会")
    assert page.locator("#q").get_attribute("role") is None
    page.locator("details.more summary").click()
    page.locator("#more-none").fill("劳模")
    page.keyboard.press("Enter")
    expect(page.locator("#q")).to_have_value("工会 -劳模")
    page.locator("#within").fill("职工")
    page.keyboard.press("Enter")
    page.wait_for_url("**within=**")
    assert "结果中检索：" in page.inner_text(".chips")
    context.close()
