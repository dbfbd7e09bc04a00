"""Names in a staff list → the region, organization or source each stands for, or why none."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from index.said import said
from searchapp.desk import Desk
from searchapp.errors import Candidate
from tokenizers.folding import fold

FEDERATION = "总工会"
MAX_CANDIDATES = 6


class Standing(StrEnum):
    """How a name was read: as one value, as one nothing has, as several, as nothing."""

    FOUND = "found"
    ABSENT = "absent"
    AMBIGUOUS = "ambiguous"
    UNREAD = "unread"


@dataclass(frozen=True, slots=True)
class Reading:
    """One name as read. ``value`` is the facet value to count by; None when it cannot be."""

    text: str
    facet: str
    standing: Standing
    value: str | None = None
    label: str = ""
    note: str = ""
    candidates: tuple[Candidate, ...] = ()
    exact: bool = False
    """Whether the name as written is a unit's, or several units' own."""


def read_unit(text: str, facet: str, desk: Desk) -> Reading:
    """Return how ``text`` is read as a value of ``facet`` (region, org or source). Nothing is
    guessed: a name that only resembles others is ambiguous, and they are its candidates."""
    if facet == "region":
        return read_region(text, desk)
    return read_organization(text, desk) if facet == "org" else read_source(text, desk)


def read_region(text: str, desk: Desk) -> Reading:
    """Return the region of a name, path or code."""
    places = desk.gazetteer.lookup(text)
    if len(places) == 1:
        label = " ".join(desk.gazetteer.path(places[0].code))
        return Reading(text, "region", Standing.FOUND, places[0].code, label)
    if not places:
        note = said("没有这个地区，未计。请写省、市、区县的名称或六位代码。")
        return Reading(text, "region", Standing.UNREAD, note=note)
    found = tuple(Candidate(p.code, " ".join(desk.gazetteer.path(p.code))) for p in places)
    return _ambiguous(text, "region", found)


def read_organization(text: str, desk: Desk) -> Reading:
    """Return the organization of a full name or id; 某地总工会 is known by its region alone."""
    known = desk.store.organizations([text])
    if known:
        return Reading(text, "org", Standing.FOUND, text, known[text])
    similar = desk.store.find_organizations(text)
    exact = [pair for pair in similar if fold(pair[1]) == fold(text)]
    if len(exact) == 1:
        return Reading(text, "org", Standing.FOUND, *exact[0])
    federation = _federation(text, desk)
    if federation and not exact:
        return federation
    candidates = tuple(Candidate(*pair) for pair in exact or similar)
    if candidates:
        return replace(_ambiguous(text, "org", candidates), exact=bool(exact))
    return Reading(text, "org", Standing.ABSENT, text, text, said("所收报道中没有这个单位"))


def _federation(text: str, desk: Desk) -> Reading | None:
    if not text.endswith(FEDERATION):
        return None
    places = desk.gazetteer.lookup(text.removesuffix(FEDERATION))
    # The id that ingest gives to the federation of a division.
    ids = [f"{place.code}-zgh" for place in places]
    names = desk.store.organizations(ids)
    if len(ids) == 1 and ids[0] in names:
        return Reading(text, "org", Standing.FOUND, ids[0], names[ids[0]])
    if len(ids) == 1:
        note = said("所收报道中没有这个单位")
        return Reading(text, "org", Standing.ABSENT, ids[0], text, note, exact=True)
    if ids:
        pairs = zip(ids, places, strict=True)
        found = tuple(Candidate(i, names.get(i) or _full(p.code, desk)) for i, p in pairs)
        return replace(_ambiguous(text, "org", found), exact=True)
    return None


def _full(code: str, desk: Desk) -> str:
    return "".join(desk.gazetteer.path(code)) + FEDERATION


def read_source(text: str, desk: Desk) -> Reading:
    """Return the publishing site of a name or id."""
    known = desk.store.sources([text])
    if known:
        return Reading(text, "source", Standing.FOUND, text, known[text])
    similar = desk.store.find_sources(text)
    exact = [pair for pair in similar if fold(pair[1]) == fold(text)]
    if len(exact) == 1:
        return Reading(text, "source", Standing.FOUND, *exact[0])
    if similar:
        return _ambiguous(text, "source", tuple(Candidate(*pair) for pair in exact or similar))
    return Reading(text, "source", Standing.ABSENT, text, text, said("所收报道中没有这个来源"))


def _ambiguous(text: str, facet: str, candidates: tuple[Candidate, ...]) -> Reading:
    note = said("可能是 {total} 个，未计。请改写为其中一个。", total=len(candidates))
    return Reading(
        text,
        facet,
        Standing.AMBIGUOUS,
        note=note,
        candidates=candidates[:MAX_CANDIDATES],
    )
