"""Every page there is, by name, and how to get to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.web_pages import SAVED

if TYPE_CHECKING:
    from playwright.sync_api import Page

PAGES = {
    "home": "/",
    "results": "/search?q=劳模 休养&region=5108&year=2014&year=2015&year=none",
    "many": "/search?q=工会&page=2",
    "warnings": "/search?q=(劳模&nonsense=1&from=2015&to=2021",
    "empty": "/search?q=劳模疗休养&region=510800&year=2021",
    "region": "/facet/region?q=工会&region=5108",
    "org": "/facet/org?order=pinyin",
    "help": "/help",
    "ingest": "/ingest",
    "invalid": "/search?q=劳模&from=2020-13-01&to=2021&region=5108",
    "ambiguous": "/search?q=劳模&region=朝阳区",
    "missing": "/nothing",
    "problem": "/problems/invalid-date",
    "article": "article",
    "original": "original",
    "large": "/search?q=劳模&year=2014&size=l",
    "stats": "/stats?q=工会&under=四川省&cols=quarter&from=2015&to=2019&share=1",
    "stats-list": "/stats?rows=org&names=广元市总工会%0A鼓楼区总工会%0A利州区总工会&size=l",
    "batch": "/batch",
    "lists": "/lists",
    "batch-answer": "/batch?names=广元市总工会%0A鼓楼区总工会%0A劳模&cols=quarter&to=2016",
    "region-found": "/facet/org?find=gys",
    "typo": "/search?q=公会",
    "synonyms": "/search?q=劳模&within=工会&dup=group",
    "analyze": "/analyze?text=劳模 或 农民工",
    "compose": "/compose",
    "cite": "/cite?q=劳模",
    "snapshot": "/s/{saved}/v/1",
    "snapshot-diff": "/s/{saved}/v/1/diff",
    "saved-list": "/saved",
    "saved-new": "/saved/new?q=劳模&region=5108&year=2014&year=2015",
    "saved": "/s/{saved}",
    "saved-large": "/s/{saved}?size=l",
    "saved-edit": "/s/{saved}/edit",
    "saved-deleted": "/s/{deleted}",
    "saved-just-now": "just saved",
    "export": "/export.csv?q=工会",
    "list": "/lists/{list}",
    "english": "/search?q=劳模 休养&year=2014&year=none&lang=en",
    "english-saved": "/s/{saved}?lang=en",
    "english-stats": "/stats?q=工会&under=四川省&cols=quarter&lang=en",
    "english-help": "/help?lang=en",
}


def open_page(page: Page, site: str, url: str) -> None:
    """Go to an address; ``article`` and ``original`` are those of the first hit of a search."""
    if url == "just saved":
        page.goto(f"{site}/saved/new?q=劳模")
        page.click("button:text-is('保存')")
        page.wait_for_url("**/s/S-*")
    elif url in ("article", "original"):
        page.goto(f"{site}/search?q=劳模 丰泽区")
        page.click(".hit h3 a")
        if url == "original":
            page.click("text=原文")
    else:
        page.goto(site + url.format(**SAVED))
