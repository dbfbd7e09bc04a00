"""How many of the listed articles each year has, as a drawing for a document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from searchapp.chart import WIDTH, Box, Chart, Label, Line, Mark, bar_marks
from searchapp.listed import ListedArticle

MOST_YEARS = 16
"""Years with a bar each; more would leave no room for their names: the latest are drawn."""
_BASE, _TOP, _HEIGHT = 190.0, 30.0, 220.0
_UNKNOWN = "不详"


def year_chart(rows: Iterable[ListedArticle], whole: bool = True) -> Chart | None:
    """Return the drawing; None without rows. Years between the first and the last that have no
    article are drawn too, unless the list was not of the ``whole`` time: they may have some."""
    counts = Counter(row.date[:4] if row.date else _UNKNOWN for row in rows)
    if not counts:
        return None
    unknown = counts.pop(_UNKNOWN, 0)
    known = sorted(map(int, counts))
    drawn = range(known[0], known[-1] + 1) if known and whole else known
    years = [str(year) for year in drawn][-MOST_YEARS:]
    bars = [(year, counts[year]) for year in years] + ([(_UNKNOWN, unknown)] if unknown else [])
    says = "；".join(
        f"{name}{'' if name == _UNKNOWN else ' 年'} {count} 篇" for name, count in bars
    )
    return Chart(_HEIGHT, "各年篇数", f"各年篇数：{says}。", tuple(_marks(bars)))


def _marks(bars: list[tuple[str, int]]) -> list[Mark]:
    slot, most = WIDTH / len(bars), max(count for _, count in bars)
    wide = min(slot * 0.6, 48.0)
    marks: list[Mark] = [Line(((0, _BASE + 0.5), (WIDTH, _BASE + 0.5)), "axis")]
    for i, (name, count) in enumerate(bars):
        tall, middle = round((_BASE - _TOP) * count / most, 1), round((i + 0.5) * slot, 1)
        left, top = round(middle - wide / 2, 1), round(_BASE - tall, 1)
        marks += bar_marks(Box(left, top, round(wide, 1), tall, unknown=name == _UNKNOWN))
        marks.append(Label(middle, round(top - 6, 1), str(count), kind="value"))
        marks.append(Label(middle, _BASE + 20, name))
    return marks
