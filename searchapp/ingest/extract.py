"""From a raw page to everything that is stored of it."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from searchapp.article import Extraction, RawPage
from searchapp.ingest.clean import clean_page
from searchapp.ingest.event_dates import event_dates
from searchapp.ingest.organizations import find_organizations
from searchapp.ingest.regions import find_regions
from searchapp.ingest.story_text import StoryText, story_text
from tokenizers.gazetteer import Gazetteer, load_gazetteer

_OPENING = 600
"""Characters of a story's opening, in which it says when it took place."""


def extract(page: RawPage, today: date | None = None) -> Extraction:
    """Return the page's clean text, facts and the account of its cleaning.

    Raises ``IngestError`` with a reason in Chinese if there is nothing to read.
    """
    clean = clean_page(page, today)
    gazetteer = _gazetteer()
    story = story_text(clean)
    regions = find_regions(clean, gazetteer, story)
    return Extraction(
        title=clean.title,
        title_inferred=clean.title_inferred,
        body=clean.body,
        site=clean.site,
        url=clean.url,
        url_trust=clean.url_trust,
        date=clean.date,
        regions=regions.facts,
        organizations=find_organizations(clean, regions, gazetteer, story),
        original_text=clean.original_text,
        encoding=clean.encoding,
        removed=clean.removed,
        warnings=(*clean.warnings, *regions.warnings),
        events=event_dates(_opening(story), clean.date),
    )


def _opening(story: StoryText) -> str:
    """The first two paragraphs: later ones look back and ahead."""
    return "\n".join(story.text[story.title_end :].lstrip().split("\n", 2)[:2])[:_OPENING]


@lru_cache(maxsize=1)
def _gazetteer() -> Gazetteer:
    return load_gazetteer()
