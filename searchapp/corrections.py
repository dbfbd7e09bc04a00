"""What staff decided, carried over what the rules read: a correction always wins.

A correction names a field and the value that holds instead: the ``title``; the ``date`` in ISO with
the precision it has, or ``none``; the codes of all regions the story is about (``region``); id,
name and role of all organizations it is counted for (``org``). None gives a field back to the
rules. Later corrections replace earlier ones field by field.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from index.query import UNKNOWN
from searchapp.article import (
    DateFact,
    Decision,
    Extraction,
    OrganizationFact,
    RegionFact,
)
from searchapp.clock import clock

FIELDS = ("title", "date", "region", "org")
"""What can be corrected."""
COUNTED_ROLES = ("publisher", "about")
"""Roles by which an organization is in the facet; the merely mentioned are not."""
_PRECISIONS = {4: "year", 7: "month", 10: "day"}


@dataclass(frozen=True, slots=True)
class Correction:
    """The correction of one field that holds now, and the decision it was made by."""

    field: str
    value: Any
    decision: Decision


def corrections(decisions: Iterable[Decision]) -> tuple[Correction, ...]:
    """Return the corrections that hold, in the order of ``FIELDS``."""
    holding: dict[str, Correction] = {}
    for decision in decisions:
        for field, value in decision.changes.items():
            holding[field] = Correction(field, value, decision)
    found = (holding[field] for field in FIELDS if field in holding)
    return tuple(one for one in found if one.value is not None)


def corrected(read: Extraction, decisions: Iterable[Decision]) -> Extraction:
    """Return what the rules ``read`` with the decisions carried over it."""
    for correction in corrections(decisions):
        read = _CARRY[correction.field](read, correction)
    return read


def evidence(decision: Decision) -> str:
    """Return who corrected a fact, when and why, in the words shown as its evidence."""
    note = f"，{decision.note}" if decision.note else ""
    return f"人工校正（{decision.made_by}，{clock(decision.made_at)[:10]}{note}）"


def _title(read: Extraction, correction: Correction) -> Extraction:
    return replace(read, title=correction.value, title_inferred=False)


def _date(read: Extraction, correction: Correction) -> Extraction:
    value = correction.value
    if value == UNKNOWN:
        return replace(read, date=None)
    fact = DateFact(value, _PRECISIONS[len(value)], evidence(correction.decision))
    return replace(read, date=fact)


def _regions(read: Extraction, correction: Correction) -> Extraction:
    seen = evidence(correction.decision)
    about = tuple(RegionFact(code, "about", seen) for code in correction.value)
    others = tuple(fact for fact in read.regions if fact.role != "about")
    return replace(read, regions=(*about, *others))


def _organizations(read: Extraction, correction: Correction) -> Extraction:
    seen = evidence(correction.decision)
    counted = tuple(
        OrganizationFact(one["id"], one["name"], one["role"], False, seen)
        for one in correction.value
    )
    ids = {fact.id for fact in counted}
    others = tuple(
        fact for fact in read.organizations if fact.role not in COUNTED_ROLES and fact.id not in ids
    )
    return replace(read, organizations=(*counted, *others))


_CARRY = {"title": _title, "date": _date, "region": _regions, "org": _organizations}
