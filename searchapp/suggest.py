"""Suggestions while typing: what the query may become, each with what it would find."""

from __future__ import annotations

import re
from dataclasses import dataclass

from searchapp.desk import Desk
from searchapp.params import SearchParams
from searchapp.search import count

MOST = 8
"""Suggestions of one answer."""
_TRIED = 12
"""Words that are counted for it."""
_LONGEST = 30
"""Characters of a word still being typed."""
_LAST_WORD = re.compile("[\u4e00-\u9fff]+$|[A-Za-z]+$")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A query, how many articles it finds now, and the link to them."""

    text: str
    total: int
    url: str


def suggest(typed: str, desk: Desk) -> tuple[Suggestion, ...]:
    """Return what ``typed`` may become, likeliest first; only what finds something.

    Its last word is completed; a query that seems misspelt is followed by its correction.
    """
    offered: list[Suggestion] = []
    for text in dict.fromkeys((*_completed(typed, desk), *_corrected(typed, desk))):
        params = SearchParams(q=text)
        total = count(params, desk)
        if total:
            offered.append(Suggestion(text, total, params.canonical()))
        if len(offered) == MOST:
            break
    return tuple(offered)


def _completed(typed: str, desk: Desk) -> list[str]:
    last = _LAST_WORD.search(typed)
    if not last or len(last[0]) > _LONGEST:
        return []
    before = typed[: last.start()]
    return [before + word for word in desk.speller.complete(last[0], _TRIED)]


def _corrected(typed: str, desk: Desk) -> list[str]:
    meant = desk.speller.meant(typed)
    return [meant] if meant else []
