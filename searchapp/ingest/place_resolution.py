"""Which place a name means, from what stands beside it and on the rest of the page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from searchapp.ingest.place_mentions import FULL, JOINT, SHORT, PlaceMention
from searchapp.ingest.towns import by_towns
from tokenizers.gazetteer import Gazetteer

_CORPS, _THE_CORPS, _XINJIANG = "66", "660000", ("650000",)


@dataclass(frozen=True, slots=True)
class ResolvedMention:
    """A mention and the codes it means on this page: none if nothing decides (未定)."""

    mention: PlaceMention
    codes: tuple[str, ...]
    chained: bool = False
    """Whether it continues the place before it (四川省|广元市)."""


class PlaceResolver:
    """Resolves the mentions of one page."""

    def __init__(
        self,
        gazetteer: Gazetteer,
        mentions: Sequence[PlaceMention],
        home: str | None,
        office: str | None = None,
        text: str = "",
    ) -> None:
        self._gazetteer = gazetteer
        self._text = text
        self._home = home
        self._office = office
        self._mentions = mentions
        self._corps = self._divisions_of_cities()
        sure = (m for m in mentions if m.kind == FULL and not m.generic and len(m.codes) == 1)
        self._sure = Counter(m.codes[0] for m in sure)

    def resolve(self) -> tuple[ResolvedMention, ...]:
        """Return the mentions with their meaning, in order."""
        resolved: list[ResolvedMention] = []
        for mention in self._mentions:
            before = resolved[-1] if resolved else None
            resolved.append(self._one(mention, before))
        return tuple(resolved)

    def _divisions_of_cities(self) -> dict[str, str]:
        """City → the division of the Corps it is one with, on pages of the Corps: there 石河子市
        is 第八师石河子市."""
        codes = {c for m in self._mentions for c in m.codes} | {self._home or ""}
        if not any(code.startswith(_CORPS) for code in codes):
            return {}
        return {city: division for division, city in self._gazetteer.corps_cities.items()}

    def _one(self, mention: PlaceMention, before: ResolvedMention | None) -> ResolvedMention:
        if mention.kind == JOINT:
            return ResolvedMention(mention, mention.codes)
        if before is not None and before.mention.end == mention.start and before.codes:
            below = [c for c in self._any_standing(mention) if self._below(before.codes, c)]
            if below:
                return ResolvedMention(mention, self._highest(below), chained=True)
        if len(mention.codes) == 1 and not mention.generic:
            code = mention.codes[0]
            return ResolvedMention(mention, (self._corps.get(code, code),))
        return ResolvedMention(mention, self._by_page(mention))

    def _any_standing(self, mention: PlaceMention) -> tuple[str, ...]:
        if mention.kind != SHORT:
            return mention.codes
        return (*mention.codes, *self._gazetteer.full.get(mention.text, ()))

    def _below(self, above: tuple[str, ...], code: str) -> bool:
        ancestors = self._gazetteer.ancestors(code)
        return any(a in ancestors for a in above) or (code == _THE_CORPS and above == _XINJIANG)

    def _by_page(self, mention: PlaceMention) -> tuple[str, ...]:
        """Decide by the page's home, then by the towns of those places, then by the places named
        for certain, then by its office, then by level."""
        near = [c for c in mention.codes if self._near(self._home, c)]
        if near:
            return self._highest(near)
        town = by_towns(mention.codes, self._text) if self._text else None
        if town:
            return (town,)
        best = self._by_votes(mention)
        if best:
            return self._highest(best)
        near = [c for c in mention.codes if self._near(self._office, c)]
        if near:
            return self._highest(near)
        return self._by_level(mention)

    def _by_votes(self, mention: PlaceMention) -> list[str]:
        """The meaning most places named for certain lie around, if there is one."""
        votes = {c: self._votes(c) for c in mention.codes}
        most = max(votes.values(), default=0)
        best = [c for c in mention.codes if votes[c] == most] if most else []
        return best if best and (len(best) == 1 or self._nested(best)) else []

    def _by_level(self, mention: PlaceMention) -> tuple[str, ...]:
        around = self._home or self._office
        same_province = [c for c in mention.codes if around and c[:2] == around[:2]]
        if len(same_province) == 1:
            return tuple(same_province)
        if mention.generic:
            return ()
        province = [c for c in mention.codes if c.endswith("0000")]
        if mention.kind == SHORT and province:  # 海南, 吉林
            return tuple(province)
        return self._highest(mention.codes) if self._nested(mention.codes) else ()

    def _near(self, home: str | None, code: str) -> bool:
        if home is None:
            return False
        return self._gazetteer.contains(home, code) or self._gazetteer.contains(code, home)

    def _votes(self, code: str) -> int:
        """How many certain mentions lie above, below or in the same city."""
        ancestors = self._gazetteer.ancestors(code)
        total = 0
        for other, count in self._sure.items():
            if other == code:
                continue
            around = self._gazetteer.ancestors(other)
            same_city = ancestors[1:2] == around[1:2] != ()
            if other in ancestors or code in around or same_city:
                total += count
        return total

    def _nested(self, codes: Sequence[str]) -> bool:
        top = self._highest(codes)
        return bool(top) and all(self._gazetteer.contains(top[0], c) for c in codes)

    def _highest(self, codes: Sequence[str]) -> tuple[str, ...]:
        """The one of the highest level; all of that level if there are several (未定 → none)."""
        places = [p for c in codes if (p := self._gazetteer.place(c))]
        level = min((p.level for p in places), default=0)
        top = sorted({p.code for p in places if p.level == level})
        return tuple(top) if len(top) == 1 else ()


def chain_begins(mentions: Sequence[ResolvedMention]) -> dict[int, int]:
    """Return, for the start of every mention, where the run of names it ends begins."""
    begins: dict[int, int] = {}
    by_end: dict[int, int] = {}
    for resolved in mentions:
        mention = resolved.mention
        begins[mention.start] = by_end.get(mention.start, mention.start)
        by_end[mention.end] = begins[mention.start]
    return begins
