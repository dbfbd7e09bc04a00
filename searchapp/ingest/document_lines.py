"""What documents (DOCX, PDF) have in common."""

from __future__ import annotations

from searchapp.ingest.html_page import HtmlLine
from searchapp.ingest.source import Source
from searchapp.ingest.stated_title import backed_title

MAX_TEXT = 5_000_000
"""Characters of one document. A book has a million."""
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
OLE = b"\xd0\xcf\x11\xe0"


def to_source(lines: list[HtmlLine], original: str, stated: str | None) -> Source:
    """Return a document as a page; its stated title counts only if the text bears it out."""
    texts = [line.text for line in lines]
    return Source(tuple(lines), original, html_title=backed_title(stated, texts))


def why_no_zip(raw: bytes, suffix: str) -> str:
    """Return the reason why bytes that should be an Office file are none."""
    if raw.startswith(OLE):
        if _ENCRYPTED in raw:
            return "文件有密码保护，请去掉密码再存一份"
        return f"是旧版 Office 格式，请用 Word 或 WPS 另存为 {suffix}"
    return f"不是有效的 {suffix} 文件"
