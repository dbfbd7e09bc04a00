"""Short ASCII names for Chinese names: readable, stable, without a registry."""

from __future__ import annotations

import hashlib
from functools import lru_cache

from pypinyin import Style, lazy_pinyin


def initials(name: str) -> str:
    """Return the lower-case pinyin initials of ``name``; other letters and digits as they are.

    >>> initials("广元工会网")
    'gyghw'
    """
    letters = lazy_pinyin(name, style=Style.FIRST_LETTER, errors="default")
    return "".join(c for part in letters for c in part.lower() if c.isascii() and c.isalnum())


@lru_cache(maxsize=4096)
def slug(name: str) -> str:
    """Return ``initials(name)`` and four hex digits of the name's SHA-256, so that namesakes in
    initials stay apart.

    >>> slug("广元工会网")[:6]
    'gyghw-'
    """
    digest = hashlib.sha256(name.encode()).hexdigest()[:4]
    return f"{initials(name)[:24]}-{digest}"
