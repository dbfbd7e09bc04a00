"""What a query seems to be about besides its words: a place, an organization.

Who types 广元 wants the stories about 广元 before those that mention it. This changes the order
alone: what matches, and every count, stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterator

from index.query import About, Node, asked
from searchapp.desk import Desk
from tokenizers.place import Place

_WHOLE = tuple("县区市旗州盟省")
"""A county is meant only by its full name: 大方 and 和平 are words before they are counties."""
_NATION = "000000"
"""全国 is a word of every other headline."""
_MOST = 4
"""Names of one query that are looked up."""


def about(node: Node, desk: Desk) -> tuple[About, ...]:
    """Return the places and organizations ``node`` names and leaves no doubt about."""
    found: dict[tuple[str, tuple[str, ...]], About] = {}
    for text in dict.fromkeys(part.text for part in asked(node)):
        for one in (*_places(text, desk), *_organizations(text, desk)):
            found.setdefault((one.facet, one.values), one)
    return tuple(found.values())[:_MOST]


def _places(text: str, desk: Desk) -> Iterator[About]:
    for word in desk.analyzer.query_words(text):
        name = text[word.start : word.end]
        if name.isascii():
            continue
        places = desk.gazetteer.lookup(name)
        if len(places) == 1 and _is_meant(name, places[0]):
            yield About("region", (places[0].code,), name)


def _is_meant(name: str, place: Place) -> bool:
    if place.code == _NATION:
        return False
    return place.code.endswith("00") or (len(name) > 2 and name.endswith(_WHOLE))


def _organizations(text: str, desk: Desk) -> Iterator[About]:
    if len(text) >= 3 and not text.isascii():
        found = desk.store.find_organizations(text)
        if len(found) == 1:
            yield About("org", (found[0][0],), text)
