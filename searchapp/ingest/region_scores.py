"""Which places a story is about: points for every mention, by where and how it stands."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from searchapp.ingest.home_claim import home_leads
from searchapp.ingest.place_context import (
    EVENT_BEFORE,
    HONOR_AFTER,
    ORIGIN_BEFORE,
    STATION_AFTER,
    UNION,
)
from searchapp.ingest.place_mentions import FULL, JOINT, SHORT
from searchapp.ingest.place_resolution import ResolvedMention, chain_begins
from searchapp.ingest.region_home import Home
from searchapp.ingest.relative_terms import first_relative_term, kind_of, relative_terms
from searchapp.ingest.story_text import StoryText
from searchapp.ingest.trips import trip_destinations
from tokenizers.gazetteer import NATION, Gazetteer

_TITLE, _LEAD, _LATER = 5.0, 2.0, 1.0
_ACTS, _EVENT, _ORIGIN = 1.5, 3.0, 0.2
_HOME, _HOME_TERMS = 3.0, 6
_KEEP = 0.4
_ENOUGH = 1.0
_COUNTY = 3
_OPENING = 14
"""Characters of a lead before its subject: the day, 为进一步 …"""
_UNION_AFTER = re.compile(UNION)
_AGREES = 1.0
_MET_AFTER = re.compile(r"(?:召开|举[行办]|开幕|闭幕|落幕)")
"""After the place where a meeting of the whole country is: it says no more of the story."""
_NATIONAL = re.compile(r"(?:中华)?全国总工会|(?<![安健])全总(?![面结体量])")
_HONOR_AFTER = re.compile(
    r"(?![^，。！？：\s省市区县到在参]{0,30}(?:会议|推进会|座谈会|交流会|现场会|部署会|工作会|表彰大?会))"
    r"(?:五一|人大代表|政协委员|两会|首[个家批次创]|第[一二三]|领先|闻名|性|"
    r"[^，。！？：、“”\s]{0,12}?(?:模范|劳模|奖|先锋号|先进|优秀|标兵|示范|十佳|百佳|最美|书屋|之家|称号|竞赛|大赛|比赛))"
)
"""After 全国: an honor or a contest (全国劳动模范), no meeting of the whole country on it."""


@dataclass(slots=True)
class _Score:
    """Points of one place and its weightiest evidence."""

    total: float = 0.0
    first: int | None = None
    evidence: list[tuple[float, str]] = field(default_factory=list)

    def add(self, points: float, evidence: str, position: int) -> None:
        self.total += points
        self.first = position if self.first is None else self.first
        self.evidence.append((points, evidence))

    def words(self) -> str:
        best = sorted(self.evidence, key=lambda e: -e[0])
        return "；".join(dict.fromkeys(words for _, words in best[:3]))


class RegionScores:
    """The points of every place on one page."""

    def __init__(
        self,
        story: StoryText,
        mentions: Sequence[ResolvedMention],
        home: Home | None,
        gazetteer: Gazetteer,
    ) -> None:
        self._story = story
        self._mentions = mentions
        self._home = home
        self._gazetteer = gazetteer
        self._scores: dict[str, _Score] = defaultdict(_Score)
        self._undecided: dict[str, _Score] = defaultdict(_Score)
        self._kinds = relative_terms(story.text, mentions)
        self._begins = chain_begins(mentions)
        self._event_ends: set[int] = set()
        self._is_national_title = any(
            m.mention.start == 0 < story.title_end and NATION in m.codes for m in mentions
        )
        self._trips = trip_destinations(story.text, mentions, self._begins)
        self._stations = _stations(story.text, mentions)
        self.home_leads = home is None or home_leads(story, mentions, home, gazetteer)
        for number, resolved in enumerate(mentions):
            self._count(resolved, mentions[number + 1] if number + 1 < len(mentions) else None)
        self._count_home()

    def about(self) -> dict[str, str]:
        """Return the codes the story is about → evidence, weightiest first."""
        points = (*self._scores.values(), *self._undecided.values())
        strongest = max((s.total for s in points), default=0.0)
        if strongest < _ENOUGH or self._only_passing(strongest):
            return self._without_places()
        kept = {c for c, s in self._scores.items() if s.total >= _KEEP * strongest}
        leaves = [c for c in kept if self._stays(c, kept)]
        leaves.sort(key=lambda c: (-self._scores[c].total, self._scores[c].first, c))
        return {code: self._scores[code].words() for code in leaves}

    def _count(self, resolved: ResolvedMention, after: ResolvedMention | None) -> None:
        if self._says_nothing(resolved, after):
            return
        mention, text = resolved.mention, self._story.text
        acts = _UNION_AFTER.match(text, mention.end)
        end = acts.end() if acts and mention.kind != JOINT else mention.end
        points = self._place_points(mention.start, mention.end) * mention.weight
        points *= self._stress(resolved)
        begin = self._begins[mention.start]
        if ORIGIN_BEFORE.search(text, max(0, begin - 4), begin):
            points *= _ORIGIN
        quote = self._story.quote(mention.start, end)
        for code in resolved.codes:
            more = _AGREES if points and mention.weight < 1 and self._agrees(code) else 0.0
            self._scores[code].add(points + more, quote, mention.start)
        if not resolved.codes and not mention.generic:
            self._undecided[mention.text].add(points, quote, mention.start)

    def _stress(self, resolved: ResolvedMention) -> float:
        """How much a mention weighs: more where a union acts or an event is, little where a trip
        goes or a station is, nothing where it only says who gives an honor (广西五一劳动奖)."""
        mention, text = resolved.mention, self._story.text
        if _UNION_AFTER.match(text, mention.end) and mention.kind != JOINT:
            return _ACTS
        if mention.start in self._trips or mention.start in self._stations:
            return _ORIGIN
        if HONOR_AFTER.match(text, mention.end):
            return 0.0 if mention.kind == SHORT else _ORIGIN
        if self._is_national_title and _MET_AFTER.match(text, mention.end):
            return _ORIGIN
        event = mention.start >= self._story.title_end and self._is_event(resolved)
        return _EVENT if event else 1.0

    def _says_nothing(self, resolved: ResolvedMention, after: ResolvedMention | None) -> bool:
        """Of a chain only the last place is the one meant; 全国 may begin an honor."""
        end = resolved.mention.end
        if after is not None and after.chained and after.mention.start == end:
            return True
        return resolved.codes == (NATION,) and bool(_HONOR_AFTER.match(self._story.text, end))

    def _place_points(self, position: int, end: int) -> float:
        if position < self._story.title_end:
            dateline = position == 0 and self._story.text[end : end + 1] in (":", "：")
            return _LEAD if dateline else _TITLE
        return _LEAD if position < self._story.lead_end else _LATER

    def _is_event(self, resolved: ResolvedMention) -> bool:
        """Whether the story takes place there: 在墨玉县、洛浦县 …; cities are met in for any
        reason."""
        place = self._gazetteer.place(resolved.codes[0]) if len(resolved.codes) == 1 else None
        if place is None or place.level != _COUNTY or resolved.mention.kind != FULL:
            return False
        text, begin = self._story.text, self._begins[resolved.mention.start]
        listed = text[begin - 1 : begin] in ("、", "和") and begin - 1 in self._event_ends
        if not listed and not EVENT_BEFORE.search(text, max(0, begin - 3), begin):
            return False
        self._event_ends.add(resolved.mention.end)
        return True

    def _agrees(self, code: str) -> bool:
        """Whether the page speaks of its own 市 or 区 and this place is one: 淮北 + 市总工会."""
        return self._home is None and self._kinds[kind_of(code, self._gazetteer)] > 0

    def _count_home(self) -> None:
        if self._home is None or not self.home_leads:
            return
        terms = self._kinds[kind_of(self._home.code, self._gazetteer)]
        if terms:
            points = _HOME + min(_HOME_TERMS, terms)
            self._scores[self._home.code].add(points, self._home.evidence, len(self._story.text))

    def _only_passing(self, strongest: float) -> bool:
        """A national story that names places only on the side."""
        return strongest < 2 * _LEAD and self._is_national()

    def _is_national(self) -> bool:
        if self._kinds or "全" not in self._story.text:
            return False
        return _NATIONAL.search(self._story.text, 0, self._story.lead_end) is not None

    def _without_places(self) -> dict[str, str]:
        if self._is_national():
            spans = (m.span() for m in _NATIONAL.finditer(self._story.text))
            return {NATION: self._story.quote(*next(spans))}
        home = self._home
        place = self._gazetteer.place(home.code) if home and home.own else None
        if home is not None and place is not None and place.level > 1:
            return {home.code: home.evidence}
        return {}

    def _stays(self, code: str, kept: set[str]) -> bool:
        """Whether a place above another kept one is itself meant: it heads the title or acts
        at the head of the story."""
        if code == NATION:
            leads = any(code in m.codes and self._leads(m) for m in self._mentions)
            return leads or not (self._home is not None and self._home.own)
        if not any(code in self._gazetteer.ancestors(other) for other in kept):
            return True
        if self._home is not None and code == self._home.code and self._title_is_homes():
            return True
        return any(code in m.codes and self._heads(m) for m in self._mentions)

    def _title_is_homes(self) -> bool:
        """Whether the title begins with the home as its own people say it: 全市工会工作会议."""
        home = self._home.code if self._home else ""
        kind = kind_of(home, self._gazetteer)
        return first_relative_term(self._story.text, self._mentions, kind) == 0

    def _leads(self, resolved: ResolvedMention) -> bool:
        """Whether 全国 stands in the title or begins the story; on a union's own site it else only
        says what was passed on (传达全国总工会会议精神)."""
        start, begins = resolved.mention.start, self._story.title_end
        return start < begins or len(self._story.text[begins:start].strip()) <= _OPENING

    def _heads(self, resolved: ResolvedMention) -> bool:
        text, mention = self._story.text, resolved.mention
        if mention.kind == SHORT or not _UNION_AFTER.match(text, mention.end):
            return False
        begin = self._begins[mention.start]
        if begin == 0:
            return True
        lead = text[self._story.title_end : begin]
        return len(lead) <= _OPENING and "工会" not in lead and begin >= self._story.title_end


def _stations(text: str, mentions: Sequence[ResolvedMention]) -> frozenset[int]:
    """Return the starts of the mentions that name stations; of none where nothing else is named:
    then the story is at the station."""
    found = {m.mention.start for m in mentions if STATION_AFTER.match(text, m.mention.end)}
    others = any(m.codes and m.mention.start not in found for m in mentions)
    return frozenset(found if others else ())
