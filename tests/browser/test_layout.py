"""Nothing overlaps, sticks out or fails to load: two widths, with and without JavaScript."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.places import PAGES, open_page

pytestmark = pytest.mark.browser

MEASURE = (Path(__file__).parent / "measure.js").read_text(encoding="utf-8")


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
@pytest.mark.parametrize("width", [1280, 375, 320])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits(
    browser: Browser,
    site: str,
    screenshot_path: Callable[[str], Path],
    name: str,
    width: int,
    script: bool,
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 900}, java_script_enabled=script, locale="zh-CN"
    )
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("requestfailed", lambda request: said.append(f"failed: {request.url}"))
    open_page(page, site, PAGES[name])
    page.screenshot(
        path=screenshot_path(f"{name}-{width}-{'script' if script else 'plain'}"), full_page=True
    )
    found = page.evaluate(MEASURE)
    context.close()
    assert found["width"] <= found["room"]
    assert found["overlapping"] == []
    assert found["small"] == []
    expected = ("invalid", "ambiguous", "missing")
    loud = [line for line in said if not (name in expected and "status of 40" in line)]
    assert loud == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_can_be_read_in_both_schemes(browser: Browser, site: str, scheme: str) -> None:
    context = browser.new_context(color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    for name in ("results", "article", "invalid", "saved", "saved-edit", "saved-just-now"):
        open_page(page, site, PAGES[name])
        assert page.evaluate(CONTRAST) == [], name
    context.close()


CONTRAST = """() => {
  const parse = (color) => color.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map((v) => {
      v /= 255;
      return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const ground = (e) => {
    for (; e; e = e.parentElement) {
      const [r, g, b, a] = parse(getComputedStyle(e).backgroundColor);
      if (a !== 0) return [r, g, b];
    }
    return [255, 255, 255];
  };
  const faint = [];
  for (const e of document.querySelectorAll("body *")) {
    const own = [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
    if (!own || !e.checkVisibility() || e.closest("svg, .vh")) continue;
    const [a, b] = [light(parse(getComputedStyle(e).color)), light(ground(e))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) faint.push(`${e.tagName} ${e.textContent.trim().slice(0, 20)} ${ratio}`);
  }
  return faint;
}"""
