"""XLSX: real numbers and dates, links; row after row, so that memory does not grow with them."""

from __future__ import annotations

import datetime
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO

from searchapp.exports.cells import HEADS, legible, texts
from searchapp.exports.export_list import ExportList
from searchapp.listed import ListedArticle

WIDTHS = (6, 12, 56, 26, 24, 20, 30, 12, 16, 8)
"""Of the columns, in characters."""
_LINK = len(HEADS) - 1


def write_xlsx(export: ExportList, file: BinaryIO) -> None:
    """Write the list on one sheet and the search in words on another."""
    import xlsxwriter  # not needed until somebody wants a file

    with TemporaryDirectory(prefix="export-") as folder:
        options = {
            "constant_memory": True,
            "tmpdir": folder,
            "strings_to_formulas": False,
            "strings_to_urls": False,
        }
        book = xlsxwriter.Workbook(file, options)
        made = datetime.datetime.fromisoformat(export.moment).replace(tzinfo=None)
        book.set_properties(
            {"title": legible(export.heading), "author": "工会新闻检索", "created": made}
        )
        _list_sheet(book, export)
        _facts_sheet(book, export)
        book.close()


def _list_sheet(book: Any, export: ExportList) -> None:
    sheet = book.add_worksheet("清单")
    head = book.add_format({"bold": True, "bottom": 1, "top": 2})
    day = book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
    link = book.add_format({"font_color": "#24408E", "underline": 1})
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(1, 3)
    sheet.autofilter(0, 0, max(export.total, 1), _LINK)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.write_row(0, 0, HEADS, head)
    for number, row in enumerate(export.rows(), start=1):
        sheet.write_number(number, 0, number)
        _write_date(sheet, number, row, day)
        cells = texts(row, export)
        for column in range(2, _LINK):
            sheet.write_string(number, column, cells[column - 1])
        # A formula, for a sheet holds no more than 65,530 links of the other kind.
        formula = f'=HYPERLINK("{cells[-1].replace(chr(34), "%22")}","打开")'
        sheet.write_formula(number, _LINK, formula, link, "打开")


def _write_date(sheet: Any, number: int, row: ListedArticle, style: Any) -> None:
    """Write a day as a date; a month, a year or 日期不详 as the text it is."""
    if row.date and len(row.date) == len("2020-10-09"):
        sheet.write_datetime(number, 1, datetime.date.fromisoformat(row.date), style)
    else:
        sheet.write_string(number, 1, row.date or "日期不详")


def _facts_sheet(book: Any, export: ExportList) -> None:
    sheet = book.add_worksheet("检索说明")
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    label = book.add_format({"bold": True, "valign": "top"})
    sheet.set_column(0, 0, 12)
    sheet.set_column(1, 1, 90)
    lines = (("名称", export.heading), *export.facts, ("引用", export.citation))
    for number, (name, value) in enumerate(lines):
        sheet.write_string(number, 0, name, label)
        sheet.write_string(number, 1, legible(value), wrapped)
