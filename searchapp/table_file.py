"""What tables of numbers have in common as files: cells, styles, remarks."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any, BinaryIO

from searchapp.exports.cells import defused
from searchapp.stats_table import Cell, Row

MAX_LINK = 2_079
"""Characters of a link in an Excel cell; a longer one is left out, the number stays."""


def csv_bytes(lines: Iterable[Sequence[str | int]]) -> bytes:
    """Return CSV that Excel and WPS open as it is: UTF-8 with BOM, CRLF; a text that would be
    read as a formula begins with an apostrophe."""
    text = io.StringIO()
    writer = csv.writer(text)
    for line in lines:
        writer.writerow([defused(cell) if isinstance(cell, str) else cell for cell in line])
    return b"\xef\xbb\xbf" + text.getvalue().encode("utf-8")


def workbook(file: BinaryIO) -> Any:
    """Return a new workbook (a context manager) that takes texts as texts."""
    import xlsxwriter  # not needed until somebody wants a file

    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    return xlsxwriter.Workbook(file, options)


def book_styles(book: Any) -> dict[str, Any]:
    """Return the formats of a workbook by name."""
    line = {"top": 1, "bottom": 1, "bold": True}
    return {
        "head": book.add_format({**line, "align": "right"}),
        "corner": book.add_format(line),
        "number": book.add_format({"num_format": "0", "font_color": "#24408E"}),
        "share": book.add_format({"num_format": "0.0%"}),
    }


def write_number(sheet: Any, row: int, column: int, cell: Cell, base: str, style: Any) -> None:
    """Write a number that can be summed and opens its search below ``base``."""
    address = base + cell.url if cell.url else ""
    if 0 < len(address) <= MAX_LINK:
        sheet.write_url(row, column, address, style)
    # The link stays with the cell; its text becomes a number.
    sheet.write_number(row, column, cell.count, style)


def remark(row: Row) -> str:
    """Return what is to be said about a row: how its name was read, that it has nothing."""
    said = [row.note, "、".join(candidate.label for candidate in row.candidates)]
    if row.is_zero:
        said.insert(0, "零报道")
    return "；".join(part for part in said if part)
