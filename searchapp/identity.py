"""Which article a page is: the rules of identity, without any storage.

- An article's id is minted once, from the bytes of its first page (``mint``), and never changes.
- Bytes are compared with their line ends normalized, so a copy through another system is equal.
- Equal bytes at another place are the same article with one more place.
- Changed bytes at the same path are a new revision of the same article; if the new bytes are
  already another article's, the place moves to that article.
- In a collection (``file#line``) the line number identifies nothing: a record is known by the URL
  it declares, else by its bytes. A URL counts only if the record itself declares it, and only if
  it points below the root of its site: every page of a site may carry the home page's address.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Protocol
from urllib.parse import urlsplit, urlunsplit

from searchapp.article import RawPage

_RFC4648 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz"
_LETTERS = str.maketrans(_RFC4648, _CROCKFORD)
ID_LETTERS = 12
"""Letters of an id after its ``d``: 60 bits, so a million articles collide once in 10^6 times."""
_ID_DIGITS = 20
"""Hex digits of whole bytes and whole letters that hold them."""


class Standing(StrEnum):
    """What a page is to what is already stored."""

    NEW = "new"
    SAME = "same"
    MOVED = "moved"
    REVISED = "revised"


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a page stands, and to which stored article (its seq; None when it is new)."""

    standing: Standing
    seq: int | None


class Known(Protocol):
    """What must be known of the stored articles to place a page. All answers are seqs."""

    def by_digest(self, digest: str) -> int | None:
        """The article that has, or had, these bytes."""
        ...

    def by_url(self, url: str) -> int | None:
        """The article that declared this URL."""
        ...

    def at_place(self, locator: str) -> tuple[int, str] | None:
        """The article last seen at this path and the digest of its bytes then."""
        ...


def digest(raw: bytes) -> str:
    """Return the SHA-256 of ``raw`` with ``\\r\\n`` and ``\\r`` read as ``\\n``, in hex."""
    return hashlib.sha256(raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n")).hexdigest()


def mint(page_digest: str, taken: Callable[[str], bool]) -> str:
    """Return the id for a digest: ``d`` and its first 60 bits, more of them if the id is taken.

    >>> mint(digest(b"abc"), lambda id: False)
    'dq9w1dfwf077y'
    """
    candidate = f"d{_letters(page_digest[:_ID_DIGITS])[:ID_LETTERS]}"
    if not taken(candidate):
        return candidate
    letters = _letters(page_digest)
    for length in range(ID_LETTERS + 1, len(letters) + 1):
        candidate = "d" + letters[:length]
        if not taken(candidate):
            return candidate
    raise ValueError(f"every id of {page_digest} is taken: these bytes are already an article")


def _letters(digits: str) -> str:
    written = base64.b32encode(bytes.fromhex(digits)).decode().rstrip("=")
    return written.translate(_LETTERS)


_PLAIN_URL = re.compile(r"https?://[a-z0-9.-]+/[\w./%&=~+-]+", re.ASCII)
"""Most addresses; nothing of them has to be taken apart to know that they identify a page."""


@lru_cache(maxsize=64)
def identifying_url(url: str | None) -> str | None:
    """Return the URL in the spelling it identifies by, None if it identifies nothing.

    Scheme and host are lower-cased and the fragment dropped. A URL without a path beyond ``/``
    and without a query names a site, not an article.
    """
    if not url or len(url.split(maxsplit=1)) != 1:
        return None
    if _PLAIN_URL.fullmatch(url):
        return url
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not parts.netloc:
        return None
    if parts.path in ("", "/") and not parts.query:
        return None
    host = parts.netloc.lower()
    return urlunsplit((parts.scheme.lower(), host, parts.path, parts.query, ""))


def is_record(page: RawPage) -> bool:
    """Return whether ``page`` is a record of a collection, whose line number means nothing."""
    return page.kind == "json"


def declared_url(page: RawPage) -> str | None:
    """Return the URL a record identifies itself by; files declare none."""
    return identifying_url(page.declared.get("url")) if is_record(page) else None


def identify(page: RawPage, locator: str, known: Known) -> Verdict:
    """Return what ``page``, found at ``locator``, is to the stored articles."""
    bytes_digest = digest(page.raw)
    here = known.at_place(locator)
    owner = known.by_digest(bytes_digest)
    if owner is not None:
        return _known_bytes(owner, bytes_digest, here, is_record(page))
    url = declared_url(page)
    if url is not None:
        owner = known.by_url(url)
    elif here is not None and not is_record(page):
        owner = here[0]
    return Verdict(Standing.NEW if owner is None else Standing.REVISED, owner)


def _known_bytes(
    owner: int, bytes_digest: str, here: tuple[int, str] | None, record: bool
) -> Verdict:
    if here == (owner, bytes_digest):
        return Verdict(Standing.SAME, owner)
    if here is not None and here[0] == owner:
        # The page went back to bytes it had before: that is a change, and the newest one.
        return Verdict(Standing.REVISED, owner)
    return Verdict(Standing.SAME if record else Standing.MOVED, owner)
