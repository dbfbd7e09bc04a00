"""Articles per year as bars, drawn on the server so that no script is needed."""

from __future__ import annotations

from dataclasses import dataclass, replace

from index.said import said
from searchapp.chart import Box, Line, hatching
from searchapp.search_page import FacetView

TOP = 6.0
LABEL_ROOM = 16.0
UNKNOWN_ROOM = 24.0
MAX_BAR = 28.0
MAX_YEARS = 60
"""Older years than this before the last are left to the list below: bars would be hairs."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its box, what it says, whether its year is chosen."""

    x: float
    y: float
    width: float
    height: float
    label: str
    selected: bool
    unknown: bool = False

    @property
    def hatch(self) -> list[Line]:
        """The lines within the bar of what has no date."""
        return hatching(Box(self.x, self.y, self.width, self.height)) if self.unknown else []


@dataclass(frozen=True, slots=True)
class Histogram:
    """A drawing of ``width`` × ``height`` units: bars, axis and three year labels."""

    width: float
    height: float
    bars: tuple[Bar, ...]
    axis: float
    labels: tuple[tuple[float, str, str], ...]
    caption: str


def histogram(view: FacetView, width: float, height: float) -> Histogram | None:
    """Return the bars of a year facet, unknown last; None when no year is known."""
    counts = {int(v.value): v.count for v in view.values if v.value.isdigit()}
    chosen = {int(v.value) for v in view.values if v.selected and v.value.isdigit()}
    if not counts:
        return None
    last = max(counts)
    years = range(max(min(counts), last - MAX_YEARS), last + 1)
    most = max(*counts.values(), view.unknown.count, 1)
    floor = height - LABEL_ROOM
    axis = width - (UNKNOWN_ROOM if view.unknown.count else 0.0)
    slot = axis / len(years)
    wide = min(slot * 0.72, MAX_BAR)

    def bar(x: float, wide: float, count: int, label: str, on: bool) -> Bar:
        tall = round((floor - TOP) * count / most, 1)
        text = said("{label} {count} 篇", label=label, count=count)
        return Bar(round(x, 1), round(floor - tall, 1), round(wide, 1), tall, text, on)

    bars = [
        bar(
            (i + 0.5) * slot - wide / 2,
            wide,
            counts.get(year, 0),
            said("{year} 年", year=year),
            year in chosen,
        )
        for i, year in enumerate(years)
    ]
    if view.unknown.count:
        unknown = view.unknown
        drawn = bar(width - 12, 10.8, unknown.count, said("日期不详"), unknown.selected)
        bars.append(replace(drawn, unknown=True))
    return Histogram(width, height, tuple(bars), round(axis, 1), _labels(years, axis), _say(counts))


def _labels(years: range, axis: float) -> tuple[tuple[float, str, str], ...]:
    if len(years) == 1:
        return ((round(axis / 2, 1), "middle", str(years[0])),)
    labels = [(0.0, "start", str(years[0])), (round(axis, 1), "end", str(years[-1]))]
    if len(years) > 4:
        middle = len(years) // 2
        x = round((middle + 0.5) * axis / len(years), 1)
        labels.insert(1, (x, "middle", str(years[middle])))
    return tuple(labels)


def _say(counts: dict[int, int]) -> str:
    first, last = min(counts), max(counts)
    most = max(counts, key=lambda year: (counts[year], year))
    return said(
        "各年篇数：{first} 年 {first_count} 篇，最多 {most} 年 {most_count} 篇，"
        "{last} 年 {last_count} 篇。数字见列表。",
        first=first,
        first_count=counts[first],
        most=most,
        most_count=counts[most],
        last=last,
        last_count=counts[last],
    )
