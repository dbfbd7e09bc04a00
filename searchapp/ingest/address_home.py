"""The division an address belongs to: jintan.gov.cn is 金坛's, shijiazhuang.example.com 石家庄's.

A government's host says whose site it is; a place spelled out in another host or in a path says
less. Nobody believes the host of a mirror: the caller leaves those out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from searchapp.ingest.lines import rows
from tokenizers.gazetteer import Gazetteer

_GOVERNMENT = ".gov.cn"
_SITE_ENDS = (
    r"(?:news|daily|online|life|zgh|gh|gonghui|xw|xww|rb|wb|tv|net|dj|jcy|fy|rmt|fb|gov|city)?"
)
_LABEL = re.compile(r"[a-z]+")
_FOLDER = re.compile(r"(?<![a-z])[a-z]{6,}(?![a-z])")
_HOST_LABEL = 5
_CITY, _COUNTY = 2, 3
_WORDS = frozenset(["dongtai", "huodong", "pingan", "anping", "gaoming", "shizheng", "zhongshan"])
"""Names of folders that spell a place's name too: 动态, 活动, 平安."""


@dataclass(frozen=True, slots=True)
class AddressPlace:
    """A division, the piece of the address that says so, and whether it is a government's host."""

    code: str
    written: str
    government: bool


def address_place(url: str, gazetteer: Gazetteer) -> AddressPlace | None:
    """Return the division that ``url`` belongs to; ``None`` if it does not say, or says two.

    >>> from tokenizers.gazetteer import load_gazetteer
    >>> address_place("http://www.jintan.gov.cn/html/1.html", load_gazetteer()).code
    '320413'
    """
    try:
        parts = urlsplit(url.lower())
        host = parts.hostname or ""
    except ValueError:
        return None
    return _of_host(host, gazetteer) or _of_path(parts.path, gazetteer)


@lru_cache(maxsize=4096)
def _of_host(host: str, gazetteer: Gazetteer) -> AddressPlace | None:
    labels = host.split(".")
    if host.endswith(_GOVERNMENT):
        labels = labels[:-2]
        found = [code for code in (_spelled(x, gazetteer, _COUNTY, 4) for x in labels) if code]
        written = host
    else:
        found = [code for code in (_spelled(x, gazetteer, _COUNTY) for x in labels[:-2]) if code]
        written = ""
    for start in range(len(labels)):
        known = _known_hosts().get(".".join(host.split(".")[start:]))
        if known:
            found, written = [c for c in found if gazetteer.contains(known, c)] or [known], host
    if found:
        return AddressPlace(found[0], written or host, bool(written))
    return None if written else _of_label(labels[-2] if len(labels) > 1 else "", host, gazetteer)


def _of_label(label: str, host: str, gazetteer: Gazetteer) -> AddressPlace | None:
    """A city with what its papers add: guilinlife.com, huaianrb.com."""
    for name, end in _splits(label):
        if re.fullmatch(_SITE_ENDS, end) and (code := _spelled(name, gazetteer, _CITY)):
            return AddressPlace(code, host, False)
    return None


def _splits(label: str) -> list[tuple[str, str]]:
    return [(label[:cut], label[cut:]) for cut in range(len(label), _HOST_LABEL - 1, -1)]


def _of_path(path: str, gazetteer: Gazetteer) -> AddressPlace | None:
    """A city that a folder is named after: /shizheng/guigang/, /xinxiang_0511/."""
    folders = path.rpartition("/")[0]
    codes = {
        code for word in _FOLDER.findall(folders) if (code := _spelled(word, gazetteer, _CITY))
    }
    return AddressPlace(codes.pop(), path, False) if len(codes) == 1 else None


def _spelled(
    label: str, gazetteer: Gazetteer, deepest: int, least: int = _HOST_LABEL
) -> str | None:
    """The one division spelled ``label``, of the highest level there is, ``deepest`` at most."""
    if len(label) < least or label in _WORDS or not _LABEL.fullmatch(label):
        return None
    by_level: dict[int, list[str]] = {}
    for code in _places_by_pinyin().get(label, ()):
        place = gazetteer.place(code)
        if place is not None and place.until is None:
            by_level.setdefault(place.level, []).append(code)
    if not by_level:
        return None
    highest = min(by_level)
    return by_level[highest][0] if highest <= deepest and len(by_level[highest]) == 1 else None


@lru_cache(maxsize=1)
def _known_hosts() -> dict[str, str]:
    return {host: code for host, code, _ in rows("site_hosts.tsv")}


@lru_cache(maxsize=1)
def _places_by_pinyin() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for code, letters in rows("place_pinyin.tsv"):
        found.setdefault(letters, []).append(code)
    return {letters: tuple(codes) for letters, codes in found.items()}
