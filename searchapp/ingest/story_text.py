"""The text a story tells: title and body as one string, and where its parts begin."""

from __future__ import annotations

import re
from dataclasses import dataclass

from searchapp.ingest.page import CleanPage
from tokenizers.traditional import simplify

_QUOTED = 16
_CHROME = re.compile(
    r"^[ \u3000|]*(?:"
    r"(?:[上下]一[篇条页]|相关(?:阅读|链接|新闻|文章|稿件)|延伸阅读|推荐阅读)\s*[:：]"
    r"|(?:©|版权所有|[Cc]opy ?[Rr]ight|主办(?:单位)?\s*[:：]|(?:联系)?地址\s*[:：])"
    r"|[\u4e00-\u9fff]{2,16}简介[\s:：][^\n]*更多"
    r")[^\n]*",
    re.MULTILINE,
)
"""Lines of the site, not of the story, where a page came uncleaned: other stories' titles, who
runs it, what the union is."""


@dataclass(frozen=True, slots=True)
class StoryText:
    """Title and body joined; a title taken from the body itself is left out. Simplified for
    reading, so that a genuine Traditional page is understood too; offsets are its own. Lines of
    the site are blank."""

    text: str
    title_end: int
    lead_end: int

    def part(self, position: int) -> str:
        """Return where a position is, in Chinese, for evidence: 标题, 首段 or 正文."""
        if position < self.title_end:
            return "标题"
        return "首段" if position < self.lead_end else "正文"

    def quote(self, start: int, end: int) -> str:
        """Return the evidence for a span: 标题“广元市总工会”."""
        return f"{self.part(start)}“{self.text[start:end].strip()[:_QUOTED]}”"


def story_text(page: CleanPage) -> StoryText:
    """Return the story of ``page``."""
    title = "" if page.title_inferred or not page.title else page.title.replace("\n", " ") + "\n"
    body = page.body.lstrip()
    text = title + body
    if page.script == "hant":
        text = simplify(text)
    text = text[: len(title)] + _CHROME.sub(_blank, text[len(title) :])
    first = len(text) - len(text[len(title) :].lstrip())
    lead = text.find("\n", first)
    return StoryText(text, len(title), lead if lead >= 0 else len(text))


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())
