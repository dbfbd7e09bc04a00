"""Read out of a page which union organizations publish it, act in it, and are named."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from searchapp.article import OrganizationFact
from searchapp.ingest.dates import is_date_line
from searchapp.ingest.organization_kinds import FEDERATION, known_organizations, known_pattern
from searchapp.ingest.organization_mentions import OrganizationFinder, OrganizationMention
from searchapp.ingest.organization_names import (
    corps_city_name,
    division_name,
    organization_id,
)
from searchapp.ingest.page import CleanPage
from searchapp.ingest.region_home import Home
from searchapp.ingest.regions import RegionReading
from searchapp.ingest.story_text import StoryText, story_text
from tokenizers.gazetteer import Gazetteer

_OFTEN = 2
_QUOTES = 2


def find_organizations(
    page: CleanPage, regions: RegionReading, gazetteer: Gazetteer, story: StoryText | None = None
) -> tuple[OrganizationFact, ...]:
    """Return the union organizations of ``page``, one fact for each id and role.

    ``about`` stand in the title, act in the first paragraph, are named more than once or sign a
    notice; the others are ``mentioned``. The ``publisher`` is the union whose own site it is. A
    relative name (市总工会) that nothing on the page resolves gives no fact.
    """
    story = story or story_text(page)
    mentions = _merged(OrganizationFinder(story, regions, gazetteer).find())
    facts = list(_publisher(page, regions.publisher, gazetteer))
    groups: dict[str, list[OrganizationMention]] = {}
    for mention in mentions:
        key = organization_id(mention.name, mention.code, mention.kind)
        groups.setdefault(key, []).append(mention)
    facts += [_fact(key, group, story) for key, group in groups.items()]
    return tuple(facts)


def _fact(key: str, group: Sequence[OrganizationMention], story: StoryText) -> OrganizationFact:
    first = min(group, key=lambda m: m.start)
    acts = first.start < story.lead_end or any(_signs(m, story) for m in group)
    role = "about" if acts or len(group) >= _OFTEN else "mentioned"
    best = sorted(group, key=lambda m: (not m.literal, m.start))
    quotes = dict.fromkeys(story.quote(m.start, m.end) for m in best)
    inferred = not any(m.literal for m in group)
    return OrganizationFact(key, first.name, role, inferred, "；".join([*quotes][:_QUOTES]))


def _signs(mention: OrganizationMention, story: StoryText) -> bool:
    """Whether the mention is a line of its own above the last one, a day: a notice's signature."""
    *_, line, last = ("", *story.text.rstrip().rsplit("\n", 2)[-2:])
    begins = len(story.text.rstrip()) - len(last) - 1 - len(line)
    named = mention.literal and begins <= mention.start and mention.end <= begins + len(line)
    whole = line.strip() == story.text[mention.start : mention.end]
    return named and whole and is_date_line(last.strip())


def _publisher(
    page: CleanPage, home: Home | None, gazetteer: Gazetteer
) -> Iterator[OrganizationFact]:
    known = known_pattern().search(page.site or "")
    if known is not None:
        union = known_organizations()[known.group()]
        key = organization_id(union.name, union.code, union.kind)
        inferred = known.group() != union.name
        yield OrganizationFact(key, union.name, "publisher", inferred, f"站名“{page.site}”")
        return
    place = gazetteer.place(home.code) if home else None
    if home is None or place is None:
        return
    written = [n for n, codes in gazetteer.corps.items() if home.code in codes]
    written += [n for n in (place.name, place.short, place.colloquial) if n]
    names = "|".join(map(re.escape, sorted(written, key=len, reverse=True)))
    union_site = re.search(rf"({names})(总)?工会", home.evidence)
    if union_site is not None:
        corps_city = union_site[1] in gazetteer.corps and union_site[1][-1] != "师"
        name = (corps_city_name if corps_city else division_name)(home.code, gazetteer) + FEDERATION
        key = organization_id(name, home.code, FEDERATION)
        inferred = union_site.group() != place.name + FEDERATION
        yield OrganizationFact(key, name, "publisher", inferred, home.evidence)


def _merged(mentions: Sequence[OrganizationMention]) -> list[OrganizationMention]:
    """The mentions with every shortened name replaced by the longer one it is made from:
    “动力谷”产业工会联合会 is “动力谷”轨道交通产业工会联合会."""
    names = sorted({(m.kind, m.name) for m in mentions if _free(m)}, key=lambda n: len(n[1]))
    longer: dict[str, str] = {}
    for number, (kind, name) in enumerate(names):
        fuller = [n for k, n in names[number + 1 :] if k == kind and _shortens(name, n)]
        if len(fuller) == 1:
            longer[name] = fuller[0]
    return [m if not _free(m) else _renamed(m, longer.get(m.name, m.name)) for m in mentions]


def _free(mention: OrganizationMention) -> bool:
    """Whether the name is the page's own wording, not a division's."""
    return mention.code is None


def _renamed(mention: OrganizationMention, name: str) -> OrganizationMention:
    return OrganizationMention(
        mention.start, mention.end, name, mention.code, mention.kind, mention.literal
    )


def _shortens(short: str, long: str) -> bool:
    """Whether ``long`` holds the characters of ``short`` in order and starts the same way."""
    rest = iter(long)
    return short[:2] == long[:2] and all(char in rest for char in short)
