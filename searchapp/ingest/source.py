"""One shape for every kind of page: lines with zones, and what the page states of itself."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from searchapp.article import RawPage
from searchapp.errors import IngestError
from searchapp.ingest.decode import decode
from searchapp.ingest.html_page import HtmlLine, looks_like_html, read_html
from searchapp.ingest.mend import plain_line_ends
from searchapp.ingest.office_html import is_office_html, plain_html
from searchapp.ingest.stated_title import backed_title

_FRAGMENT = re.compile(r"<(?:p|div|br|table|span)\b[^<>]{0,300}>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Source:
    """A page before cleaning. ``title`` is the one a record declares; ``remarks`` say in Chinese
    what of it could not be read."""

    lines: tuple[HtmlLine, ...]
    original: str
    encoding: str = "utf-8"
    unreadable: int = 0
    title: str | None = None
    html_title: str | None = None
    metas: dict[str, str] = field(default_factory=dict)
    lang: str | None = None
    url: str | None = None
    remarks: tuple[str, ...] = ()


def open_source(page: RawPage) -> Source:
    """Return the page's text as lines; raises ``IngestError`` if its bytes are no text."""
    declared = page.declared
    if "body" in declared:
        title = declared.get("title")
        original = f"{title}\n\n{declared['body']}" if title else declared["body"]
        return _from_text(
            declared["body"], original, title, bool(_FRAGMENT.search(declared["body"]))
        )
    if "raw" in declared:
        return _from_text(declared["raw"], declared["raw"], declared.get("title"), False)
    opener = _opener(page.kind)
    return opener(page) if opener else from_bytes(page.raw, page.place, page.kind == "html")


def _opener(kind: str) -> Callable[[RawPage], Source] | None:
    """Return what opens a kind of document; its library is loaded only now."""
    if kind == "docx":
        from searchapp.ingest.read_docx import open_docx

        return open_docx
    if kind == "pdf":
        from searchapp.ingest.read_pdf import open_pdf

        return open_pdf
    if kind == "mht":
        from searchapp.ingest.read_mht import open_mht

        return open_mht
    return None


def from_bytes(raw: bytes, place: str, is_html: bool, charset: str | None = None) -> Source:
    """Return text or HTML as a source; ``charset`` is what its bytes are said to be in."""
    decoded = decode(raw, charset)
    if decoded is None:
        raise IngestError(place, "不是文本文件（可能是图片、压缩包或损坏的文件）")
    source = _from_text(decoded.text, decoded.text, None, is_html)
    return replace(source, encoding=decoded.encoding, unreadable=decoded.unreadable)


def _from_text(text: str, original: str, title: str | None, is_html: bool) -> Source:
    if not is_html and not looks_like_html(text):
        lines = [line for line in plain_line_ends(text).split("\n") if line.strip()]
        return Source(tuple(HtmlLine(line, "text") for line in lines), original, title=title)
    office = is_office_html(text)
    page = read_html(plain_html(text) if office else text)
    stated = backed_title(page.title, [line.text for line in page.lines]) if office else page.title
    return Source(
        lines=page.lines,
        original=original,
        title=title,
        html_title=stated,
        metas=page.metas,
        lang=page.lang,
        url=page.url,
    )
