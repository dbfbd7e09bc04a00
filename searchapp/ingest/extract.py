"""From a raw page to everything that is stored of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from searchapp.article import DateFact, Extraction, OrganizationFact, RawPage
from searchapp.ingest.clean import clean_page
from searchapp.ingest.event_dates import event_dates
from searchapp.ingest.organizations import find_organizations
from searchapp.ingest.page import CleanPage
from searchapp.ingest.regions import RegionReading, find_regions
from searchapp.ingest.story_text import StoryText, story_text
from tokenizers.gazetteer import Gazetteer, load_gazetteer

_OPENING = 600
"""Characters of a story's opening, in which it says when it took place."""


@dataclass(slots=True)
class _Reading:
    """A page on its way: what the steps so far have found, or what stopped one of them."""

    page: RawPage
    today: date | None
    clean: CleanPage
    story: StoryText
    regions: RegionReading
    organizations: tuple[OrganizationFact, ...]
    events: tuple[DateFact, ...]
    problem: Exception | None

    def __init__(self, page: RawPage, today: date | None = None) -> None:
        self.page = page
        self.today = today
        self.problem = None


def extract(page: RawPage, today: date | None = None) -> Extraction:
    """Return the page's clean text, facts and the account of its cleaning.

    Raises ``IngestError`` with a reason in Chinese if there is nothing to read.
    """
    reading = _Reading(page, today)
    for step in _STEPS:
        step(reading)
    return _extraction(reading)


def extract_all(pages: Iterable[RawPage]) -> list[Extraction | Exception]:
    """Return for each page what ``extract`` returns, or what it raises.

    Step by step for all of them, not page by page: what a step needs stays near the processor,
    and many pages are read in five sixths of the time.
    """
    readings = [_Reading(page) for page in pages]
    for step in _STEPS:
        for reading in readings:
            try:
                if reading.problem is None:
                    step(reading)
            except Exception as problem:
                reading.problem = problem
    return [reading.problem or _extraction(reading) for reading in readings]


def _clean(reading: _Reading) -> None:
    reading.clean = clean_page(reading.page, reading.today)


def _regions(reading: _Reading) -> None:
    reading.story = story_text(reading.clean)
    reading.regions = find_regions(reading.clean, _gazetteer(), reading.story)


def _organizations(reading: _Reading) -> None:
    reading.organizations = find_organizations(
        reading.clean, reading.regions, _gazetteer(), reading.story
    )


def _events(reading: _Reading) -> None:
    reading.events = event_dates(_opening(reading.story), reading.clean.date)


_STEPS = (_clean, _regions, _organizations, _events)


def _extraction(reading: _Reading) -> Extraction:
    clean = reading.clean
    return Extraction(
        title=clean.title,
        title_inferred=clean.title_inferred,
        body=clean.body,
        site=clean.site,
        url=clean.url,
        url_trust=clean.url_trust,
        date=clean.date,
        regions=reading.regions.facts,
        organizations=reading.organizations,
        original_text=clean.original_text,
        encoding=clean.encoding,
        removed=clean.removed,
        warnings=(*clean.warnings, *reading.regions.warnings),
        events=reading.events,
    )


def _opening(story: StoryText) -> str:
    """The first two paragraphs: later ones look back and ahead."""
    return "\n".join(story.text[story.title_end :].lstrip().split("\n", 2)[:2])[:_OPENING]


@lru_cache(maxsize=1)
def _gazetteer() -> Gazetteer:
    return load_gazetteer()
