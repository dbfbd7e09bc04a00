"""Everything is reached and worked by keyboard, and one always sees where one is."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

FOCUSED = """() => {
  const PARTS = ["skip", "masthead", "searchband", "facets", "chips", "within", "toolbar", "hit",
    "pages", "cite", "colophon"];
  const e = document.activeElement;
  const style = getComputedStyle(e);
  const box = e.getBoundingClientRect();
  return {
    tag: e.tagName,
    text: (e.textContent || e.value || "").trim(),
    name: e.name || "",
    part: PARTS.find((part) => e.closest("." + part)) || "",
    outline: style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth),
    visible: box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0,
  };
}"""


def tab_through(page: Page) -> list[dict[str, object]]:
    """Return what Tab reaches, in order, until it leaves the page."""
    stops: list[dict[str, object]] = []
    for _ in range(300):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        if stop["tag"] == "BODY":
            break
        stops.append(stop)
    return stops


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_tab_goes_through_the_page_in_reading_order(
    browser: Browser, site: str, script: bool
) -> None:
    context = browser.new_context(java_script_enabled=script, reduced_motion="reduce")
    page = context.new_page()
    page.goto(
        f"{site}/search?q=工会&region=5108&year=2014&year=2015&year=2016&year=2017&per_page=1"
    )
    stops = tab_through(page)
    context.close()
    parts = list(dict.fromkeys(stop["part"] for stop in stops if stop["part"]))
    assert parts == [
        *("skip", "masthead", "searchband", "facets", "chips", "within"),
        *("toolbar", "hit", "pages", "cite", "colophon"),
    ]
    assert {"q", "in", "from", "to", "region", "year", "month", "org", "source"} <= {
        stop["name"] for stop in stops
    }
    unseen = [s for s in stops if float(str(s["outline"])) < 2 or not s["visible"]]
    assert unseen == []


@pytest.mark.parametrize(
    "path", ["/", "/help", "/ingest", "/facet/org?order=pinyin", "/nothing", "/saved/new"]
)
def test_focus_is_always_seen(browser: Browser, site: str, path: str) -> None:
    page = browser.new_page(reduced_motion="reduce")
    page.goto(site + path)
    stops = tab_through(page)
    page.close()
    assert len(stops) > 4
    assert [s for s in stops if float(str(s["outline"])) < 2 or not s["visible"]] == []


def test_the_skip_link_skips(browser: Browser, site: str) -> None:
    page = browser.new_page()
    page.goto(f"{site}/help")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")
    page.close()


@pytest.mark.parametrize("width", [1280, 375])
@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_a_clerk_searches_filters_reads_and_returns_without_a_mouse(
    browser: Browser, site: str, width: int, script: bool
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 800}, java_script_enabled=script
    )
    page = context.new_page()
    page.goto(site)
    page.focus("#q")
    page.keyboard.type("劳模 休养")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?**")
    before = int(page.inner_text(".statement .total"))
    if width < 800:
        page.focus("text=/^筛选/ >> visible=true")
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('.facets') !== null")
    box = page.locator('.facets input[name="year"]').first
    box.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")  # Enter in a form sends it
    page.wait_for_url("**year=**")
    after = int(page.inner_text(".statement .total"))
    assert 0 < after < before
    page.go_back()
    page.locator(".hit h3 a").nth(1).focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/doc/**")
    assert "第 2 条" in page.inner_text(".crumbs")
    assert page.locator(".prose mark").count() > 0
    page.focus("a[rel=next]")
    page.keyboard.press("Enter")
    page.wait_for_url("**n=3")
    page.focus("text=返回结果")
    page.keyboard.press("Enter")
    page.wait_for_url("**#h3")
    assert page.locator("#h3").is_visible()
    context.close()


def test_the_region_tree_opens_by_keyboard(browser: Browser, site: str) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(f"{site}/search?q=工会")
    page.locator(".tree summary").first.focus()
    assert not page.locator(".tree details ul").first.is_visible()
    page.keyboard.press("Enter")
    assert page.locator(".tree details ul").first.is_visible()
    page.close()


def test_the_link_is_copied_with_script_and_shown_without(browser: Browser, site: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{site}/search?q=劳模&utm_source=chat")
    page.click("text=复制链接")
    expect(page.locator("#link [role=status]")).to_have_text("已复制")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == f"{site}/search?q=%E5%8A%B3%E6%A8%A1"
    context.close()
    plain = browser.new_page(java_script_enabled=False)
    plain.goto(f"{site}/search?q=劳模")
    assert plain.inner_text("#link-text") == copied
    assert not plain.locator("text=复制链接").is_visible()
    plain.close()
