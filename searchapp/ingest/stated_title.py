"""The title a document's properties state: to be doubted."""

from __future__ import annotations

from searchapp.ingest.title import is_title

_HEAD = 10
_LEAST = 4
_GENERIC = ("文档", "文件", "未命名", "无标题", "新建", "模板", "Microsoft", "Word", "PowerPoint")


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
