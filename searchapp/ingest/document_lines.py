"""What documents (DOCX, PDF) have in common: plain lines, and a stated title to be doubted."""

from __future__ import annotations

from searchapp.ingest.html_page import HtmlLine
from searchapp.ingest.source import Source
from searchapp.ingest.title import is_title

MAX_TEXT = 5_000_000
"""Characters of one document. A book has a million."""
_HEAD = 10
_LEAST = 4
_GENERIC = ("文档", "文件", "未命名", "无标题", "新建", "模板", "Microsoft", "Word", "PowerPoint")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
OLE = b"\xd0\xcf\x11\xe0"


def to_source(lines: list[HtmlLine], original: str, stated: str | None) -> Source:
    """Return a document as a page; its stated title counts only if the text bears it out."""
    texts = [line.text for line in lines]
    return Source(tuple(lines), original, html_title=backed_title(stated, texts))


def backed_title(stated: str | None, lines: list[str]) -> str | None:
    """Return the title a document's properties state if it also heads the text.

    Documents are written over older ones, and their properties keep the older one's title.

    >>> backed_title("关于开展送清凉活动的通知", ["关于开展送清凉", "活动的通知", "各单位："])
    '关于开展送清凉活动的通知'
    >>> backed_title("Microsoft Word - 文档1", ["关于开展送清凉活动的通知"])
    """
    title = " ".join((stated or "").split())
    if len(title) < _LEAST or title.startswith(_GENERIC) or not is_title(title):
        return None
    head = "".join("".join(line.split()) for line in lines[:_HEAD])
    return title if "".join(title.split()) in head else None


def why_no_zip(raw: bytes, suffix: str) -> str:
    """Return the reason why bytes that should be an Office file are none."""
    if raw.startswith(OLE):
        if _ENCRYPTED in raw:
            return "文件有密码保护，请去掉密码再存一份"
        return f"是旧版 Office 格式，请用 Word 或 WPS 另存为 {suffix}"
    return f"不是有效的 {suffix} 文件"
