"""Every division of the country: names, codes, paths, and what a reader may mean by a name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache
from types import MappingProxyType

from tokenizers.place import (
    NATION,
    FormerName,
    Place,
    Zone,
    read_corps_cities,
    read_former_names,
    read_places,
    read_table,
    read_zones,
)
from tokenizers.traditional import simplify

__all__ = ["NATION", "Gazetteer", "Place", "Zone", "load_gazetteer"]

NAMED_SINCE = 2000
"""Names given up before this year are for look-ups only: news on the web does not use them, and
many are everyday words today (郊区, 市区)."""
_BETWEEN = re.compile(r"[/／\\›>＞»·,，\s]+")
Names = Mapping[str, tuple[str, ...]]


class Gazetteer:
    """All places, by code and by name. Immutable."""

    def __init__(
        self,
        places: Iterable[Place],
        zones: Iterable[Zone],
        former: Iterable[FormerName],
        corps_cities: Iterable[tuple[str, str]] = (),
    ) -> None:
        self._places = {p.code: p for p in places}
        self._former = tuple(former)
        self._above: dict[str, tuple[str, ...]] = {}
        self.zones: Mapping[str, Zone] = MappingProxyType({z.name: z for z in zones})
        self.corps_cities: Mapping[str, str] = MappingProxyType(dict(corps_cities))

    def place(self, code: str) -> Place | None:
        """Return the place with this 6-digit code, in use or retired."""
        return self._places.get(code)

    def ancestors(self, code: str) -> tuple[str, ...]:
        """Return the codes above ``code``, root first, without itself and the country."""
        known = self._above.get(code)
        if known is None:
            place = self._places.get(code)
            if place is None:
                return ()
            above = place.parent and (*self.ancestors(place.parent), place.parent)
            known = self._above[code] = above or ()
        return known

    def path(self, code: str) -> tuple[str, ...]:
        """Return the names from the province down to ``code``; empty if unknown."""
        if code not in self._places:
            return ()
        return tuple(self._places[c].name for c in (*self.ancestors(code), code))

    def as_of(self, code: str, year: int) -> str:
        """Return the code of the division of the same short name that ``code`` has replaced, if
        that was the one in ``year``; else ``code``.

        In 2016 即墨 was 即墨市, since 2017 it is 即墨区.
        """
        place = self._places.get(code)
        if place is None or place.since is None or year >= place.since:
            return code
        replaced = self._replaced.get(code, ())
        before = [p.code for p in replaced if p.short == place.short and _in_use(p, year)]
        return before[0] if len(before) == 1 else code

    def children(self, code: str) -> tuple[Place, ...]:
        """Return the places in use directly below ``code``, by code."""
        return self._children.get(code, ())

    def below(self, code: str) -> tuple[Place, ...]:
        """Return every place anywhere below ``code``, in use or retired, by code."""
        found = (p for _, p in sorted(self._places.items()) if p.level)
        return tuple(p for p in found if code == NATION or code in self.ancestors(p.code))

    def provinces(self) -> tuple[Place, ...]:
        """Return the places of the first level, by code."""
        return tuple(p for _, p in sorted(self._places.items()) if p.level == 1)

    def contains(self, above: str, code: str) -> bool:
        """Return whether ``above`` is ``code`` itself or one of its ancestors."""
        return above == code or above in self.ancestors(code)

    @cached_property
    def _replaced(self) -> dict[str, list[Place]]:
        before: dict[str, list[Place]] = {}
        for place in self._retired:
            for code in place.successors:
                before.setdefault(code, []).append(place)
        return before

    @cached_property
    def _children(self) -> dict[str, tuple[Place, ...]]:
        below: dict[str, list[Place]] = {}
        for _, place in sorted(self._places.items()):
            if place.parent is not None and place.until is None:
                below.setdefault(place.parent, []).append(place)
        return {code: tuple(places) for code, places in below.items()}

    # -- names ----------------------------------------------------------------------------------

    @cached_property
    def full(self) -> Names:
        """Full and colloquial names that a page of our time may use → codes, those in use first
        in standing: a name of a place in use never means a retired one."""
        return _first_of(
            _by_name((p.name, p.code) for p in self._used),
            _by_name((p.colloquial, p.code) for p in self._used if p.colloquial),
            _by_name((f.name, f.code) for f in self._former if f.until >= NAMED_SINCE),
            _by_name((p.name, p.code) for p in self._retired if (p.until or 0) >= NAMED_SINCE),
        )

    @cached_property
    def short(self) -> Names:
        """Short names of places in use (广元, 恩施), where they differ from the full name."""
        return _by_name((p.short, p.code) for p in self._used if p.short != p.name)

    @cached_property
    def ambiguous_short_names(self) -> frozenset[str]:
        """Short names that mean something else in running text (合作, 资源, 比如)."""
        return frozenset(name for name, _ in read_table("ambiguous_short_names"))

    @cached_property
    def generic_names(self) -> frozenset[str]:
        """Full names that stand for other places too (老城区, 西区)."""
        return frozenset(row[0] for row in read_table("generic_names"))

    @cached_property
    def letters(self) -> Mapping[str, str]:
        """One-character names of provinces → codes (川 → 510000)."""
        return {letter: code for letter, code in read_table("letters")}

    @cached_property
    def corps(self) -> Names:
        """The other ways to write a division of the Corps, alone or with the city it is one with
        (第8师, 八师石河子市) → codes. Not among ``full_names``: their parts are words."""
        return _by_name(
            (number + city, code)
            for code in self._places
            if code.startswith("66") and self._places[code].parent is not None
            for number in _numbered(self._places[code])
            for city in ("", *self._city_of(code))
            if number + city not in (self._places[code].name, self._places[code].short)
        )

    def _city_of(self, division: str) -> tuple[str, ...]:
        city = self._places.get(self.corps_cities.get(division, ""))
        return (city.name, city.short) if city else ()

    def full_names(self) -> frozenset[str]:
        """Return every full, colloquial and zone name that a page of our time may use."""
        return frozenset(self.full) | frozenset(self.zones)

    def short_names(self) -> frozenset[str]:
        """Return the short names that may stand for themselves in running text."""
        return frozenset(self.short) - self.ambiguous_short_names

    @cached_property
    def _used(self) -> tuple[Place, ...]:
        return tuple(p for p in self._places.values() if p.until is None)

    @cached_property
    def _retired(self) -> tuple[Place, ...]:
        return tuple(p for p in self._places.values() if p.until is not None)

    @cached_property
    def _all_names(self) -> Names:
        """Everything a reader may type, what stands first in the ranking taking the name."""
        return _first_of(
            self.full,
            self.short,
            self.corps,
            {name: (zone.host,) for name, zone in self.zones.items()},
            _by_name((f.name, f.code) for f in self._former),
            _by_name((p.name, p.code) for p in self._retired),
            _by_name((p.short, p.code) for p in self._retired),
        )

    # -- look-up --------------------------------------------------------------------------------

    def lookup(self, text: str) -> tuple[Place, ...]:
        """Return the places that a reader may mean, by code: ``()`` if none, more than one if
        the name is ambiguous.

        A code (510800), its prefix (5108, 51), a path (四川省/广元市, also with › > or spaces or
        nothing between), a full or short name; Traditional characters too.
        """
        return self._lookup(text) or self._lookup(simplify(text))

    def _lookup(self, text: str) -> tuple[Place, ...]:
        parts = [p for p in _BETWEEN.split(text) if p and p != "中国"]
        if len(parts) == 1 and parts[0].isascii() and parts[0].isdigit():
            return self._lookup_code(parts[0])
        codes: tuple[str, ...] = ()
        for number, part in enumerate(parts):
            codes = self._below(codes, part) if number else self._named(part)
            if not codes:
                return ()
        return tuple(self._places[code] for code in sorted(codes))

    def _lookup_code(self, digits: str) -> tuple[Place, ...]:
        place = self._places.get(digits.ljust(6, "0")) if len(digits) in (2, 4, 6) else None
        return (place,) if place else ()

    def _named(self, name: str) -> tuple[str, ...]:
        known = self._all_names.get(name)
        if known:
            return known
        for cut in range(len(name) - 2, 1, -1):  # 四川省广元市
            above = self._all_names.get(name[:cut])
            below = self._below(above, name[cut:]) if above else ()
            if below:
                return below
        return ()

    def _below(self, above: tuple[str, ...], name: str) -> tuple[str, ...]:
        if NATION in above:
            return self._named(name)
        return tuple(
            code for code in self._every_code(name) if any(a in self.ancestors(code) for a in above)
        )

    def _every_code(self, name: str) -> tuple[str, ...]:
        """Codes of ``name`` at any standing: below its parent a short name is no weaker."""
        codes = {*self._named(name), *self.full.get(name, ()), *self.short.get(name, ())}
        return tuple(sorted(codes))


def _in_use(place: Place, year: int) -> bool:
    return (place.since or 0) <= year < (place.until or year + 1)


def _by_name(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    names: dict[str, list[str]] = {}
    for name, code in pairs:
        names.setdefault(name, []).append(code)
    return {name: tuple(sorted(set(codes))) for name, codes in names.items()}


def _numbered(division: Place) -> tuple[str, ...]:
    """第八师, 八师, 第8师, 8师."""
    number = str(int(division.code[2:4]))
    return (division.name, division.short, f"第{number}师", f"{number}师")


def _first_of(*ranked: Names) -> dict[str, tuple[str, ...]]:
    merged: dict[str, tuple[str, ...]] = {}
    for names in ranked:
        for name, codes in names.items():
            merged.setdefault(name, codes)
    return merged


@lru_cache(maxsize=1)
def load_gazetteer() -> Gazetteer:
    """Return the gazetteer of the committed tables, read once."""
    return Gazetteer(read_places(), read_zones(), read_former_names(), read_corps_cities())
