"""What mirror sites do to a page: Traditional character by character, readings spliced in."""

from __future__ import annotations

import re
from functools import lru_cache
from zlib import crc32

from opencc import OpenCC
from pypinyin import Style, pinyin

_ONE_IN = 3
"""About every third converted character gets its reading, at every place it stands."""
_DESKS = ("C:\\Users\\gonghui\\Desktop", "D:\\新聞稿", "C:\\Documents and Settings\\user\\桌面")
_FORMS = str.maketrans("爲籤溼諮後裏幹餘於，：；", "為簽濕咨后里干余于,:;")
"""Where such sites write otherwise than the converter: 簽訂, 干部, 關于; and half-width marks."""


def machine_traditional(text: str) -> str:
    """Return ``text`` in Traditional, each character by itself, punctuation half-width.

    Words are not looked at, which is how such pages give themselves away (關系, 聯系).
    """
    return "".join(_traditional(char) for char in text).translate(_FORMS)


def splice(text: str, seed: str) -> str:
    """Return ``text`` with toned readings behind a choice of its Traditional characters.

    The choice hangs on ``seed`` alone; a chosen character has its reading everywhere.
    """
    return "".join(f"{char}({_reading(char)})" if _chosen(char, seed) else char for char in text)


def image_line(seed: str, folder: str, number: int) -> str:
    """Return the path that an author's computer left where a picture was."""
    value = crc32(f"{seed}/{number}".encode())
    names = (
        f"DSC_{value % 9000 + 1000}.JPG",
        f"IMG_{value % 900000 + 100000}.jpg",
        f"mmexport16{value % 100000000000:011d}.jpg",
        f"微信圖片_20{value % 10000000000:010d}.png",
    )
    desk = _DESKS[crc32(seed.encode()) % len(_DESKS)]
    return f"{desk}\\{folder}\\{names[value % len(names)]}"


def _chosen(char: str, seed: str) -> bool:
    return _is_traditional(char) and crc32(f"{seed}{char}".encode()) % _ONE_IN == 0


@lru_cache(maxsize=8192)
def _traditional(char: str) -> str:
    found: str = _converter("s2t").convert(char)
    return found


@lru_cache(maxsize=8192)
def _is_traditional(char: str) -> bool:
    return bool(re.fullmatch(r"[\u4e00-\u9fff]", char)) and _converter("t2s").convert(char) != char


@lru_cache(maxsize=8192)
def _reading(char: str) -> str:
    return str(pinyin(char, style=Style.TONE, heteronym=False)[0][0])


@lru_cache(maxsize=2)
def _converter(name: str) -> OpenCC:
    return OpenCC(name)
