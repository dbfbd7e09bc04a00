"""Charts of a statistics table as plain marks, drawn alike on the page, as SVG and as PNG.

Drawn 420 units wide, so that the text stays legible on a narrow screen. One accent, values
written on the bars, the share in a band of its own above them, both from zero; what is no value of
its own is hatched: nothing hangs on colour, in print or to a reader who sees none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.query import UNKNOWN
from index.said import joined, said
from searchapp.stats_table import Row, RowKind, StatsTable

WIDTH = 420.0
MAX_NAMES = 10
"""Bars of a chart by rows; what is smaller stands together."""
_BASE, _BAR_TOP, _SHARE_TOP, _SHARE_LOW = 222.0, 120.0, 28.0, 92.0
_LABELLED = 14
"""So many bars have room for a number each."""
_NAMED = 7
_SHARED = 9
"""So many points have room for a percentage each."""
_PERCENTAGE = 44.0
"""Units a percentage needs beside another."""
_LETTER = 12.0
_LONGEST = 13
"""Characters of a name beside its bar; the table has it whole."""


@dataclass(frozen=True, slots=True)
class Box:
    """A filled rectangle; ``unknown`` ones are outlines in dashes, to be hatched."""

    x: float
    y: float
    width: float
    height: float
    unknown: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """Straight lines from point to point. ``kind``: axis, gridline, hatch or share-line."""

    points: tuple[tuple[float, float], ...]
    kind: str


@dataclass(frozen=True, slots=True)
class Dot:
    """A ring at one point of the share."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Label:
    """Text at a point of its base line; ``anchor`` start, middle or end; ``kind`` plain, value or
    share."""

    x: float
    y: float
    text: str
    anchor: str = "middle"
    kind: str = "plain"


