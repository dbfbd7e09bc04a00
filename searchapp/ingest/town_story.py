"""Stories that name their town or street and not the county it lies in."""

from __future__ import annotations

import re
from collections.abc import Sequence

from searchapp.ingest.place_resolution import ResolvedMention
from searchapp.ingest.relative_terms import kind_of, relative_terms
from searchapp.ingest.story_text import StoryText
from searchapp.ingest.towns import TownCounty, town_counties
from tokenizers.gazetteer import NATION, Gazetteer

_VISITED = re.compile("[到来赴临]我(?P<kind>[市县区旗])")
_COUNTY = 3


def by_their_towns(
    story: StoryText,
    about: dict[str, str],
    mentions: Sequence[ResolvedMention],
    home: str | None,
    gazetteer: Gazetteer,
) -> dict[str, str]:
    """Return what a story is about, with the county its towns lie in where it names none itself.

    Only one county may be meant, and nothing else known may speak against it: it lies in what the
    story is about, or the story is about nothing and the page at home around it or nowhere.
    """
    if NATION in about or any(_is_county(code, gazetteer) for code in about):
        return about
    county = _only_county(story, gazetteer)
    if county is None or any(county.code in m.codes for m in mentions):
        return about
    evidence = story.quote(county.start, county.end)
    if not about:
        fits = home is None or gazetteer.contains(home, county.code)
        return {county.code: evidence} if fits else about
    above = [code for code in about if gazetteer.contains(code, county.code)]
    if len(about) > 1 or not above or not _speaks_for(story, county, mentions, gazetteer):
        return about
    return {county.code: evidence}


def _only_county(story: StoryText, gazetteer: Gazetteer) -> TownCounty | None:
    counties = town_counties(story.text, gazetteer)
    return counties[0] if len(counties) == 1 else None


def _speaks_for(
    story: StoryText,
    county: TownCounty,
    mentions: Sequence[ResolvedMention],
    gazetteer: Gazetteer,
) -> bool:
    """Whether the page speaks of its own 区, 县 or 旗; 市 may be the city around, unless its
    people come to visit: 到我市."""
    kind = kind_of(county.code, gazetteer)
    if kind == "市":
        return any(visit["kind"] == kind for visit in _VISITED.finditer(story.text))
    return relative_terms(story.text, mentions)[kind] > 0


def _is_county(code: str, gazetteer: Gazetteer) -> bool:
    place = gazetteer.place(code)
    return place is not None and place.level >= _COUNTY
