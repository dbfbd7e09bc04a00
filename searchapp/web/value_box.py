"""The box by which a value of a facet is chosen. A page has hundreds: no macro, which takes five
times as long."""

from __future__ import annotations

from markupsafe import Markup, escape

from index.query import UNKNOWN
from searchapp.search_page import FacetValueView
from searchapp.web.language import gettext, spoken, unit, zh


def value_box(facet: str, value: FacetValueView) -> Markup:
    """Return a labelled checkbox with the count of articles; a tree says what is chosen through
    a value above or below."""
    look, state, apart = "value", "", ""
    if value.selected:
        look, state = "value on", " checked"
    if not value.count:
        look += " zero"
    if value.mixed:
        state = ' class="mixed"' + state
        apart = gettext("（部分下级已选）")
    elif value.implied:
        state = ' class="implied"' + state
        if not value.selected:
            apart = gettext("（已随上级包含）")
    apart = f'<span class="vh">{escape(apart)}</span>' if apart else ""
    language = zh() if value.value != UNKNOWN else ""
    return Markup(
        f'<label class="{look}"><input type="checkbox" name="{facet}"'
        f' value="{escape(value.value)}"{state}>'
        f"<span{language}>{escape(spoken(value.label))}{apart}</span>"
        f'<span class="count">{value.count}<span class="vh"> {unit("篇", value.count)}</span>'
        "</span></label>"
    )
