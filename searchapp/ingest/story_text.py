"""The text a story tells: title and body as one string, and where its parts begin."""

from __future__ import annotations

from dataclasses import dataclass

from searchapp.ingest.page import CleanPage
from tokenizers.traditional import simplify

_QUOTED = 16


@dataclass(frozen=True, slots=True)
class StoryText:
    """Title and body joined; a title taken from the body itself is left out. Simplified for
    reading, so that a genuine Traditional page is understood too; offsets are its own."""

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
    lead = text.find("\n", len(title))
    return StoryText(text, len(title), lead if lead >= 0 else len(text))
