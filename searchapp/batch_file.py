"""A batch as a file: every line of the list, how it was read, its numbers."""

from __future__ import annotations

import io
from typing import Any

from searchapp.batch import BatchTable
from searchapp.table_file import book_styles, csv_bytes, remark, workbook, write_number

_HEADS = ("行", "名单", "识别")


def _heads(table: BatchTable) -> list[str]:
    return [*_HEADS, *(period.label for period in table.periods), "合计", "说明"]


def batch_csv(table: BatchTable) -> bytes:
    """Return the batch as CSV with BOM."""
    lines: list[list[str | int]] = [list(_heads(table))]
    for line in table.rows:
        total = "" if line.row.total is None else line.row.total.count
        numbers: list[str | int] = [cell.count for cell in line.row.cells]
        numbers = numbers or [""] * len(table.periods)
        lines.append([line.number, line.row.label, line.read, *numbers, total, remark(line.row)])
    return csv_bytes(lines)


def batch_xlsx(table: BatchTable, base: str, moment: str) -> bytes:
    """Return the batch as a workbook whose numbers link to their searches below ``base``; the
    second sheet says how it was made (``moment``)."""
    file = io.BytesIO()
    with workbook(file) as book:
        styles = book_styles(book)
        _numbers(book.add_worksheet("篇数"), table, base, styles)
        about = book.add_worksheet("说明")
        lines = [
            ("共同的条件", "，".join([table.params.q, *table.where]).strip("，") or "无"),
            ("列", table.col_label),
            ("检索时间", f"{moment}（北京时间）"),
            ("索引", table.generation),
            ("计数", "一篇报道可以在几行里各计一次，各行不宜相加作总数。"),
        ]
        for number, (label, text) in enumerate(lines):
            about.write_string(number, 0, label)
            about.write_string(number, 1, text)
        about.set_column(0, 0, 16)
        about.set_column(1, 1, 90)
    return file.getvalue()


def _numbers(sheet: Any, table: BatchTable, base: str, styles: dict[str, Any]) -> None:
    for column, head in enumerate(_heads(table)):
        sheet.write_string(0, column, head, styles["corner" if column in (1, 2) else "head"])
    sheet.set_column(1, 1, 30)
    sheet.freeze_panes(1, 2)
    for line in table.rows:
        sheet.write_number(line.number, 0, line.number)
        sheet.write_string(line.number, 1, line.row.label)
        sheet.write_string(line.number, 2, line.read)
        cells = [*line.row.cells, line.row.total] if line.row.total else []
        for column, cell in enumerate(cells, start=len(_HEADS)):
            write_number(sheet, line.number, column, cell, base, styles["number"])
        sheet.write_string(line.number, len(_HEADS) + len(table.periods) + 1, remark(line.row))
