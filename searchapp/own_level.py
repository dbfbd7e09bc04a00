"""Regions no more closely known: 四川省本级 is about the province and names no place in it."""

from __future__ import annotations

from index.query import UNKNOWN, And, FacetValue, Node, Not, Or
from searchapp.desk import Desk
from tokenizers.gazetteer import NATION, Place

SUFFIXES = {"本级": 0, "未到地市": 2, "未到区县": 3}
"""How a region in a query ends → the level of which nothing is known; 0 = any below it."""


def own_level(raw: str, desk: Desk) -> Node | None:
    """Return the query for a region ending in one of ``SUFFIXES``; None for any other text.

    A name of several regions means any of them. 全国本级 has a region, but no province.
    """
    for suffix, level in SUFFIXES.items():
        if raw.endswith(suffix):
            places = desk.gazetteer.lookup(raw.removesuffix(suffix))
            nodes = tuple(_short_of(place, level, desk) for place in places)
            if nodes:
                return nodes[0] if len(nodes) == 1 else Or(nodes)
    return None


def own_level_query(code: str, suffix: str) -> str:
    """Return what to type for it.

    >>> own_level_query("510000", "本级")
    '地区:510000本级'
    """
    return f"地区:{code}{suffix}"


def _short_of(place: Place, level: int, desk: Desk) -> Node:
    inner = tuple(p.code for p in desk.gazetteer.below(place.code) if level in (0, p.level))
    whole: Node = FacetValue("region", place.name, (place.code,))
    if place.code == NATION:
        whole = Not(FacetValue("region", place.name, (UNKNOWN,)))
    return And((whole, Not(FacetValue("region", place.name, inner)))) if inner else whole
