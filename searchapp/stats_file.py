"""A statistics table as a file: XLSX with real numbers and links, CSV for everything else."""

from __future__ import annotations

import csv
import io
from typing import Any

from searchapp.stats_table import Cell, Row, StatsTable

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
TOTAL = "合计"
DISTINCT_NOTE = (
    "一篇报道可以属于几行，在每一行各计一次，所以“各行之和”会大于“去重合计”；"
    "去重合计里每篇只计一次。"
)


def stats_csv(table: StatsTable) -> bytes:
    """Return the table as CSV that Excel and WPS open as it is: UTF-8 with BOM, CRLF; a text that
    would be read as a formula begins with an apostrophe."""
    text = io.StringIO()
    writer = csv.writer(text)
    heads = [period.label for period in table.periods]
    writer.writerow([_safe(table.row_label), *heads, TOTAL, "占同期全部报道", "说明"])
    for row in (*table.rows, *table.ends):
        share = "" if row.total is None or row.total.share is None else f"{row.total.share:.4f}"
        total = "" if row.total is None else row.total.count
        numbers: list[int | str] = [cell.count for cell in row.cells]
        numbers = numbers or [""] * len(heads)
        writer.writerow([_safe(row.label), *numbers, total, share, _safe(remark(row))])
    return b"\xef\xbb\xbf" + text.getvalue().encode("utf-8")


def remark(row: Row) -> str:
    """Return what is to be said about a row: how its name was read, that it has nothing."""
    said = [row.note, "、".join(candidate.label for candidate in row.candidates)]
    if row.is_zero:
        said.insert(0, "零报道")
    return "；".join(part for part in said if part)


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(_DANGEROUS) else text


def stats_xlsx(table: StatsTable, base: str, moment: str) -> bytes:
    """Return the table as a workbook: numbers are numbers and link to their searches below
    ``base``; a second sheet holds the shares, a third says how it was made (``moment``)."""
    import xlsxwriter  # not needed until somebody wants a file

    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        styles = _styles(book)
        _counts_sheet(book.add_worksheet("篇数"), table, base, styles)
        _shares_sheet(book.add_worksheet("占同期全部报道"), table, styles)
        _about_sheet(book.add_worksheet("说明"), table, base, moment)
    return file.getvalue()


def _styles(book: Any) -> dict[str, Any]:
    line = {"top": 1, "bottom": 1, "bold": True}
    return {
        "head": book.add_format({**line, "align": "right"}),
        "corner": book.add_format(line),
        "number": book.add_format({"num_format": "0", "font_color": "#24408E"}),
        "share": book.add_format({"num_format": "0.0%"}),
    }


def _header(sheet: Any, table: StatsTable, styles: dict[str, Any]) -> None:
    sheet.write_string(0, 0, table.row_label, styles["corner"])
    heads = [*(period.label for period in table.periods), TOTAL]
    for column, head in enumerate(heads, start=1):
        sheet.write_string(0, column, head, styles["head"])
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, len(heads), 12)
    sheet.freeze_panes(1, 1)


def _counts_sheet(sheet: Any, table: StatsTable, base: str, styles: dict[str, Any]) -> None:
    _header(sheet, table, styles)
    note_at = len(table.periods) + 2
    sheet.write_string(0, note_at, "说明", styles["corner"])
    for number, row in enumerate((*table.rows, *table.ends), start=1):
        sheet.write_string(number, 0, row.label)
        cells = [*row.cells, row.total] if row.total else []
        for column, cell in enumerate(cells, start=1):
            _number(sheet, number, column, cell, base, styles["number"])
        if remark(row):
            sheet.write_string(number, note_at, remark(row))


MAX_LINK = 2_079
"""Characters of a link in an Excel cell."""


def _number(sheet: Any, row: int, column: int, cell: Cell, base: str, style: Any) -> None:
    address = base + cell.url if cell.url else ""
    if 0 < len(address) <= MAX_LINK:
        sheet.write_url(row, column, address, style)
    # The link stays with the cell; its text becomes a number that can be summed.
    sheet.write_number(row, column, cell.count, style)


def _shares_sheet(sheet: Any, table: StatsTable, styles: dict[str, Any]) -> None:
    _header(sheet, table, styles)
    for number, row in enumerate((*table.rows, table.distinct), start=1):
        sheet.write_string(number, 0, row.label)
        for column, cell in enumerate([*row.cells, row.total] if row.total else [], start=1):
            if cell.share is not None:
                sheet.write_number(number, column, cell.share, styles["share"])


def _about_sheet(sheet: Any, table: StatsTable, base: str, moment: str) -> None:
    lines = [
        ("统计对象", table.title),
        ("行", table.row_label),
        ("列", table.col_label),
        ("检索时间", f"{moment}（北京时间）"),
        ("索引", table.generation),
        ("这张表的网址", base + table.path()),
        ("计数", "各行之和即合计，每篇只在一行。" if table.single else DISTINCT_NOTE),
        ("占比", "该格篇数除以同一时期收录的全部报道篇数（不论内容）。"),
        *((left.label, f"{left.count} 篇，未计入本表") for left in table.left_out),
        *(("提示", warning) for warning in table.warnings),
    ]
    for number, (label, text) in enumerate(lines):
        sheet.write_string(number, 0, label)
        sheet.write_string(number, 1, text)
    sheet.set_column(0, 0, 16)
    sheet.set_column(1, 1, 90)
