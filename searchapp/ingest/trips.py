"""Where a story's people only travel to: a holiday in 延安 is no story about 延安."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from searchapp.ingest.place_resolution import ResolvedMention

_TRIP = re.compile(r"疗休养|疗养(?!院)|休养|[春秋郊]游|踏青")
_WORDS = ("疗养", "休养", "春游", "秋游", "郊游", "踏青")
_ENDS = re.compile(r"[。！？!?\n]")
_TO_BEFORE = re.compile(r"(?:赴|到|去|往|抵达|走进|在)了?$")
_HELD_AFTER = re.compile(r"(?:举[行办]|召开|启动|开[幕班营展]|成立|挂牌|揭牌|签)")


def trip_destinations(
    text: str, mentions: Sequence[ResolvedMention], begins: dict[int, int]
) -> frozenset[int]:
    """Return the starts of the mentions that say where a trip goes: 赴|延安|疗休养.

    >>> trip_destinations("职工座谈", (), {})
    frozenset()
    """
    spans = list(_trip_sentences(text))
    found: set[int] = set()
    ends: set[int] = set()
    for resolved in mentions if spans else ():
        start, end = resolved.mention.start, resolved.mention.end
        if not any(a <= start < b for a, b in spans) or _HELD_AFTER.match(text, end):
            continue
        begin = begins[start]
        listed = text[begin - 1 : begin] in ("、", "和") and begin - 1 in ends
        if listed or _TO_BEFORE.search(text, max(0, begin - 3), begin):
            found.add(start)
            ends.add(end)
    return frozenset(found)


def _trip_sentences(text: str) -> Iterator[tuple[int, int]]:
    if not any(word in text for word in _WORDS):
        return
    begin = 0
    for end in [*(m.end() for m in _ENDS.finditer(text)), len(text)]:
        if _TRIP.search(text, begin, end):
            yield begin, end
        begin = end
