"""CSV: UTF-8 with BOM and CRLF, as Excel and WPS open it; nothing in it is a formula."""

from __future__ import annotations

import csv
import io
from typing import BinaryIO

from searchapp.exports.cells import HEADS, defused, texts
from searchapp.exports.export_list import ExportList

BOM = "\ufeff"


def write_csv(export: ExportList, file: BinaryIO) -> None:
    """Write one line a row, a header first."""
    text = io.TextIOWrapper(file, "utf-8", newline="", write_through=False)
    text.write(BOM)
    out = csv.writer(text, lineterminator="\r\n")
    out.writerow(HEADS)
    for number, row in enumerate(export.rows(), start=1):
        out.writerow((number, *map(defused, texts(row, export))))
    text.flush()
    text.detach()
