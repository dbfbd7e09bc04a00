"""The pinyin initial of a name: how a long list of Chinese names is looked through."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from pypinyin import Style, lazy_pinyin

from searchapp.search_page import FacetValueView

OTHER = "#"


def initial(name: str) -> str:
    """Return A to Z, or ``#`` for a name that begins with no Han or Latin letter.

    >>> initial("重庆市总工会"), initial("广元市总工会"), initial("12351 热线")
    ('C', 'G', '#')
    """
    first = lazy_pinyin(name, style=Style.FIRST_LETTER)[:1]
    letter = first[0].upper()[:1] if first else ""
    return letter if "A" <= letter <= "Z" else OTHER


def by_initial(
    values: Iterable[FacetValueView],
) -> tuple[tuple[str, tuple[FacetValueView, ...]], ...]:
    """Return the values under their initials, ``#`` last, each group by count then name."""
    keyed = [(initial(value.label), value) for value in values]
    keyed.sort(key=lambda pair: (pair[0] == OTHER, pair[0], -pair[1].count, pair[1].label))
    return tuple(
        (letter, tuple(value for _, value in group))
        for letter, group in groupby(keyed, key=lambda pair: pair[0])
    )