Mark = Box | Line | Dot | Label


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing of ``WIDTH`` × ``height`` units. ``says`` is what it shows, in one sentence."""

    height: float
    title: str
    says: str
    marks: tuple[Mark, ...]


HATCH = 5.0
"""Units between the lines of a hatched bar."""


def hatching(box: Box) -> list[Line]:
    """Return the slanting lines within ``box``, from the lower left to the upper right.

    They are lines like any other, so page, file and picture draw them alike.

    >>> [line.points for line in hatching(Box(0.0, 0.0, 10.0, 5.0))]
    [((0.0, 5.0), (5.0, 0.0)), ((5.0, 5.0), (10.0, 0.0))]
    """
    right, low = box.x + box.width, box.y + box.height
    lines = []
    for i in range(1, int((box.width + box.height) / HATCH) + 1):
        along = i * HATCH  # where a line would leave the left or the lower side
        start = (box.x + max(along - box.height, 0.0), min(box.y + along, low))
        end = (min(box.x + along, right), box.y + max(along - box.width, 0.0))
        points = tuple((round(x, 1), round(y, 1)) for x, y in (start, end))
        if points[0] != points[1]:
            lines.append(Line(points, "hatch"))
    return lines


def percent(share: float | None) -> str:
    """Return a share as it is printed; 无 when there is nothing to share.

    >>> percent(0.0765), percent(0.0002), percent(None)
    ('7.6%', '0.02%', '无')
    """
    if share is None:
        return said("无")
    small = 0 < share < 0.0005
    return "<0.01%" if small and share < 0.00005 else f"{100 * share:.{2 if small else 1}f}%"


def time_chart(table: StatsTable) -> Chart:
    """Return articles over time with their share of all articles of each period."""
    cells = table.distinct.cells
    known = [i for i, period in enumerate(table.periods) if period.key != UNKNOWN]
    slot = WIDTH / max(len(cells), 1)
    most = max((cell.count for cell in cells), default=0) or 1
    wide = min(slot * 0.6, 58.0) if len(cells) <= _LABELLED else slot * 0.85
    marks: list[Mark] = [Line(((0, _SHARE_LOW + 4.5), (WIDTH, _SHARE_LOW + 4.5)), "gridline")]
    marks.append(Line(((0, _BASE + 0.5), (WIDTH, _BASE + 0.5)), "axis"))
    for i, cell in enumerate(cells):
        tall = (_BASE - _BAR_TOP) * cell.count / most
        middle = (i + 0.5) * slot
        box = (round(middle - wide / 2, 1), round(_BASE - tall, 1), round(wide, 1), round(tall, 1))
        marks += bar_marks(Box(*box, unknown=i not in known))
        if len(cells) <= _LABELLED or cell.count == most:
            marks.append(Label(middle, round(box[1] - 6, 1), str(cell.count), kind="value"))
    marks += _times(table, slot)
    marks += _share(table, known, slot)
    title = said(
        "{counted}，{periods}篇数与占同期全部报道的比例",
        counted=_counted(table),
        periods=table.col_label,
    )
    return Chart(250.0, title, _say_times(table, known), tuple(marks))


def bar_marks(box: Box) -> list[Mark]:
    """Return a bar with its hatching, if it is one of the unknown."""
    return [box, *(hatching(box) if box.unknown else [])]


def _counted(table: StatsTable) -> str:
    """Return what the table counts; of its rows, regions alone narrow what is in it."""
    narrowed = table.rows and table.wanted.rows == "region"
    return joined("，", (table.title, table.row_label)) if narrowed else table.title


def _times(table: StatsTable, slot: float) -> list[Mark]:
    count = len(table.periods)
    step = -(-count // _NAMED) if count > _NAMED else 1
    marks: list[Mark] = []
    for i in range(0, count, step):
        period = table.periods[i]
        text = period.short if len({p.year for p in table.periods if p.year}) < 2 else period.key
        marks.append(Label(round((i + 0.5) * slot, 1), _BASE + 20, _shown(period.key, text)))
    return marks


def _shown(key: str, text: str) -> str:
    return said("不详") if key == UNKNOWN else text


def _share(table: StatsTable, known: Sequence[int], slot: float) -> list[Mark]:
    shares = {i: share for i in known if (share := table.distinct.cells[i].share) is not None}
    most = max(shares.values(), default=0) or 1
    points = {
        i: (round((i + 0.5) * slot, 1), round(_SHARE_LOW - (_SHARE_LOW - _SHARE_TOP) * s / most, 1))
        for i, s in shares.items()
    }
    marks: list[Mark] = []
    for run in _runs(list(points)):
        if len(run) > 1:
            marks.append(Line(tuple(points[i] for i in run), "share-line"))
    few = len(table.periods) <= _SHARED
    best = max(shares, key=lambda i: shares[i], default=-1)
    last = max(shares, default=-1)
    if not few and 0 < abs(last - best) * slot < _PERCENTAGE:
        last = best  # no room for both
    for i, (x, y) in points.items():
        if few or i in (best, last):
            marks += [Dot(x, y), Label(x, y - 10, percent(shares[i]), kind="share")]
    return marks


def _runs(places: Sequence[int]) -> list[list[int]]:
    """Return ``places`` in runs without a gap: where no article was published at all, the share
    is not zero but unknown, and no line leads through."""
    runs: list[list[int]] = []
    for place in places:
        if runs and place == runs[-1][-1] + 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    return runs


def _say_times(table: StatsTable, known: Sequence[int]) -> str:
    total = table.distinct.total
    counts = {i: table.distinct.cells[i].count for i in known}
    if not counts or total is None or not total.count:
        return said("{counted}：没有报道。", counted=_counted(table))
    best = max(counts, key=lambda i: counts[i])
    return said(
        "{counted}：{first}至{last}共 {total} 篇，最多的是{best} {most} 篇，"
        "占同期全部报道 {share}。各列数字见表。",
        counted=_counted(table),
        first=table.periods[known[0]].label,
        last=table.periods[known[-1]].label,
        total=sum(counts.values()),
        best=table.periods[best].label,
        most=counts[best],
        share=percent(table.distinct.cells[best].share),
    )


def rows_chart(table: StatsTable) -> Chart:
    """Return the rows with the most articles, the others together, 不详 last."""
    bars = _bars(table)
    most = max((count for _, count, _ in bars), default=0) or 1
    left = 8 + _LETTER * max((min(len(name), _LONGEST) for name, _, _ in bars), default=0)
    room = WIDTH - left - 44
    marks: list[Mark] = []
    for i, (name, count, unknown) in enumerate(bars):
        wide = round(room * count / most, 1)
        marks.append(Label(left - 8, 18.0 + 22 * i, _cut(name), "end"))
        marks += bar_marks(Box(left, 7.0 + 22 * i, wide, 14.0, unknown))
        marks.append(Label(round(left + wide + 6, 1), 18.0 + 22 * i, str(count), "start", "value"))
    height = 8.0 + 22 * max(len(bars), 1)
    marks.append(Line(((left - 0.5, 2.0), (left - 0.5, height - 2)), "axis"))
    first = [said("{name} {count} 篇", name=name, count=count) for name, count, _ in bars[:3]]
    says = said(
        "{title}，{rows}：{first}。各行数字见表。",
        title=table.title,
        rows=table.row_label,
        first=joined("，", first) if first else said("没有报道"),
    )
    return Chart(
        height,
        said("{title}，{rows}篇数", title=table.title, rows=table.row_label),
        says,
        tuple(marks),
    )


def _bars(table: StatsTable) -> list[tuple[str, int, bool]]:
    values = [(r.label, _count(r)) for r in table.rows if r.kind is RowKind.VALUE and _count(r)]
    values.sort(key=lambda bar: -bar[1])
    kept = len(values) if len(values) <= MAX_NAMES else MAX_NAMES - 1
    bars = [(name, count, False) for name, count in values[:kept]]
    if values[kept:]:
        rest = sum(count for _, count in values[kept:])
        bars.append((said("其余 {n} 行之和", n=len(values) - kept), rest, False))
    apart = (RowKind.REST, RowKind.UNKNOWN)
    return bars + [(r.label, _count(r), True) for r in table.rows if r.kind in apart and _count(r)]


def _count(row: Row) -> int:
    return row.total.count if row.total else 0


def _cut(name: str) -> str:
    return name if len(name) <= _LONGEST else name[: _LONGEST - 1] + "…"
