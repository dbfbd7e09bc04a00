"""The opaque bookmark that reads a whole answer stretch by stretch."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json

from index.said import said
from searchapp.errors import InvalidParameter
from searchapp.params import SearchParams

START = ("", "*")
"""Cursors that ask for the first stretch."""


def encode_cursor(offset: int, generation: str, params: SearchParams) -> str:
    """Return the bookmark of row ``offset`` in this answer of this index generation."""
    payload = json.dumps([offset, generation, _digest(params)], separators=(",", ":"))
    return base64.urlsafe_b64encode(payload.encode()).decode().rstrip("=")


def decode_cursor(cursor: str, generation: str, params: SearchParams) -> int:
    """Return the row a bookmark stands at.

    Raises InvalidParameter when it is damaged, belongs to another search, or the index has
    changed since: rows may have moved, and a list with gaps would be worse than none.
    """
    if cursor in START:
        return 0
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        offset, made, digest = json.loads(base64.urlsafe_b64decode(padded))
        valid = isinstance(offset, int) and offset >= 0
    except (ValueError, TypeError, binascii.Error):
        valid = False
    if not valid or digest != _digest(params):
        detail = said("cursor 不属于这次检索。请去掉 cursor 从头读取，之后照抄回答里的 next。")
        raise InvalidParameter("cursor", cursor[:60], "invalid-cursor", detail)
    if made != generation:
        detail = said("读取期间索引有更新，续读会有重复或遗漏。请用 cursor=* 从头读取。")
        raise InvalidParameter("cursor", cursor[:60], "expired-cursor", detail)
    return int(offset)


def _digest(params: SearchParams) -> str:
    canonical = params.but(per_page=10).canonical()
    return hashlib.sha256(canonical.encode()).hexdigest()[:12]
