"""Towns and streets: what tells divisions of one name apart, and stories that name only a town.

A town's name in full (尧塘街道) that one county alone has says which county. Short ones (民治、
观澜) only tell between the counties that a name may mean.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from searchapp.ingest.lines import rows
from tokenizers.gazetteer import Gazetteer

_END = re.compile(r"(?<=[\u4e00-\u9fff])(?:街道|镇|乡|苏木)")
_SUFFIX = re.compile(r"(?:民族|[\u4e00-\u9fff]族)?(?:街道|镇|乡|苏木)$")
_LONGEST = 8
_LEAST = 3
_EVERYDAY = re.compile(
    r"[城乡村集小重古名强市坐水家老故下返回异他同侨思还满县园]镇$|[城水家老故下返回异他同侨思还满入]乡$"
)
"""城镇, 家乡, 返乡: ends of words that are no town's."""
_CLEAR = 2
"""So many short names of towns show which county is meant."""


@dataclass(slots=True)
class TownCounty:
    """A county that the text means by its towns: how often, and where first."""

    code: str
    times: int
    start: int
    end: int


def town_counties(text: str, gazetteer: Gazetteer) -> list[TownCounty]:
    """Return the counties whose towns are named, of names that one county alone has, in order.

    >>> from tokenizers.gazetteer import load_gazetteer
    >>> [found] = town_counties("近日，尧塘街道总工会慰问职工", load_gazetteer())
    >>> found.code, found.start, found.end
    ('320413', 3, 7)
    """
    found: dict[str, TownCounty] = {}
    for end in _END.finditer(text):
        town = longest_town(text[max(0, end.end() - _LONGEST) : end.end()])
        counties = _all_towns()[town] if town else ()
        if town and len(counties) == 1 and gazetteer.place(counties[0]) is not None:
            start = end.end() - len(town)
            first = TownCounty(counties[0], 0, start, end.end())
            found.setdefault(counties[0], first).times += 1
    return list(found.values())


def longest_town(words: str) -> str | None:
    """Return the longest town's name that ``words`` end in."""
    names = (words[start:] for start in range(len(words) - _LEAST + 1))
    return next((n for n in names if n in _all_towns() and not _EVERYDAY.search(n)), None)


def by_towns(codes: Sequence[str], text: str) -> str | None:
    """Return the one of ``codes``, counties of one name, whose towns ``text`` names; else None."""
    points = {code: _points(code, codes, text) for code in codes}
    best = max(points.values(), default=0)
    if best < _CLEAR:
        return None
    first = [code for code, count in points.items() if count == best]
    return first[0] if len(first) == 1 else None


def _points(code: str, rivals: Sequence[str], text: str) -> int:
    """A full name counts as clear by itself, a short one half so; those rivals share, nothing."""
    shared = {t for other in rivals if other != code for t in _towns().get(other, ())}
    full = {town for town in _towns().get(code, ()) if town not in shared and town in text}
    shorts = {_SUFFIX.sub("", t) for t in shared}
    short = {
        bare
        for town in _towns().get(code, ())
        if len(bare := _SUFFIX.sub("", town)) > 1 and bare not in shorts and bare in text
    }
    return _CLEAR * len(full) + len(short - {_SUFFIX.sub("", town) for town in full})


@lru_cache(maxsize=1)
def _towns() -> dict[str, tuple[str, ...]]:
    return {county: tuple(towns.split(" ")) for county, towns in rows("towns.tsv")}


@lru_cache(maxsize=1)
def _all_towns() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for county, towns in _towns().items():
        for town in towns:
            if len(town) >= _LEAST:
                found.setdefault(town, []).append(county)
    return {town: tuple(counties) for town, counties in found.items()}
