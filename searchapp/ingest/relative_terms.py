"""Words that mean a place only together with the page: 我市, 全区, 市总工会, 区委."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from searchapp.ingest.place_resolution import ResolvedMention
from tokenizers.gazetteer import Gazetteer

_RELATIVE = re.compile(
    r"(?:[我全本该](?P<mine>[省市区县州旗盟])(?![总级])"
    r"|(?P<organ>自治区|[省市区县州旗盟])"
    r"(?=总工会|总机关|总党组|委(?!员)|政府|人大|政协|职工|领导|长(?!期|途)|直机关|人社局))"
)
_KINDS = {"自治区": "省"}


def relative_terms(text: str, mentions: Sequence[ResolvedMention]) -> Counter[str]:
    """Return how often a kind of division (省 市 区 县 州 旗 盟) is meant without its name."""
    named = {i for m in mentions for i in range(m.mention.start, m.mention.end)}
    kinds: Counter[str] = Counter()
    for match in _RELATIVE.finditer(text):
        kind = match["mine"] or match["organ"]
        if match.end() - 1 not in named and match.start() not in named:
            kinds[_KINDS.get(kind, kind)] += 1
    return kinds


def kind_of(code: str, gazetteer: Gazetteer) -> str:
    """Return the letter a division calls itself by: 市 for 广元市, 省 also for 自治区."""
    place = gazetteer.place(code)
    if place is None:
        return ""
    if place.level == 1 and place.name.endswith("自治区"):
        return "省"
    return place.name[-1]
