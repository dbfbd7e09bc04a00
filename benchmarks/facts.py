"""Invented regions, organizations and sources, distributed as unevenly as real ones."""

from __future__ import annotations

import random
from bisect import bisect
from dataclasses import dataclass
from itertools import accumulate

from tokenizers.gazetteer import load_gazetteer

SEED = 20201009
"""Decides every invented fact; a document's facts depend on its number alone."""
ORGANIZATIONS = 700
SOURCES = 40
_UNKNOWN, _PROVINCE, _TWO = 0.05, 0.15, 0.30
"""Shares of documents: below the first no region, below the second a province alone, below the
third two cities; the others have one."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is invented about one document: codes with their provinces, ids."""

    regions: tuple[str, ...]
    provinces: tuple[str, ...]
    organizations: tuple[str, ...]
    source: str


class _Skewed:
    """Draws values by Zipf's law: the n-th has a n-th of the first one's share."""

    def __init__(self, values: list[str]) -> None:
        self._values = values
        self._until = list(accumulate(1 / rank for rank in range(1, len(values) + 1)))

    def draw(self, chance: random.Random) -> str:
        return self._values[bisect(self._until, chance.random() * self._until[-1])]


class FactSource:
    """Draws the facts of documents."""

    def __init__(self) -> None:
        places = load_gazetteer()
        order = random.Random(SEED)
        provinces = [place.code for place in places.provinces()]
        order.shuffle(provinces)
        self._provinces = _Skewed(provinces)
        self._cities: dict[str, _Skewed | None] = {}
        for code in provinces:
            cities = [place.code for place in places.children(code) if place.level == 2]
            self._cities[code] = _Skewed(cities) if cities else None
        self._organizations = _Skewed([f"o{n:03}" for n in range(1, ORGANIZATIONS + 1)])
        self._sources = _Skewed([f"s{n:02}" for n in range(1, SOURCES + 1)])

    def of(self, chance: random.Random) -> Facts:
        """Return the next facts of ``chance``."""
        share = chance.random()
        pairs = [] if share < _UNKNOWN else [self._place(chance, share >= _PROVINCE)]
        if _PROVINCE <= share < _TWO:
            pairs.append(self._place(chance, True))
        regions = tuple(dict.fromkeys(region for region, _ in pairs))
        above = tuple(dict.fromkeys(province for _, province in pairs))
        wanted = range(chance.choice((1, 1, 1, 2, 2, 3)))
        organizations = dict.fromkeys(self._organizations.draw(chance) for _ in wanted)
        return Facts(regions, above, tuple(organizations), self._sources.draw(chance))

    def _place(self, chance: random.Random, city: bool) -> tuple[str, str]:
        province = self._provinces.draw(chance)
        cities = self._cities[province]
        return (cities.draw(chance) if city and cities else province), province
