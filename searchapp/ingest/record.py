"""Records of a collection: what their fields may be called, and one as a page."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from searchapp.article import RawPage
from searchapp.errors import IngestError

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
MAX_RECORD = 5 * 1024 * 1024
HEAD_ROWS = 10
"""Headers stand in one of a table's first rows; above them there may be a title."""
NO_HEADERS = "没有认出正文列：表头里要有 正文、内容 或 body"
BODIES = frozenset((*_FIELDS["body"], *_FIELDS["raw"]))
NAMES = frozenset(name for names in _FIELDS.values() for name in names)


def declared(record: dict[str, Any]) -> dict[str, str]:
    """Return what a record says of itself, under our names of the fields."""
    found = ((field, _first(record, names)) for field, names in _FIELDS.items())
    return {field: value for field, value in found if value}


def has_text(fields: dict[str, str]) -> bool:
    """Return whether declared fields hold anything to read."""
    return "body" in fields or "raw" in fields


def row_item(
    headers: tuple[str, ...], cells: list[str], place: str, modified: float | None
) -> RawPage | IngestError:
    """Return a row of a table as the JSON record it says, or why it says none.

    The JSON is canonical, so that a row is the same page in whatever file and order it comes.
    """
    row = zip(headers, cells, strict=False)
    record = {header: cell.strip() for header, cell in row if header and cell.strip()}
    fields = declared(record)
    if not has_text(fields):
        return IngestError(place, "这一行没有正文")
    text = json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    raw = text.encode("utf-8", errors="replace")
    if len(raw) > MAX_RECORD:
        return IngestError(place, f"这条记录超过 {MAX_RECORD // 1024 // 1024} MB")
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
