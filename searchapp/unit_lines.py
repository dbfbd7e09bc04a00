"""Lists of names as staff paste them: one a line, numbered or not, blank lines between."""

from __future__ import annotations

import re
import unicodedata

from index.said import said
from searchapp.errors import InvalidParameter

MAX_LINES = 500
MAX_NAME = 120
"""Characters of one line."""

_NUMBER = re.compile(r"\s*(?:[(（]\d{1,4}[)）]|\d{1,4}[.．、,，)）\t])\s*(?=[^\d\s])")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def read_lines(text: str) -> tuple[str, ...]:
    """Return the lines of ``text`` without blank ones, serial numbers and the rest of the row
    they were copied with (cells are parted by tabs); raise InvalidParameter for too many.

    >>> read_lines("1. 利州区总工会\\n\\n（2）昭化区总工会\\t备注")
    ('利州区总工会', '昭化区总工会')
    """
    found = []
    for line in re.split(r"[\r\n\u2028\u2029]+", text):
        bare = _NUMBER.sub("", unicodedata.normalize("NFC", line), count=1).strip(" \u3000\xa0")
        name = _CONTROL.sub(" ", bare.split("\t")[0]).strip()
        if name:
            found.append(name)
    if len(found) > MAX_LINES:
        detail = said(
            "名单共 {total} 行，最多 {max_lines} 行。请分几次统计。",
            total=len(found),
            max_lines=MAX_LINES,
        )
        raise InvalidParameter(
            "names", said("{total} 行", total=len(found)), "list-too-long", detail
        )
    for number, name in enumerate(found, start=1):
        if len(name) > MAX_NAME:
            detail = said(
                "名单第 {number} 行有 {total} 个字符，最多 {max_name} 个。请一行一个名称。",
                number=number,
                total=len(name),
                max_name=MAX_NAME,
            )
            raise InvalidParameter("names", name[:40], "list-too-long", detail)
    return tuple(found)
