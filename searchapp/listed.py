"""An article as one row of a list: what pages, snapshots and exports show and keep of it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ListedArticle:
    """One row. ``date`` is a day, a month or a year, None when unknown; ``organization`` the one
    shown with a hit, ``publisher`` the one that answers for the text. ``regions`` are names from
    the root, ``sha256`` that of the text as shown."""

    id: str
    title: str
    title_inferred: bool
    date: str | None
    organization: str | None
    organization_inferred: bool
    publisher: str | None
    publisher_inferred: bool
    regions: tuple[str, ...]
    site: str | None
    url: str | None
    url_trust: str | None
    sha256: str
