"""Where a page is at home: the division of the site that published it.

Its name says so, the head and title of the page, who runs it, its address on the web (not of a
mirror), where its office is and the area code of its telephone, in this order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from searchapp.ingest.address_home import address_place
from searchapp.ingest.page import CleanPage
from searchapp.ingest.phone_home import phone_numbers, phone_place
from searchapp.ingest.place_mentions import SHORT, PlaceMention, name_matcher
from searchapp.ingest.place_resolution import PlaceResolver
from tokenizers.gazetteer import Gazetteer
from tokenizers.traditional import simplify

_SITE_AFTER = re.compile(
    r"[市县区州]?(?:工会|总工会|职工|工人|新闻|日报|晚报|晨报|早报|时报|在线|网|政府|人民政府|发布|电视|广播|融媒|机关|教育|信息|文明"
    r"|党建|之声|阳光|头条|论坛|热线|[市县区州]?委)"
)
_OWNER = re.compile(r"主办|版权所有|承办|网站维护|维护[:：]|[Cc]opyright|©")
_ADDRESS = re.compile(r"(?:^|[\s|｜])(?:联系)?地址\s*[:：]")
_SOURCE = re.compile(r"来源|稿源|供稿|欢迎")
_TITLE_PARTS = re.compile(r"[_|｜\-—–]+")
_OFFICES = ("页脚地址", "电话区号")
_CITY = 2


@dataclass(frozen=True, slots=True)
class Home:
    """A division and the words that say so: 站名“广元工会网”. An office's address in the footer is
    the weakest: it says where the editors sit, often in the capital of the province they write of.
    """

    code: str
    evidence: str
    own: bool
    """Whether a union's or a government's own site says so, not a newspaper or a repost."""
    office: bool = False
    """Whether only an address says so."""

    @property
    def around(self) -> str:
        """Code of the division whose places are near: of an address, its whole province."""
        return f"{self.code[:2]}0000" if self.office else self.code


def find_home(page: CleanPage, gazetteer: Gazetteer) -> Home | None:
    """Return the home of ``page``: by the site's name, its header, title and footer."""
    home: Home | None = None
    for label, text in _sources(page):
        found = _home(label, text, gazetteer)
        if found is None:
            continue
        deepens = label == "页脚" or (label == "网址" and found.own)
        if home is None or (deepens and home.code in gazetteer.ancestors(found.code)):
            home = found
    return home


@lru_cache(maxsize=4096)
def _home(label: str, text: str, gazetteer: Gazetteer) -> Home | None:
    """Return what one piece of evidence says, if it says a place. Sites say it on every page."""
    if label == "网址":
        place = address_place(text, gazetteer)
        quote = f"{label}“{place.written[:60]}”" if place else ""
        return Home(place.code, quote, place.government) if place else None
    office = label in _OFFICES
    if label == "电话区号":
        code = phone_place(text, gazetteer)
    else:
        code = _place_of(simplify(text), gazetteer, whole=not office)
    own = not office and _is_own(text)
    return Home(code, f"{label}“{text.strip()[:24]}”", own, office) if code else None


def _sources(page: CleanPage) -> Iterator[tuple[str, str]]:
    """Yield (label, text) in the order of trust."""
    if page.site:
        yield "站名", page.site
    else:
        yield from (("页眉", line) for line in page.header if _SOURCE.search(line))
    if page.html_title and page.html_title != page.title:
        yield "网页标题", _TITLE_PARTS.split(page.html_title)[-1]
    parts = [(line, _ADDRESS.split(line)) for line in page.footer]
    yield from (("页脚", owner) for line, (owner, *_) in parts if _OWNER.search(line))
    if page.url and page.url_trust != "mirror":
        yield "网址", f"{page.url.rpartition('/')[0]}/"
    yield from (("页脚地址", address[-1]) for _, (_, *address) in parts if address)
    yield from (("电话区号", number) for line in page.footer for number in phone_numbers(line))


def _is_own(text: str) -> bool:
    return re.search(r"工会|政府|[省市区县]委", text) is not None


def _place_of(text: str, gazetteer: Gazetteer, *, whole: bool) -> str | None:
    """The deepest place of the first chain in ``text``; of an address, its city at most."""
    found = [m for m in name_matcher(gazetteer).find_all(text) if _names_site(m, text, gazetteer)]
    code: str | None = None
    for resolved in PlaceResolver(gazetteer, found, None).resolve():
        if not resolved.codes or resolved.mention.kind == "joint":
            continue
        if code is None or code in gazetteer.ancestors(resolved.codes[0]):
            code = resolved.codes[0]
    if code is None or whole:
        return code
    above = (*gazetteer.ancestors(code), code)
    if gazetteer.path(code)[0].endswith("市"):
        return above[0]
    return above[min(_CITY, len(above)) - 1]


def _names_site(mention: PlaceMention, text: str, gazetteer: Gazetteer) -> bool:
    """Whether a name in a site's name is a place there: short ones only before 工会, 日报 …"""
    if mention.kind != SHORT:
        return True
    everyday = mention.text in gazetteer.ambiguous_short_names
    if everyday and all((p := gazetteer.place(c)) and p.level > _CITY for c in mention.codes):
        return False
    return _SITE_AFTER.match(text, mention.end) is not None or any(
        gazetteer.place(c) and text.startswith(f"{mention.text}") for c in mention.codes
    )
