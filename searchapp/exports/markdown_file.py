"""Markdown: the search in words, the list as a table with links, the citation."""

from __future__ import annotations

import re
from typing import BinaryIO
from urllib.parse import quote

from searchapp.exports.cells import legible, organization, title
from searchapp.exports.export_list import ExportList

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&!])")


def write_markdown(export: ExportList, file: BinaryIO) -> None:
    """Write heading, facts, table and citation."""

    def line(text: str = "") -> None:
        file.write(f"{text}\n".encode())

    line(f"# {escaped(legible(export.heading))}")
    line()
    for name, value in export.facts:
        line(f"- {name}：{escaped(legible(value))}")
    line()
    line("| 序 | 日期 | 题名 | 单位 | 来源 |")
    line("| ---: | --- | --- | --- | --- |")
    for number, row in enumerate(export.rows(), start=1):
        link = f"[{escaped(title(row))}]({quote(export.address(row), safe=':/?&=%')})"
        cells = (row.date or "日期不详", link, escaped(organization(row)))
        line(f"| {number} | {' | '.join(cells)} | {escaped(legible(row.site or '来源不详'))} |")
    line()
    line(f"引用：{escaped(export.citation)}")


def escaped(text: str) -> str:
    """Return ``text`` with every sign that means something in Markdown taken literally."""
    return _SPECIAL.sub(r"\\\1", text)
