"""Every union organization on a page, found at the end of its name and read to the left."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from searchapp.ingest.organization_context import (
    COMPANY_END,
    FOREIGN,
    GENERIC_NOUN,
    OFFICE_BEFORE,
    PLURAL_BEFORE,
    TOWN_BEFORE,
    UNIT_BEFORE,
    noun_before,
)
from searchapp.ingest.organization_kinds import (
    BASIC,
    FEDERATION,
    Suffix,
    known_organizations,
    known_pattern,
    sector_pattern,
    suffix_pattern,
    suffixes,
)
from searchapp.ingest.organization_names import corps_city_name, division_name
from searchapp.ingest.place_context import COUNTED
from searchapp.ingest.place_mentions import FULL, JOINT, ZONE, name_matcher
from searchapp.ingest.place_resolution import ResolvedMention, chain_begins
from searchapp.ingest.regions import RegionReading
from searchapp.ingest.relative_places import RelativePlaces
from searchapp.ingest.story_text import StoryText
from searchapp.ingest.towns import town_counties
from tokenizers.gazetteer import NATION, Gazetteer

_AND = "、和与及"
_JOINT_BEFORE = re.compile(rf"{COUNTED}$")
_LONGEST_COUNT = len("等三个县市区")
_WINDOW = 26
_LONGEST_NOUN = 18
_BARE = len("行业")
_PLACE = "某"
_SHORTEST_SURE = 2
"""Characters a place's name has more of where it cannot be two words that meet: 和|平安."""
_FEDERATION = Suffix(FEDERATION, FEDERATION, "place")


@dataclass(frozen=True, slots=True)
class OrganizationMention:
    """An organization and where it stands; ``literal`` if the page itself says its name."""

    start: int
    end: int
    name: str
    code: str | None
    kind: str
    literal: bool


