"""A chart as an SVG file of its own: colours written in, text left as text."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from searchapp.chart import WIDTH, Box, Chart, Dot, Label, Line, Mark

INK, INK_2, RULE, RULE_2 = "#1b1b1b", "#474747", "#d9d9d9", "#8a8a8a"
BAR, SHARE, PAPER = "#4a5a78", "#b3261e", "#ffffff"
LINES = {
    "axis": (RULE_2, 1.0),
    "gridline": (RULE, 1.0),
    "hatch": (RULE_2, 0.75),
    "share-line": (SHARE, 2.0),
}
"""Colour and width of each kind of line."""
TEXTS = {"plain": INK_2, "value": INK, "share": SHARE}
FAMILY = "'Noto Sans CJK SC', 'Source Han Sans SC', 'Microsoft YaHei', SimHei, sans-serif"
MARGIN = 12.0
_CONTROL = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def chart_svg(chart: Chart) -> bytes:
    """Return ``chart`` as UTF-8 SVG without scripts, styles or anything to be loaded."""
    wide, tall = WIDTH + 2 * MARGIN, chart.height + 2 * MARGIN
    root = ET.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "width": _number(2 * wide),
            "height": _number(2 * tall),
            "viewBox": f"{-MARGIN:g} {-MARGIN:g} {wide:g} {tall:g}",
            "role": "img",
            "font-family": FAMILY,
            "font-size": "12",
        },
    )
    ET.SubElement(root, "title").text = _CONTROL.sub(" ", chart.title)
    ET.SubElement(root, "desc").text = _CONTROL.sub(" ", chart.says)
    paper = {"x": f"{-MARGIN:g}", "y": f"{-MARGIN:g}", "width": f"{wide:g}", "height": f"{tall:g}"}
    ET.SubElement(root, "rect", {**paper, "fill": PAPER})
    for mark in chart.marks:
        _add(root, mark)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))


def _add(root: ET.Element, mark: Mark) -> None:
    match mark:
        case Box():
            paint = {"fill": BAR}
            if mark.unknown:
                paint = {"fill": "none", "stroke": RULE_2, "stroke-dasharray": "2 2"}
            size = {name: _number(getattr(mark, name)) for name in ("x", "y", "width", "height")}
            ET.SubElement(root, "rect", {**size, **paint})
        case Line(points, kind):
            colour, width = LINES[kind]
            path = " ".join(f"{_number(x)},{_number(y)}" for x, y in points)
            stroke = {"stroke": colour, "stroke-width": _number(width)}
            ET.SubElement(root, "polyline", {"points": path, "fill": "none", **stroke})
        case Dot(x, y):
            place = {"cx": _number(x), "cy": _number(y), "r": "4"}
            ET.SubElement(
                root, "circle", {**place, "fill": PAPER, "stroke": SHARE, "stroke-width": "2"}
            )
        case Label():
            place = {"x": _number(mark.x), "y": _number(mark.y), "text-anchor": mark.anchor}
            text = ET.SubElement(root, "text", {**place, "fill": TEXTS[mark.kind]})
            text.text = _CONTROL.sub(" ", mark.text)


def _number(value: float) -> str:
    return f"{value:g}"
