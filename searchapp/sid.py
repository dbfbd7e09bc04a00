"""Short ids of saved searches (S-7K2M9QXA): made, and read back however they were copied."""

from __future__ import annotations

import secrets
import unicodedata

from searchapp.pasted import bare

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford base32: no I, L, O, U, so that it survives paper and the telephone."""
LENGTH = 8
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1"})
_HYPHENS = str.maketrans({mark: None for mark in "-‐‑‒–—―−_ \t\r\n"})


def new_sid(prefix: str = "S") -> str:
    """Return a fresh random id; the caller sees to it that it is not in use."""
    return f"{prefix}-" + "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def read_sid(text: str, prefix: str = "S") -> str | None:
    """Return the id a text stands for, None when it cannot be one.

    Case, width, a missing hyphen, O for 0, I or L for 1 and punctuation glued to the end do not
    matter.

    >>> read_sid("s7k2m9qxa）。")
    'S-7K2M9QXA'
    """
    compact = unicodedata.normalize("NFKC", bare(text)).upper().translate(_HYPHENS)
    if len(compact) != LENGTH + 1 or compact[0] != prefix:
        return None
    body = compact[1:].translate(_READ_AS)
    return f"{prefix}-{body}" if all(char in ALPHABET for char in body) else None
