"""Write the sample pages: ``python -m searchapp.sample.render``.

The same stories always give the same bytes; a test compares them with the committed pages.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from typing import Any

from searchapp.sample import html_page, text_page
from searchapp.sample.story import HERE, PageSpec, Story, load_stories

PAGES = HERE / "pages"
GOLD = HERE / "gold.jsonl"
SHAPES: dict[str, Callable[[Story, PageSpec], str]] = {
    "txt": text_page.headed,
    "bare": text_page.bare,
    "signed": text_page.signed,
    "wechat": text_page.wechat,
    "paper": text_page.paper,
    "mirror": text_page.mirror,
    "mirror_bare": text_page.mirror_bare,
    "jsonl": text_page.record_line,
    "html": html_page.site_page,
    "mirror_html": html_page.mirror_page,
}
_UNTITLED = {"bare", "mirror_bare"}


def render_pages(stories: tuple[Story, ...]) -> dict[str, bytes]:
    """Return the bytes of every page file by its path; records of one collection add up."""
    files: dict[str, bytes] = {}
    for story in stories:
        for page in story.pages:
            text = SHAPES[page.shape](story, page)
            if page.path in files and page.shape != "jsonl":
                raise ValueError(f"two pages at {page.path}")
            files[page.path] = files.get(page.path, b"") + _encode(text, page)
    return files


def render_gold(stories: tuple[Story, ...]) -> str:
    """Return one JSON line a page: what a perfect reader says of it."""
    records: dict[str, int] = {}
    lines = []
    for story in stories:
        first = ""
        for page in story.pages:
            place = page.path
            if page.shape == "jsonl":
                records[page.path] = records.get(page.path, 0) + 1
                place = f"{page.path}#{records[page.path]}"
            lines.append(json.dumps(_gold(story, page, place, first), ensure_ascii=False))
            first = first or place
    return "\n".join(lines) + "\n"


def main() -> None:
    """Replace ``pages/`` and ``gold.jsonl`` by what the stories give."""
    stories = load_stories()
    files = render_pages(stories)
    shutil.rmtree(PAGES, ignore_errors=True)
    for path, content in files.items():
        target = PAGES / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    GOLD.write_bytes(render_gold(stories).encode())
    print(f"{len(stories)} 篇稿件，{len(files)} 个文件 → {PAGES}")


def _encode(text: str, page: PageSpec) -> bytes:
    if page.newline == "crlf":
        text = text.replace("\n", "\r\n")
    if page.encoding == "utf-16":
        # Named by its byte order, so that every machine writes the same.
        return b"\xff\xfe" + text.encode("utf-16-le")
    return text.encode(page.encoding)


def _gold(story: Story, page: PageSpec, place: str, first: str) -> dict[str, Any]:
    unnamed = page.shape in _UNTITLED
    precision = "month" if page.date.count("-") == 1 else "day"
    return {
        "path": place,
        "shape": page.shape,
        "encoding": page.encoding,
        "story": story.slug,
        "title": None if unnamed else page.title,
        "date": None if unnamed else page.date,
        "date_precision": None if unnamed else precision,
        "regions": list(story.regions),
        "regions_also": list(story.regions_also),
        "organizations": list(story.organizations),
        "repost_of": first or None,
    }


if __name__ == "__main__":
    main()