class OrganizationFinder:
    """Finds the organizations of one page."""

    def __init__(self, story: StoryText, reading: RegionReading, gazetteer: Gazetteer) -> None:
        self._text = story.text
        self._gazetteer = gazetteer
        self._by_end = {m.mention.end: m for m in reading.mentions}
        self._begins = chain_begins(reading.mentions)
        self._places = reading.mentions
        self._relative = RelativePlaces(gazetteer, reading)

    def find(self) -> list[OrganizationMention]:
        """Return the mentions in order of the text."""
        found = list(self._known())
        taken = {i for m in found for i in range(m.start, m.end)}
        for match in suffix_pattern().finditer(self._text):
            if taken.isdisjoint(range(*match.span())):
                found += self._at(match)
        return sorted(found, key=lambda m: (m.start, m.end))

    def _known(self) -> Iterator[OrganizationMention]:
        for match in known_pattern().finditer(self._text):
            known = known_organizations()[match.group()]
            literal = match.group() == known.name
            yield OrganizationMention(*match.span(), known.name, known.code, known.kind, literal)

    def _at(self, match: re.Match[str]) -> Iterator[OrganizationMention]:
        """The organizations whose name ends at ``match``: several if it is shared (、)."""
        end = match["end"] or match["union"]
        suffix = suffixes()[end] if end else _FEDERATION
        whole = self._by_place(match, suffix) or self._by_words(match, suffix)
        yield from whole
        body = suffixes()[match["body"]] if match["body"] else None
        if body is not None and whole:
            last = whole[0]
            name = last.name + body.form
            yield OrganizationMention(
                last.start, match.end(), name, last.code, body.kind, last.literal
            )

    # -- a division stands before --------------------------------------------------------------

    def _by_place(self, match: re.Match[str], suffix: Suffix) -> list[OrganizationMention]:
        start = match.start()
        joint = _JOINT_BEFORE.search(self._text, max(0, start - _LONGEST_COUNT), start)
        resolved = self._by_end.get(joint.start() if joint else start)
        found: list[OrganizationMention] = []
        while resolved is not None:
            organization = self._of_place(resolved, match, suffix)
            if organization is None:
                break
            found.append(organization)
            begin = self._begins[resolved.mention.start]
            listed = begin > 0 and self._text[begin - 1] in _AND
            resolved = self._by_end.get(begin - 1) if listed else None
        return found

    def _of_place(
        self, resolved: ResolvedMention, match: re.Match[str], suffix: Suffix
    ) -> OrganizationMention | None:
        mention = resolved.mention
        if len(resolved.codes) != 1 or mention.kind == JOINT or resolved.codes[0] == NATION:
            return None
        if match["union"]:
            suffix = _FEDERATION  # 广元工会 is 广元市总工会
        code = resolved.codes[0]
        name, kind = self._written(mention.text, code), suffix.kind
        if mention.kind == ZONE and not self._is_same(mention.text):
            name = mention.text
            kind = f"园区{kind}"
        literal = mention.kind in (FULL, ZONE) and not match["union"] and not match["brief"]
        begin, end = self._begins[mention.start], match.end("end") if match["end"] else match.end()
        return OrganizationMention(begin, end, name + suffix.form, code, kind, literal)

    def _written(self, text: str, code: str) -> str:
        """The name of the division ``text`` stands for: 师市 has its city's in it."""
        city = self._gazetteer.place(self._gazetteer.corps_cities.get(code, ""))
        if city is not None and (text == "师市" or city.short in text):
            return corps_city_name(code, self._gazetteer)
        return division_name(code, self._gazetteer)

    def _is_same(self, zone: str) -> bool:
        known = self._gazetteer.zones.get(zone)
        return known is not None and known.same

    # -- other words stand before ---------------------------------------------------------------

    def _by_words(self, match: re.Match[str], suffix: Suffix) -> list[OrganizationMention]:
        left = self._text[max(0, match.start() - _WINDOW) : match.start()]
        if PLURAL_BEFORE.search(left) or match.start() in self._by_end:
            return []
        organization = (
            self._of_town(left, match, suffix)
            or (self._of_unit(left, match, suffix) if suffix.needs == "place" else None)
            or (self._of_sector(left, match, suffix) if suffix.needs == "noun" else None)
            or (self._of_noun(left, match, suffix) if suffix.needs == "noun" else None)
        )
        return [organization] if organization else []

    def _of_unit(
        self, left: str, match: re.Match[str], suffix: Suffix
    ) -> OrganizationMention | None:
        """市总工会, and 市人大常委会副主任、总工会主席."""
        office = OFFICE_BEFORE.search(left) if suffix.kind == FEDERATION else None
        end = match.start() - (len(left) - office.start() if office else 0)
        code, start = self._division_ending(end)
        if code is None:
            return None
        name = self._written(self._text[start:end], code) + suffix.form
        start = match.start() if office else start
        stop = match.end("end") if match["end"] else match.end()
        return OrganizationMention(start, stop, name, code, suffix.kind, literal=False)

    def _division_ending(self, end: int) -> tuple[str | None, int]:
        resolved = self._by_end.get(end)
        if resolved is not None:
            code = resolved.codes[0] if len(resolved.codes) == 1 else None
            return code, self._begins[resolved.mention.start]
        unit = UNIT_BEFORE.search(self._text, max(0, end - 3), end)
        if unit is None:
            return None, end
        return self._relative.resolve(unit.group(), unit.start()), unit.start()

    def _of_town(
        self, left: str, match: re.Match[str], suffix: Suffix
    ) -> OrganizationMention | None:
        """尧塘街道总工会, 汉寿县某镇工会."""
        town = noun_before(left)
        if not TOWN_BEFORE.search(town) or suffix.needs == "union" or "所在" in town:
            return None
        start = match.start() - len(town)
        inside = [m for m in self._places if start <= m.mention.start < match.start()]
        inside = [m for m in inside if m.mention.end < match.start()]
        code = self._relative.leaf()
        if inside:
            code = inside[-1].codes[0] if len(inside[-1].codes) == 1 else None
            start = self._begins[inside[-1].mention.start]
            town = self._text[inside[-1].mention.end : match.start()]
        if not 3 <= len(town) <= 6:
            return None
        above = division_name(code, self._gazetteer) if code else ""
        form = FEDERATION if match["union"] else suffix.form
        return OrganizationMention(
            start, match.end(), above + town + form, code, "乡镇街道工会", True
        )

    def _of_noun(
        self, left: str, match: re.Match[str], suffix: Suffix
    ) -> OrganizationMention | None:
        """大庆油田工会, “动力谷”产业工会联合会."""
        noun = self._noun_before(left, match.start())
        start = match.start() - len(noun)
        first = next((m for m in self._places if start <= m.mention.start < match.start()), None)
        if first is not None and first.mention.start == start:
            noun = self._text[self._begins[start] : match.start()]
            start = self._begins[start]
        rest = noun.removeprefix(self._text[start : first.mention.end]) if first else noun
        headed = rest != noun and rest.endswith(("公司", "行业")) and len(rest) > _BARE
        headed |= first is not None and first.mention.start >= start and noun.endswith("公司")
        if FOREIGN.match(noun) or not 2 <= len(noun) <= _LONGEST_NOUN:
            return None
        if GENERIC_NOUN.search(noun) and not headed:
            return None
        if suffix.kind == BASIC and not COMPANY_END.search(noun):
            return None
        sure = first is not None and len(first.codes) == 1
        code = first.codes[0] if first is not None and sure else None
        if first is None and (code := self._county_of_town(noun)):
            noun = division_name(code, self._gazetteer) + noun
        return OrganizationMention(start, match.end(), noun + suffix.form, code, suffix.kind, True)

    def _county_of_town(self, noun: str) -> str | None:
        """Return the county of the town that ``noun`` begins with, if only one has such a town
        and the page is about no other: 钟管镇干山村."""
        towns = town_counties(noun, self._gazetteer)
        if not towns or towns[0].start:
            return None
        return towns[0].code if self._relative.leaf() in (None, towns[0].code) else None

    def _noun_before(self, left: str, end: int) -> str:
        """Return the noun phrase at the end of ``left``; what looks like a verb or particle in the
        name of a place (呼和浩特) ends none."""
        for name in name_matcher(self._gazetteer).find_all(left):
            if len(name.text) > _SHORTEST_SURE or end - len(left) + name.start in self._begins:
                hidden = _PLACE * len(name.text)
                left = left[: name.start] + hidden + left[name.start + len(hidden) :]
        noun = noun_before(left)
        return self._text[end - len(noun) : end]

    def _of_sector(
        self, left: str, match: re.Match[str], suffix: Suffix
    ) -> OrganizationMention | None:
        """市快递行业工会联合会, 外卖配送行业工会联合会: that of the page's city or county."""
        noun = noun_before(left)
        unit = UNIT_BEFORE.match(noun[:1])
        sector = noun[1:] if unit else noun
        if not sector_pattern().fullmatch(sector):
            return None
        start = match.start() - len(noun)
        code = self._relative.resolve(noun[0], start) if unit else self._relative.leaf()
        if code is None or any(start <= m.mention.start < match.start() for m in self._places):
            return None
        name = division_name(code, self._gazetteer) + sector + suffix.form
        return OrganizationMention(start, match.end(), name, code, suffix.kind, literal=False)
