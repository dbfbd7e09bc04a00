"""Records of a collection: what their fields may be called, and one as a page."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from searchapp.article import RawPage

_FIELDS = {
    "title": ("title", "标题", "题名", "题目", "文章标题", "新闻标题"),
    "body": ("body", "content", "text", "正文", "内容", "全文", "正文内容", "文章内容", "新闻内容"),
    "date": (
        *("date", "pub_date", "publish_date", "published", "time"),
        *("日期", "发布时间", "发布日期", "发表时间", "发表日期", "时间"),
    ),
    "url": ("url", "link", "网址", "链接", "链接地址", "原文链接", "地址"),
    "site": ("site", "source", "来源", "网站", "站点", "媒体", "发布单位"),
    "raw": ("raw",),
}
"""What a record may call each of its fields, the first that says something wins."""
BODIES = frozenset((*_FIELDS["body"], *_FIELDS["raw"]))
NAMES = frozenset(name for names in _FIELDS.values() for name in names)


def declared(record: dict[str, Any]) -> dict[str, str]:
    """Return what a record says of itself, under our names of the fields."""
    found = ((field, _first(record, names)) for field, names in _FIELDS.items())
    return {field: value for field, value in found if value}


def has_text(fields: dict[str, str]) -> bool:
    """Return whether declared fields hold anything to read."""
    return "body" in fields or "raw" in fields


def row_record(headers: tuple[str, ...], cells: Iterable[str]) -> dict[str, str]:
    """Return a row of a table by its headers, without what is empty."""
    row = zip(headers, cells, strict=False)
    return {header: cell for header, cell in row if header and cell.strip()}


def row_page(record: dict[str, str], place: str, modified: float | None) -> RawPage | None:
    """Return a row as the JSON record it says; ``None`` if it has no text.

    The JSON is canonical, so that a row is the same page in whatever file and order it comes.
    """
    fields = declared(record)
    if not has_text(fields):
        return None
    text = json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    raw = text.encode("utf-8", errors="replace")
    return RawPage(raw=raw, place=place, kind="json", declared=fields, modified=modified)


def find_headers(rows: Iterable[Iterable[str]]) -> tuple[int, tuple[str, ...]] | None:
    """Return the number (from 0) and the names of the first row that heads a column of text.

    >>> find_headers([["2020年工会信息"], ["标题", " 正文："]])
    (1, ('标题', '正文'))
    """
    for number, row in enumerate(rows):
        headers = _numbered(_header(cell) for cell in row)
        if BODIES & {*headers}:
            return number, headers
    return None


def _header(cell: str) -> str:
    name = "".join(cell.split()).strip("\ufeff:：*【】[]").lower()
    return name if name in NAMES else cell.strip()[:100]


def _numbered(names: Iterable[str]) -> tuple[str, ...]:
    """A name that comes twice gets a number, so that no column covers another."""
    seen: list[str] = []
    for name in names:
        count = sum(other == name or other.startswith(f"{name}#") for other in seen)
        seen.append(f"{name}#{count + 1}" if name and count else name)
    return tuple(seen)


def _first(record: dict[str, Any], names: tuple[str, ...]) -> str:
    for name in names:
        value = record.get(name)
        if isinstance(value, int | float) and not isinstance(value, bool):
            value = str(value)
        if isinstance(value, str) and value.strip():
            # JSON can spell half a surrogate pair, which no store can hold.
            return value.encode("utf-8", errors="replace").decode("utf-8")
    return ""
