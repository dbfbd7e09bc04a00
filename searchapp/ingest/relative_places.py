"""Which division 市, 区 or 省 means on a page: 市总工会 on a page about 丰泽区 is 泉州市总工会."""

from __future__ import annotations

from searchapp.ingest.regions import RegionReading
from searchapp.ingest.relative_terms import kind_of
from tokenizers.gazetteer import NATION, Gazetteer

_CITY = 2
_KINDS = {"自治区": "省", "师市": "师"}


class RelativePlaces:
    """Resolves relative names by the home of the page and the places its story is about."""

    def __init__(
        self,
        gazetteer: Gazetteer,
        reading: RegionReading,
    ) -> None:
        self._gazetteer = gazetteer
        about = tuple(code for code in reading.about if code != NATION)
        home = (reading.home,) if reading.home else ()
        self._known = home + about if reading.home_leads else about + home
        self._mentions = reading.mentions

    def resolve(self, unit: str, position: int) -> str | None:
        """Return the division that ``unit`` (市, 自治区 …) means at ``position``, if known."""
        kind = _KINDS.get(unit, unit)
        if kind == "省":
            return next((self._top(c) for c in self._known), None)
        if kind == "市":
            return next((c for known in self._known if (c := self._city(known))), None)
        return self._nearest(kind, position)

    def _top(self, code: str) -> str:
        return (*self._gazetteer.ancestors(code), code)[0]

    def _city(self, code: str) -> str | None:
        """The city that ``code`` is or lies in; a county-level city is its own."""
        if kind_of(code, self._gazetteer) == "市":
            return code
        above = self._gazetteer.ancestors(code)
        return next((c for c in above[::-1] if kind_of(c, self._gazetteer) == "市"), None)

    def _nearest(self, kind: str, position: int) -> str | None:
        """The last such place named before, of those the page is about or at home in."""
        known = [c for c in self._known if kind_of(c, self._gazetteer) == kind]
        before = [
            code
            for m in self._mentions
            if m.mention.start < position
            for code in m.codes
            if code in known
        ]
        if before:
            return before[-1]
        return known[0] if len(set(known)) == 1 else None

    def leaf(self) -> str | None:
        """Return the one county-level division of the page: where its streets and towns lie."""
        levels = {c: p.level for c in self._known if (p := self._gazetteer.place(c))}
        counties = [c for c, level in levels.items() if level > _CITY]
        return counties[0] if len(counties) == 1 else None
