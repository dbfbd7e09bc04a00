"""Every place name on a page, longest first, before anybody decides what it means."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from searchapp.ingest.name_beginnings import NameBeginnings
from searchapp.ingest.place_context import (
    JOINT_AFTER,
    NO_PLACE_AFTER,
    SLOGAN_AFTER,
    ZONE_AFTER,
    in_newspaper_name,
    is_cut_wrong,
    starts_free,
)
from tokenizers.gazetteer import Gazetteer

FULL, SHORT, ZONE, JOINT = "full", "short", "zone", "joint"
_NUMBERED = len("14师")
_BEGINNING = 2
"""Every name is at least so long; few places of a text begin like one."""


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A name in a text and the codes it may mean; ``joint`` means all of them (川渝).

    ``generic`` names (西区, 城区) are used by places that are no divisions too: they need
    support from the page even where the gazetteer has only one.
    """

    start: int
    end: int
    text: str
    kind: str
    codes: tuple[str, ...]
    generic: bool = False
    weight: float = 1.0
    """How sure it is that the name stands for the place here."""


class NameMatcher:
    """Finds the longest name at every place of a text."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        zones = {name: (ZONE, (zone.host,)) for name, zone in gazetteer.zones.items()}
        shorts = {name: (SHORT, codes) for name, codes in gazetteer.short.items()}
        fulls = {name: (FULL, codes) for name, codes in gazetteer.full.items()}
        corps = {
            name: (FULL if name[0] == "第" or len(name) > _NUMBERED else SHORT, codes)
            for name, codes in gazetteer.corps.items()
        }
        self._names: dict[str, tuple[str, tuple[str, ...]]] = {
            **shorts,
            **corps,
            **fulls,
            **zones,
        }
        lengths: dict[str, set[int]] = {}
        for name in self._names:
            lengths.setdefault(name[:_BEGINNING], set()).add(len(name))
        self._lengths = {start: sorted(sizes, reverse=True) for start, sizes in lengths.items()}
        self._beginnings = NameBeginnings(lengths)
        self._letters = gazetteer.letters
        self._generic = gazetteer.generic_names
        self._joint = re.compile(f"[{''.join(gazetteer.letters)}]{{2,4}}")

    def find(self, text: str) -> list[PlaceMention]:
        """Return the mentions in ``text``, in order, none inside another."""
        papers = in_newspaper_name(text)
        names = [
            m
            for m in self.find_all(text)
            if not NO_PLACE_AFTER.match(text, m.end)
            and not any(a <= m.start < b for a, b in papers)
        ]
        taken = {i for m in names for i in range(m.start, m.end)}
        joint = [m for m in self._joint_in(text) if taken.isdisjoint(range(m.start, m.end))]
        return sorted([*names, *joint], key=lambda m: m.start)

    def find_all(self, text: str) -> Iterator[PlaceMention]:
        """Yield every name in ``text``, also in names of streets and newspapers."""
        before = -1
        for start in self._beginnings.find(text):
            if start < before:
                continue
            mention = self._at(text, start, chained=before == start)
            if mention is not None:
                yield mention
                before = mention.end

    def _at(self, text: str, start: int, *, chained: bool) -> PlaceMention | None:
        for length in self._lengths.get(text[start : start + _BEGINNING], ()):
            name = text[start : start + length]
            known = self._names.get(name)
            if known is None or is_cut_wrong(text, start, name):
                continue
            kind, codes = known
            if kind == FULL and length == 2 and not (chained or starts_free(text, start)):
                continue
            generic = name in self._generic or (length == 2 and name.endswith("区"))
            mention = PlaceMention(start, start + length, name, kind, codes, generic)
            return _with_zone(text, mention)
        return None

    def _joint_in(self, text: str) -> Iterator[PlaceMention]:
        for match in self._joint.finditer(text):
            start, end = match.span()
            if JOINT_AFTER.match(text, end) and not SLOGAN_AFTER.match(text, end):
                codes = tuple(self._letters[c] for c in match.group())
                if len(set(codes)) == len(codes):
                    yield PlaceMention(start, end, match.group(), JOINT, codes)


def _with_zone(text: str, mention: PlaceMention) -> PlaceMention:
    """The mention, made longer by a zone's kind after it (株洲 + 高新区)."""
    zone = ZONE_AFTER.match(text, mention.end) if mention.kind != ZONE else None
    if zone is None or mention.text.endswith("省"):
        return mention
    name = text[mention.start : zone.end()]
    return replace(mention, end=zone.end(), text=name, kind=ZONE)


@lru_cache(maxsize=4)
def name_matcher(gazetteer: Gazetteer) -> NameMatcher:
    """Return the matcher of ``gazetteer``, built once."""
    return NameMatcher(gazetteer)
