"""Words that mean a place only together with the page: 我市, 全区, 市总工会, 区委."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from searchapp.ingest.place_resolution import ResolvedMention
from tokenizers.gazetteer import Gazetteer

_UNION_OR_OFFICE = (
    r"(?=总工会|总机关|总党组|委(?![员托派任培])|政府|人大|政协|职工"
    r"|领导|长(?!期|途)|直机关|人社局)"
)
# The pattern begins with the characters it may begin with: one look decides most places.
_RELATIVE = re.compile(
    r"[我全本该自师省市区县州旗盟](?:"
    r"(?<=[我全本该])(?P<mine>[省市区县州旗盟])(?![总级域间别块段场])"
    rf"|(?:(?<=自)治区|(?<=师)市|(?<!城.)(?<=[省市区县州旗盟])){_UNION_OR_OFFICE})"
)
_KINDS = {"自治区": "省", "师市": "师"}


def relative_terms(text: str, mentions: Sequence[ResolvedMention]) -> Counter[str]:
    """Return how often a kind of division (省 市 区 县 州 旗 盟) is meant without its name."""
    return Counter(kind for _, kind in _terms(text, mentions))


def first_relative_term(text: str, mentions: Sequence[ResolvedMention], kind: str) -> int:
    """Return where the first such word for ``kind`` stands; the end of the text if none does."""
    return next((start for start, found in _terms(text, mentions) if found == kind), len(text))


def _terms(text: str, mentions: Sequence[ResolvedMention]) -> Iterator[tuple[int, str]]:
    named = {i for m in mentions for i in range(m.mention.start, m.mention.end)}
    for match in _RELATIVE.finditer(text):
        kind = match["mine"] or match.group()
        if match.end() - 1 not in named and match.start() not in named:
            yield match.start(), _KINDS.get(kind, kind)


def kind_of(code: str, gazetteer: Gazetteer) -> str:
    """Return the letter a division calls itself by: 市 for 广元市, 省 also for 自治区."""
    place = gazetteer.place(code)
    if place is None:
        return ""
    if place.level == 1 and place.name.endswith("自治区"):
        return "省"
    return place.name[-1]
