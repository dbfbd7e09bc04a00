"""Whether 市总工会 on a page means its home's, or that of a place the story itself names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from searchapp.ingest.place_context import UNION
from searchapp.ingest.place_resolution import ResolvedMention
from searchapp.ingest.region_home import Home
from searchapp.ingest.relative_terms import first_relative_term, kind_of
from searchapp.ingest.story_text import StoryText
from tokenizers.gazetteer import Gazetteer

_ACTS_AFTER = re.compile(rf"{UNION}|(?<=[市县区州旗])(?:委(?!员)|(?:人民)?政府|职工)")
_OFTEN = 2
_CITY = 2


def home_leads(
    story: StoryText, mentions: Sequence[ResolvedMention], home: Home, gazetteer: Gazetteer
) -> bool:
    """Return whether the home of the page goes before the places of its story.

    A union's or a government's own site speaks of itself. A newspaper of 南昌市 does too, unless
    its story has named another city that acts before it says 市总工会. An address leads only where
    the story names no place elsewhere: the editors of a province sit in its capital.
    """
    if home.own:
        return True
    claims = _claims(story, mentions, home, gazetteer)
    if home.office:
        return not claims
    kind = kind_of(home.code, gazetteer)
    same = (start for start, code in claims if kind_of(code, gazetteer) == kind)
    first = next(same, None)
    return first is None or first_relative_term(story.text, mentions, kind) < first


def _claims(
    story: StoryText, mentions: Sequence[ResolvedMention], home: Home, gazetteer: Gazetteer
) -> list[tuple[int, str]]:
    """Places elsewhere that the title or the story more than once names, or that act in it."""
    named = [(m, m.codes[0]) for m in mentions if len(m.codes) == 1]
    times = Counter(code for _, code in named)
    claims = []
    for resolved, code in named:
        place = gazetteer.place(code)
        if place is None or place.level < _CITY:
            continue
        if gazetteer.contains(home.code, code) or gazetteer.contains(code, home.code):
            continue
        mention = resolved.mention
        acts = _ACTS_AFTER.match(story.text, mention.end)
        if acts or mention.start < story.title_end or times[code] >= _OFTEN:
            claims.append((mention.start, code))
    return claims
