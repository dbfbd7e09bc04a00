"""Hostile text from pages and readers never runs, and is not even stopped by the policy: it is
text. The policy is switched off for one round, so that escaping has to hold alone."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from playwright.sync_api import Browser

from tests.web_pages import PAYLOADS

pytestmark = pytest.mark.browser

WATCH = """
window.ran = [];
for (const name of ["alert", "confirm", "prompt", "print"])
  window[name] = () => window.ran.push(name);
document.addEventListener("securitypolicyviolation", (event) =>
  window.ran.push("policy " + event.violatedDirective));
"""
FOREIGN = """() => [...window.ran, ...[...document.querySelectorAll(
  "script:not([src^='/static/']), iframe, object, embed, img, style, base, form[action^='j']," +
  "[onerror], [onload], [onclick]"
)].map((e) => e.outerHTML.slice(0, 80))]"""


@pytest.mark.parametrize("policy", [True, False], ids=["policy", "no-policy"])
def test_no_payload_runs(browser: Browser, hostile_site: str, policy: bool) -> None:
    context = browser.new_context(bypass_csp=not policy)
    context.add_init_script(WATCH)
    page = context.new_page()
    talk: list[str] = []
    page.on("dialog", lambda dialog: (talk.append(dialog.message), dialog.dismiss()))
    page.on("pageerror", lambda error: talk.append(str(error)))
    page.goto(f"{hostile_site}/search?per_page=100")
    links = page.eval_on_selector_all(".hit h3 a", "all => all.map((a) => a.getAttribute('href'))")
    assert len(links) >= len(PAYLOADS) >= 50
    paths = ["/", "/search?per_page=100", "/facet/source", "/facet/org", "/ingest"]
    paths += links
    paths += [link.split("?")[0] + "/raw" for link in links]
    paths += [f"/search?q={quote(p, safe='')}&source={quote(p, safe='')}" for p in PAYLOADS]
    paths += [f"/search?region={quote(p, safe='')}" for p in PAYLOADS]
    paths += [f"/saved/new?q={quote(p, safe='')}" for p in PAYLOADS]
    for payload in PAYLOADS[::10]:
        page.goto(f"{hostile_site}/saved/new?q={quote(payload, safe='')}")
        page.fill("#note", payload)
        page.fill("#by", payload[:60])
        page.click("button:text-is('保存')")
        page.wait_for_url("**/s/S-*")
        assert page.evaluate(FOREIGN) == [], payload
        paths += [
            page.url.removeprefix(hostile_site),
            page.url.removeprefix(hostile_site) + "/edit",
        ]
    paths.append("/saved")
    for path in paths:
        page.goto(hostile_site + path)
        assert page.evaluate(FOREIGN) == [], path
    assert talk == []
    context.close()
