"""Looking through a long facet by name: part of the name, or the initials of its pinyin."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from pypinyin import Style, lazy_pinyin

from searchapp.search_page import FacetValueView, FacetView
from tokenizers.folding import fold


def found_in(view: FacetView, typed: str) -> FacetView:
    """Return the facet with the values whose name holds ``typed``, what is above them, and what
    is chosen: a choice out of sight must not be lost. Script, width and case do not matter.

    Typed Latin letters also stand for the initials of the name's pinyin (``gyszgh`` or ``gy``).
    """
    wanted = fold(typed)
    if not wanted:
        return view
    return replace(view, values=_kept(view.values, wanted))


def _kept(values: tuple[FacetValueView, ...], wanted: str) -> tuple[FacetValueView, ...]:
    kept = []
    for value in values:
        children = _kept(value.children, wanted)
        if children or value.selected or is_named(value.label, wanted):
            kept.append(value._replace(children=children))
    return tuple(kept)


def is_named(label: str, wanted: str) -> bool:
    """Return whether a name holds ``wanted``, folded, or its pinyin initials begin with it."""
    return wanted in fold(label) or (wanted.isascii() and _initials(label).startswith(wanted))


@lru_cache(maxsize=32_768)
def _initials(label: str) -> str:
    return "".join(lazy_pinyin(label, style=Style.FIRST_LETTER)).lower()
