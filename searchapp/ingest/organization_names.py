"""Names and ids of organizations: one way to write each."""

from __future__ import annotations

from searchapp.ingest.organization_kinds import FEDERATION
from tokenizers.gazetteer import NATION, Gazetteer, Place
from tokenizers.slug import slug

_COUNTY = 3


def organization_id(name: str, code: str | None, kind: str) -> str:
    """Return the id: ``510800-zgh`` for the federation of a division, else the division's code
    (``000000`` if none) and a short form of the name.

    >>> organization_id("广元市总工会", "510800", "总工会")
    '510800-zgh'
    """
    if kind == FEDERATION and code:
        return f"{code}-zgh"
    return f"{code or NATION}-{slug(name)}"


def division_name(code: str, gazetteer: Gazetteer) -> str:
    """Return a division's name as organizations bear it: a district after its city (重庆市合川区),
    also a county whose name another one shares; counties, county-level cities and banners bare.
    """
    place = gazetteer.place(code)
    if place is None:
        return ""
    parent = gazetteer.place(place.parent) if place.parent else None
    if parent is None or (place.level < _COUNTY and not _is_corps(place)):
        return place.name
    shared = len(gazetteer.full.get(place.name, ())) > 1
    if place.name.endswith("区") or shared or _is_corps(place):
        return parent.name + place.name
    return place.name


def corps_city_name(code: str, gazetteer: Gazetteer) -> str:
    """Return a division of the Corps with the city it is one with (第八师石河子市); without one,
    as ``division_name`` has it."""
    division = gazetteer.place(code)
    city = gazetteer.place(gazetteer.corps_cities.get(code, ""))
    if division is None or city is None:
        return division_name(code, gazetteer)
    return division.name + city.name


def _is_corps(place: Place) -> bool:
    return place.code.startswith("66")
