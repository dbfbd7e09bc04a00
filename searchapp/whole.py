"""An answer whole: every id in order, for what must hold all of it (snapshot, export)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from searchapp.desk import Desk
from searchapp.params import SearchParams
from searchapp.search import listing, search
from searchapp.search_page import SearchPage

EVERY_VALUE = 1_000_000
"""More values than a facet has."""


@dataclass(frozen=True, slots=True)
class WholeAnswer:
    """An answer with the ids of all its articles, of one state of the index. ``page`` shows one
    hit at most and every value of its facets."""

    page: SearchPage
    ids: tuple[str, ...]


def whole_answer(params: SearchParams, desk: Desk) -> WholeAnswer:
    """Return everything a search finds now; raise what ``search`` raises."""
    asked = params.but(per_page=1, facet_limit=EVERY_VALUE)
    while True:
        before = desk.engine.stats().generation
        page = search(asked, desk)
        found = listing(params, desk)
        if before == page.generation == found.generation:  # no commit in between
            return WholeAnswer(replace(page, params=found.params.but()), found.ids)
