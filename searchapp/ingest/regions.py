"""Read out of a page which divisions its story is about, names, and comes from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from searchapp.article import DateFact, RegionFact
from searchapp.ingest.page import CleanPage
from searchapp.ingest.place_mentions import SHORT, PlaceMention, name_matcher
from searchapp.ingest.place_resolution import PlaceResolver, ResolvedMention
from searchapp.ingest.region_home import Home, find_home
from searchapp.ingest.region_scores import RegionScores
from searchapp.ingest.short_names import ShortNames
from searchapp.ingest.story_text import StoryText, story_text
from searchapp.ingest.town_story import by_their_towns
from tokenizers.gazetteer import NATION, Gazetteer

_CANDIDATES_SHOWN = 4


@dataclass(frozen=True, slots=True)
class RegionReading:
    """The regions of a page. ``mentions`` are kept for reading its organizations."""

    facts: tuple[RegionFact, ...]
    home: str | None
    warnings: tuple[str, ...]
    mentions: tuple[ResolvedMention, ...] = ()
    home_leads: bool = True
    """Whether 市总工会 means the home's, before that of a place the story names."""
    publisher: Home | None = None
    """The home with its evidence."""

    @property
    def about(self) -> tuple[str, ...]:
        """Codes of the divisions the story is about, weightiest first."""
        return tuple(f.code for f in self.facts if f.role == "about")


def find_regions(
    page: CleanPage, gazetteer: Gazetteer, story: StoryText | None = None
) -> RegionReading:
    """Return the regions of ``page``: about, mentioned and source, each with its evidence.

    Nothing is guessed: a name that may mean several places and that nothing on the page decides
    is not a fact but a warning (鼓楼区（未定）).
    """
    story = story or story_text(page)
    home = _home_then(find_home(page, gazetteer), page, gazetteer)
    home_code = home.code if home else None
    named = name_matcher(gazetteer).find(story.text)
    accepted = ShortNames(gazetteer, story, named, home.around if home else None).accepted()
    mentions = _then(_resolved(accepted, story, home, gazetteer), page, gazetteer)
    scores = RegionScores(story, mentions, home, gazetteer)
    about = by_their_towns(story, scores.about(), mentions, home_code, gazetteer)
    facts = [RegionFact(code, "about", words) for code, words in about.items()]
    facts += _mentioned(story, mentions, about, gazetteer)
    if home is not None:
        facts.append(RegionFact(home.code, "source", home.evidence))
    warnings = tuple(_undecided(mentions, gazetteer))
    return RegionReading(tuple(facts), home_code, warnings, mentions, scores.home_leads, home)


def _resolved(
    accepted: Sequence[PlaceMention], story: StoryText, home: Home | None, gazetteer: Gazetteer
) -> tuple[ResolvedMention, ...]:
    if home is not None and home.office:
        return PlaceResolver(gazetteer, accepted, None, home.code, story.text).resolve()
    code = home.code if home else None
    return PlaceResolver(gazetteer, accepted, code, text=story.text).resolve()


def _home_then(home: Home | None, page: CleanPage, gazetteer: Gazetteer) -> Home | None:
    """The home as it was when the page came out, unless its present name is written."""
    place = gazetteer.place(home.code) if home else None
    if home is None or place is None or page.date is None or place.name in home.evidence:
        return home
    return replace(home, code=gazetteer.as_of(home.code, _year(page.date)))


def _then(
    mentions: tuple[ResolvedMention, ...], page: CleanPage, gazetteer: Gazetteer
) -> tuple[ResolvedMention, ...]:
    """The mentions; short names mean what they meant when the page came out."""
    if page.date is None:
        return mentions
    year = _year(page.date)
    return tuple(
        replace(m, codes=tuple(gazetteer.as_of(code, year) for code in m.codes))
        if m.mention.kind == SHORT
        else m
        for m in mentions
    )


def _year(published: DateFact) -> int:
    return int(published.value[:4])


def _mentioned(
    story: StoryText,
    mentions: Sequence[ResolvedMention],
    about: dict[str, str],
    gazetteer: Gazetteer,
) -> Iterator[RegionFact]:
    """Places named in passing, once each; those above an about-place say nothing more."""
    seen = {c for code in about for c in (*gazetteer.ancestors(code), code)}
    for resolved in mentions:
        mention = resolved.mention
        for code in resolved.codes:
            if code not in seen and code != NATION:
                seen |= {code, *gazetteer.ancestors(code)}
                yield RegionFact(code, "mentioned", story.quote(mention.start, mention.end))


def _undecided(mentions: Sequence[ResolvedMention], gazetteer: Gazetteer) -> Iterator[str]:
    decided = {m.mention.text for m in mentions if m.codes}
    open_names = {m.mention.text: m.mention for m in mentions if not m.codes}
    for name, mention in open_names.items():
        if name in decided or mention.generic or mention.weight < 1:
            continue
        paths = ["".join(gazetteer.path(code)) for code in mention.codes]
        more = "等" if len(paths) > _CANDIDATES_SHOWN else ""
        yield f"{name}（未定）：可能是{'、'.join(paths[:_CANDIDATES_SHOWN])}{more}"
