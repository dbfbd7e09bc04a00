"""Which short names (广元, 合川) stand for a place where they stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from searchapp.ingest.person_names import is_person
from searchapp.ingest.place_context import (
    COMPANY_AFTER,
    COUNTED_LIST,
    EVENT_BEFORE,
    HOME_AFTER,
    PLACE_AFTER,
)
from searchapp.ingest.place_mentions import FULL, SHORT, PlaceMention
from searchapp.ingest.story_text import StoryText
from tokenizers.gazetteer import Gazetteer

_PASSING = 0.5
_HINT = 0.3
_NUMERALS = "一二三四五六七八九"
_LIST = "、和与及,，"
_CITY = 2
_HAN = re.compile(r"[\u4e00-\u9fff]")


class ShortNames:
    """Judges the short names of one page."""

    def __init__(
        self,
        gazetteer: Gazetteer,
        story: StoryText,
        mentions: Sequence[PlaceMention],
        home: str | None,
    ) -> None:
        self._gazetteer = gazetteer
        self._story = story
        self._mentions = mentions
        self._near = {home, *gazetteer.ancestors(home)} if home else set()
        self._known = {c for m in mentions if m.kind == FULL for c in m.codes} | self._near
        self._home = home
        self._counted = self._in_counted_lists()
        self._persons = {
            story.text[m.start - 1 : m.end]
            for m in mentions
            if m.kind == SHORT and is_person(story.text, m.start, m.end)
        }

    def accepted(self) -> list[PlaceMention]:
        """Return the mentions without the short names that are no places here."""
        kept: list[PlaceMention] = []
        for number in range(len(self._mentions) - 1, -1, -1):
            mention = self._eligible(self._mentions[number])
            weight = self._weight(mention, number, kept[-1] if kept else None)
            if weight:
                kept.append(
                    mention if weight == mention.weight else replace(mention, weight=weight)
                )
        return kept[::-1]

    def _in_counted_lists(self) -> dict[int, str]:
        """Return where the short names stand that are counted as places, and what they are
        called together: 共和、贵德、同德三|县."""
        shorts = {m.start: m.end for m in self._mentions if m.kind == SHORT}
        found: dict[int, str] = {}
        for start, end in shorts.items():
            listed = COUNTED_LIST.match(self._story.text, end)
            if listed is not None:
                others = [at for at in shorts if end < at < listed.start("count")]
                if len(others) == _NUMERALS.find(listed["count"].replace("两", "二")):
                    found |= dict.fromkeys((start, *others), listed["kind"] or "")
        return found

    def _eligible(self, mention: PlaceMention) -> PlaceMention:
        """An everyday word may be a city, not a county (西安 is no 西安区); of places counted as
        cities each is one."""
        if mention.kind != SHORT:
            return mention
        places = [p for code in mention.codes if (p := self._gazetteer.place(code))]
        if mention.start in self._counted:
            chosen = [p.code for p in places if p.name.endswith(self._counted[mention.start])]
        elif mention.text in self._gazetteer.ambiguous_short_names:
            chosen = [p.code for p in places if p.level <= _CITY]
        else:
            return mention
        return replace(mention, codes=tuple(chosen)) if chosen else mention

    def _weight(self, mention: PlaceMention, number: int, after: PlaceMention | None) -> float:
        if mention.kind != SHORT or mention.start in self._counted:
            return 1.0
        text, end = self._story.text, mention.end
        direct = PLACE_AFTER.match(text, end) is not None
        everyday = mention.text in self._gazetteer.ambiguous_short_names
        chained = self._continues(mention, number) or self._is_continued(mention, after)
        if chained and (direct or not everyday or not _HAN.match(text, end)):
            return 1.0
        if everyday and not (direct and self._is_city(mention)):
            return 0.0
        if text[mention.start - 1 : end] in self._persons:
            return 0.0
        if direct:
            return 1.0
        if COMPANY_AFTER.match(text, end):
            return 0.0
        if after and after.kind == SHORT and text[end : after.start] in tuple(_LIST):
            return after.weight
        return self._weight_alone(mention)

    def _weight_alone(self, mention: PlaceMention) -> float:
        text, start, end = self._story.text, mention.start, mention.end
        if self._known.intersection(mention.codes):
            return 1.0
        heads = start == 0 and text[end : end + 1] in ("：", ":", "|", "丨")
        nearby = any(self._home in self._gazetteer.ancestors(c) for c in mention.codes)
        if heads or (nearby and start < self._story.title_end):
            return 1.0
        if self._is_city(mention):
            event = EVENT_BEFORE.search(text, max(0, start - 3), start)
            titled = start < self._story.title_end
            return 1.0 if titled else _HINT if event else _PASSING
        if nearby:
            return _PASSING
        hint = HOME_AFTER.match(text, end) and len(mention.codes) == 1
        return _PASSING if hint else 0.0

    def _continues(self, mention: PlaceMention, number: int) -> bool:
        """Whether the place before goes on here: 辽宁|本溪."""
        before = self._mentions[number - 1] if number else None
        return before is not None and before.end == mention.start and self._below(before, mention)

    def _is_continued(self, mention: PlaceMention, after: PlaceMention | None) -> bool:
        return after is not None and after.start == mention.end and self._below(mention, after)

    def _below(self, above: PlaceMention, mention: PlaceMention) -> bool:
        return any(set(above.codes) & set(self._gazetteer.ancestors(c)) for c in mention.codes)

    def _is_city(self, mention: PlaceMention) -> bool:
        places = (self._gazetteer.place(code) for code in mention.codes)
        return any(place is not None and place.level <= _CITY for place in places)
