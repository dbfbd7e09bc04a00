"""The box by which a value of a facet is chosen. A page has hundreds: no macro, which takes five
times as long, and what does not change from search to search is kept."""

from __future__ import annotations

from functools import lru_cache

from markupsafe import Markup, escape

from index.query import UNKNOWN
from searchapp.search_page import FacetValueView
from searchapp.web.language import english, gettext, spoken, unit, zh


def value_box(facet: str, value: FacetValueView) -> Markup:
    """Return a labelled checkbox with the count of articles; a tree says what is chosen through
    a value above or below."""
    count = value.count
    state = value.selected, not count, value.mixed, value.implied
    before = _before(facet, value.value, value.label, state, english())
    return Markup(f"{before}{count}{_after(count == 1, english())}")


@lru_cache(maxsize=4096)
def _before(
    facet: str,
    value: str,
    label: str,
    state: tuple[bool, bool, bool, bool],
    _english: bool,
) -> str:
    """Return what stands before the count, in the language of this request."""
    selected, zero, mixed, implied = state
    look, marks, apart = "value", "", ""
    if selected:
        look, marks = "value on", " checked"
    if zero:
        look += " zero"
    if mixed:
        marks = ' class="mixed"' + marks
        apart = gettext("（部分下级已选）")
    elif implied:
        marks = ' class="implied"' + marks
        if not selected:
            apart = gettext("（已随上级包含）")
    apart = f'<span class="vh">{escape(apart)}</span>' if apart else ""
    language = zh() if value != UNKNOWN else ""
    return (
        f'<label class="{look}"><input type="checkbox" name="{facet}"'
        f' value="{escape(value)}"{marks}>'
        f"<span{language}>{escape(spoken(label))}{apart}</span>"
        '<span class="count">'
    )


@lru_cache(maxsize=4)
def _after(single: bool, _english: bool) -> str:
    """Return what stands behind the count, in the language of this request."""
    return f'<span class="vh"> {unit("篇", 1 if single else 2)}</span></span></label>'
