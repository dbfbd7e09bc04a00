"""Stories, the pages made of them and the sites these stand on, read from TOML."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Site:
    """An invented site. ``layout`` names its HTML in ``chrome/``, ``area`` is WeChat's 属地."""

    name: str = ""
    host: str = ""
    owner: str = ""
    address: str = ""
    zip: str = ""
    phone: str = ""
    record: str = ""
    layout: str = ""
    area: str = ""
    columns: tuple[str, ...] = ()
    crumbs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PageSpec:
    """How one page of a story looks. ``title`` and ``date`` are given where a repost differs."""

    path: str
    shape: str
    site: Site
    title: str
    date: str
    time: str = ""
    header: str = "plain"
    encoding: str = "utf-8"
    newline: str = "lf"
    sheet: str = ""
    credits: str = ""
    image_folder: str = ""
    lang: str = "zh-CN"
    url: str = ""


@dataclass(frozen=True, slots=True)
class Story:
    """An invented story and what a perfect reader would say of it.

    ``regions`` are the paths of the divisions it is about, by their names at its time, and
    ``regions_also`` those that may count as such too; ``organizations`` the union bodies it
    names, in full form. ``related`` are earlier stories (date, title) that its HTML links to.
    """

    slug: str
    title: str
    date: str
    regions: tuple[str, ...]
    organizations: tuple[str, ...]
    paragraphs: tuple[str, ...]
    pages: tuple[PageSpec, ...]
    regions_also: tuple[str, ...] = ()
    signature: tuple[str, ...] = ()
    script: str = "hans"
    related: tuple[tuple[str, str], ...] = ()


def load_stories(folder: Path = HERE) -> tuple[Story, ...]:
    """Return all stories, by file name and then as they stand in the file."""
    sites = load_sites(folder)
    stories: list[Story] = []
    for path in sorted((folder / "stories").glob("*.toml")):
        records = tomllib.loads(path.read_text(encoding="utf-8"))["story"]
        stories += [_story(record, sites) for record in records]
    return tuple(_with_related(stories))


def load_sites(folder: Path = HERE) -> dict[str, Site]:
    """Return the sites by key."""
    table = tomllib.loads((folder / "sites.toml").read_text(encoding="utf-8"))
    return {key: Site(**_frozen(record)) for key, record in table.items()}


def _frozen(record: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(v) if isinstance(v, list) else v for key, v in record.items()}


def _story(record: dict[str, Any], sites: dict[str, Site]) -> Story:
    record = dict(record)
    body = record.pop("body").strip("\n")
    common = {"title": record["title"], "date": record["date"]}
    pages = []
    for spec in record.pop("pages"):
        fields = {**common, **spec}
        site = sites.get(fields.pop("site", ""), Site())
        site = replace(site, host=fields.pop("host", site.host))
        pages.append(PageSpec(site=site, **fields))
    return Story(paragraphs=tuple(body.split("\n")), pages=tuple(pages), **_frozen(record))


def _with_related(stories: list[Story]) -> list[Story]:
    """Return ``stories``, each with those that came out before it in the same province."""

    def neighbors(story: Story) -> tuple[tuple[str, str], ...]:
        earlier = sorted(
            (other.date, other.title)
            for other in stories
            if _province(other) == _province(story) and other.date < story.date
        )
        return tuple(reversed(earlier[-3:]))

    return [replace(story, related=neighbors(story)) for story in stories]


def _province(story: Story) -> str:
    return story.regions[0].split("/")[0] if story.regions else ""
