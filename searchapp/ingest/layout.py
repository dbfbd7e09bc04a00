"""Where a page's head, text and foot are, and which lines are not text.

Certain chrome goes wherever it stands. What merely looks like chrome (来源：…, a credit, a list
entry) goes only above the first paragraph or below the last: inside the text it is text.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from searchapp.ingest.dates import is_date_line
from searchapp.ingest.lines import (
    CERTAIN,
    classify,
    fields,
    is_event_time,
    is_paragraph,
    may_be_paragraph,
)

_ZONES = {
    "navigation": "navigation!",
    "related": "related!",
    "share": "share!",
    "footer": "footer!",
    "links": "list",
}
_NO_EVIDENCE = frozenset(
    {"path", "image", "related", "related!", "list", "share", "share!", "navigation!"}
)
_LONG = 60


@dataclass(frozen=True, slots=True)
class Line:
    """A mended line: as shown, in Simplified (for rules), and its zone."""

    text: str
    simple: str
    zone: str


@dataclass(slots=True)
class Layout:
    """Line numbers of the head's chrome, its other lines (among them the title), the text, the
    foot's chrome and what is neither text nor evidence; ``tail`` are all lines below the last
    paragraph. ``kinds`` says for each line what chrome it is, if any."""

    kinds: list[str | None]
    chrome_above: list[int] = field(default_factory=list)
    head: list[int] = field(default_factory=list)
    text: list[int] = field(default_factory=list)
    chrome_below: list[int] = field(default_factory=list)
    dropped: list[int] = field(default_factory=list)
    tail: list[int] = field(default_factory=list)


def lay_out(lines: list[Line]) -> Layout:
    """Return which lines are head, text and foot. Every line that is not blank is in one list."""
    layout = Layout([_kind(line) for line in lines])
    paragraphs = _paragraphs(layout, lines)
    first = paragraphs[0] if paragraphs else len(lines)
    last = _last_of_text(layout, lines, paragraphs)
    _free_event_times(layout, lines, first)
    for number, line in enumerate(lines):
        if not line.text:
            continue
        if number < first:
            _sort_head(layout, line, number)
        elif number <= last:
            _sort_text(layout, number)
        else:
            layout.tail.append(number)
    _sort_tail(layout, lines)
    return layout


def _paragraphs(layout: Layout, lines: list[Line]) -> list[int]:
    """Return the numbers of the paragraphs. What could be a long headline is a paragraph only
    after a sure one, or where there is none."""
    plain = [n for n, line in enumerate(lines) if layout.kinds[n] is None and line.zone == "text"]
    sure = [number for number in plain if is_paragraph(lines[number].simple)]
    likely = [number for number in plain if may_be_paragraph(lines[number].simple)]
    return sorted({*sure, *(number for number in likely if not sure or number > sure[0])})


def _kind(line: Line) -> str | None:
    if not line.text:
        return None
    found = classify(line.simple)
    if line.zone == "after":
        return found or "footer"
    if line.zone not in _ZONES or found in ("header!", "crumb", "related"):
        return found
    info_bar = line.zone in ("share", "navigation") and found == "header"
    return found if info_bar else _ZONES[line.zone]


def _free_event_times(layout: Layout, lines: list[Line], first: int) -> None:
    """What says when an event takes place is text, wherever it stands."""
    for number, kind in enumerate(layout.kinds):
        if kind == "header":
            following = lines[number + 1].simple if number + 1 < len(lines) else ""
            if is_event_time(lines[number].simple, following, number < first):
                layout.kinds[number] = None


def _last_of_text(layout: Layout, lines: list[Line], paragraphs: list[int]) -> int:
    """Return the number of the text's last paragraph, before the list of other articles.

    After 相关阅读 or 下一篇 only a long paragraph shows that the text goes on.
    """
    long = [number for number in paragraphs if _is_long(lines[number])]
    end = len(lines)
    for number in range(paragraphs[0] if paragraphs else end, end):
        kind = layout.kinds[number]
        if kind and kind.startswith("related") and not (long and long[-1] > number):
            end = number
            break
    return max((number for number in paragraphs if number < end), default=-1)


def _is_long(line: Line) -> bool:
    return len(line.text) >= _LONG and "。" in line.text


def _sort_head(layout: Layout, line: Line, number: int) -> None:
    dated = not fields(line.simple) and is_date_line(line.simple)
    if dated and layout.kinds[number] in (None, "list"):
        layout.kinds[number] = "header"
    kind = layout.kinds[number]
    if kind is None:
        layout.head.append(number)
    elif kind in _NO_EVIDENCE:
        layout.dropped.append(number)
    else:
        layout.chrome_above.append(number)


def _sort_text(layout: Layout, number: int) -> None:
    kind = layout.kinds[number]
    if kind in ("header!", "footer!"):
        layout.chrome_below.append(number)
    elif kind in CERTAIN or kind == "related!":
        layout.dropped.append(number)
    else:
        layout.kinds[number] = None
        layout.text.append(number)


def _sort_tail(layout: Layout, lines: list[Line]) -> None:
    """Below the last paragraph: short lines are text (signatures, lists of winners) until the
    foot or the list of other articles begins."""
    entries = sum(layout.kinds[number] == "list" for number in layout.tail)
    under: str | None = None
    for number in layout.tail:
        kind = layout.kinds[number]
        bare_address = kind == "header" and not fields(lines[number].simple)
        if bare_address or (kind == "list" and entries < 2):
            kind = None
        if kind and kind.rstrip("!") in ("related", "footer"):
            under = kind.rstrip("!")
        kind = layout.kinds[number] = kind or under
        if kind is None:
            layout.text.append(number)
        elif kind in _NO_EVIDENCE:
            layout.dropped.append(number)
        else:
            layout.chrome_below.append(number)
