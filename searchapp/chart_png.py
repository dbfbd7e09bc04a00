"""A chart as PNG, for programs that cannot show SVG (Word 2013, WPS, mail).

Pillow draws the same marks as the SVG has: next to matplotlib it loads in a fraction of the time
and memory, and the two pictures cannot differ (figures: ``python -m benchmarks.charts``).
"""

from __future__ import annotations

import csv
import io
import os
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from searchapp.chart import WIDTH, Box, Chart, Dot, Label, Line
from searchapp.chart_svg import BAR, LINES, MARGIN, PAPER, RULE_2, SHARE, TEXTS
from searchapp.errors import AppError

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw

SCALE = 3
"""Pixels of one unit: 1,332 across, 300 dpi at the width of a printed column."""
_FINE = 2
"""Shapes are drawn so many times as large and shrunk, which smooths their edges."""
_SIZE = 12
_ANCHORS = {"start": "ls", "middle": "ms", "end": "rs"}


class NoChartFont(AppError):
    """No installed font has Chinese characters; a picture of boxes would be no chart."""


def chart_png(chart: Chart) -> bytes:
    """Return ``chart`` as PNG, the same bytes for the same chart and font.

    Raises NoChartFont where none of the known fonts is installed.
    """
    from PIL import Image, ImageDraw  # not needed until somebody wants a picture

    font = _font()
    size = (round((WIDTH + 2 * MARGIN) * SCALE), round((chart.height + 2 * MARGIN) * SCALE))
    fine = Image.new("RGB", (size[0] * _FINE, size[1] * _FINE), PAPER)
    _shapes(ImageDraw.Draw(fine), chart)
    image = fine.resize(size, Image.Resampling.BOX)
    draw = ImageDraw.Draw(image)
    for mark in chart.marks:
        if isinstance(mark, Label):
            at = ((mark.x + MARGIN) * SCALE, (mark.y + MARGIN) * SCALE)
            draw.text(at, mark.text, TEXTS[mark.kind], font, _ANCHORS[mark.anchor])
    file = io.BytesIO()
    image.save(file, "PNG", optimize=True, dpi=(300, 300))
    return file.getvalue()


def _shapes(draw: ImageDraw, chart: Chart) -> None:
    scale = SCALE * _FINE

    def at(x: float, y: float) -> tuple[int, int]:
        return round((x + MARGIN) * scale), round((y + MARGIN) * scale)

    for mark in chart.marks:
        match mark:
            case Box(x, y, width, height, unknown):
                corners = [at(x, y), at(x + width, y + height)]
                if unknown:
                    _dashed(draw, corners[0], corners[1], scale)
                elif width and height:
                    draw.rectangle(corners, fill=BAR)
            case Line(points, kind):
                colour, wide = LINES[kind]
                draw.line([at(*point) for point in points], colour, round(wide * scale), "curve")
            case Dot(x, y):
                draw.ellipse([at(x - 4, y - 4), at(x + 4, y + 4)], PAPER, SHARE, 2 * scale)
            case _:
                pass


def _dashed(draw: ImageDraw, first: tuple[int, int], last: tuple[int, int], scale: int) -> None:
    (left, top), (right, bottom) = first, last
    dash = 2 * scale
    for x in range(left, right, 2 * dash):
        for y in (top, bottom):
            draw.line([(x, y), (min(x + dash, right), y)], RULE_2, scale)
    for y in range(top, bottom, 2 * dash):
        for x in (left, right):
            draw.line([(x, y), (x, min(y + dash, bottom))], RULE_2, scale)


def _font() -> Any:
    from PIL import ImageFont

    found = installed_font()
    if found is None:
        raise NoChartFont(
            "服务器上没有中文字体，画不出 PNG。SVG 图不受影响；要 PNG，请管理员安装思源黑体"
            "（Debian：apt install fonts-noto-cjk）。"
        )
    path, face = found
    return ImageFont.truetype(str(path), _SIZE * SCALE, face, layout_engine=ImageFont.Layout.BASIC)


@cache
def installed_font() -> tuple[Path, int] | None:
    """Return the first known Chinese font that is installed, and which face of its file."""
    files = {
        name: Path(folder) / name
        for root in reversed(_roots())
        for folder, _, names in os.walk(root)
        for name in sorted(names)
    }
    for name, face in _known():
        if name in files:
            return files[name], face
    return None


def _known() -> list[tuple[str, int]]:
    path = Path(__file__).with_name("data") / "chart_fonts.tsv"
    with path.open(encoding="utf-8", newline="") as file:
        lines = (line for line in file if not line.startswith("#"))
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [(row["file"], int(row["index"])) for row in rows]


def _roots() -> list[Path]:
    """Return where systems keep their fonts, the user's own first."""
    if sys.platform == "win32":
        return [Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts"]
    home = Path.home()
    return [
        home / ".local/share/fonts",
        home / "Library/Fonts",
        Path("/usr/local/share/fonts"),
        Path("/usr/share/fonts"),
        Path("/System/Library/Fonts"),
        Path("/Library/Fonts"),
    ]
