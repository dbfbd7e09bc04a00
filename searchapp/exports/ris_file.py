"""RIS, as reference managers read it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from searchapp.citation import author_of, is_newspaper
from searchapp.exports.cells import legible
from searchapp.exports.export_list import ExportList
from searchapp.listed import ListedArticle


def write_ris(export: ExportList, file: BinaryIO) -> None:
    """Write one record an article; what is unknown is left out, as the format wants."""
    for row in export.rows():
        lines = [f"{tag}  - {legible(value)}".rstrip() for tag, value in _fields(row, export)]
        file.write(("\r\n".join(lines) + "\r\n\r\n").encode("utf-8", "replace"))


def _fields(row: ListedArticle, export: ExportList) -> Iterator[tuple[str, str]]:
    yield "TY", "NEWS" if is_newspaper(row.site) else "ELEC"
    yield "ID", row.id
    yield "TI", f"[{row.title}]" if row.title_inferred else row.title
    if author := author_of(row):
        yield "AU", f"{author},"  # the comma: a name that is not cut into family and given
    if row.site:
        yield "T2", row.site
    if row.date:
        yield "PY", row.date[:4]
        yield "DA", "/".join([*row.date.split("-"), "", ""][:3]) + "/"
    yield "UR", row.url or export.address(row)
    if row.url and row.url_trust != "declared":
        yield "N1", "网址未核实"
    yield "Y2", export.day.replace("-", "/") + "/"
    yield "LA", "zh-CN"
    yield "ER", ""
