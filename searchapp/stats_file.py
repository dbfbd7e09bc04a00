"""A statistics table as a file: XLSX with real numbers and links, CSV for everything else."""

from __future__ import annotations

import io
from typing import Any

from index.said import said
from searchapp.stats_table import StatsTable
from searchapp.table_file import book_styles, csv_bytes, remark, workbook, write_number

TOTAL = "合计"
COPIES_NOTE = {
    "all": "逐篇计，转载也计。",
    "first": "合并转载：一份稿件只计一次，按原稿的日期、地区、单位和来源计。",
}
DISTINCT_NOTE = said(
    "一篇报道可以属于几行，在每一行各计一次，所以“各行之和”会大于“去重合计”；"
    "去重合计里每篇只计一次。"
)


def stats_csv(table: StatsTable) -> bytes:
    """Return the table as CSV that Excel and WPS open as it is: UTF-8 with BOM, CRLF; a text that
    would be read as a formula begins with an apostrophe."""
    heads = [period.label for period in table.periods]
    lines: list[list[str | int]] = [[table.row_label, *heads, TOTAL, "占同期全部报道", "说明"]]
    for row in (*table.rows, *table.ends):
        share = "" if row.total is None or row.total.share is None else f"{row.total.share:.4f}"
        total = "" if row.total is None else row.total.count
        numbers: list[str | int] = [cell.count for cell in row.cells]
        numbers = numbers or [""] * len(heads)
        lines.append([row.label, *numbers, total, share, remark(row)])
    return csv_bytes(lines)


def stats_xlsx(table: StatsTable, base: str, moment: str) -> bytes:
    """Return the table as a workbook: numbers are numbers and link to their searches below
    ``base``; a second sheet holds the shares, a third says how it was made (``moment``)."""
    file = io.BytesIO()
    with workbook(file) as book:
        styles = book_styles(book)
        _counts_sheet(book.add_worksheet("篇数"), table, base, styles)
        _shares_sheet(book.add_worksheet("占同期全部报道"), table, styles)
        _about_sheet(book.add_worksheet("说明"), table, base, moment)
    return file.getvalue()


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
            write_number(sheet, number, column, cell, base, styles["number"])
        if remark(row):
            sheet.write_string(number, note_at, remark(row))


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
        ("链接", "点数字打开正好得出它的检索；超过 Excel 长度限制的链接略去，网页上有。"),
        ("计数", "各行之和即合计，每篇只在一行。" if table.single else DISTINCT_NOTE),
        ("转载", COPIES_NOTE[table.params.dup]),
        ("占比", "该格篇数除以同一时期收录的全部报道篇数（不论内容）。"),
        *((left.label, f"{left.count} 篇，未计入本表") for left in table.left_out),
        *(("提示", warning) for warning in table.warnings),
    ]
    for number, (label, text) in enumerate(lines):
        sheet.write_string(number, 0, label)
        sheet.write_string(number, 1, text)
    sheet.set_column(0, 0, 16)
    sheet.set_column(1, 1, 90)
