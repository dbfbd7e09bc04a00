"""Lists of names as files: text, CSV or the first column of a workbook."""

from __future__ import annotations

import csv
import io
import zipfile

from index.said import said
from searchapp.errors import InvalidParameter

MAX_BYTES = 1024 * 1024
MAX_UNPACKED = 50 * 1024 * 1024
"""Bytes a workbook may hold when unpacked."""
MAX_ROWS = 10_000
"""Rows of a workbook that are looked at."""


def list_in_file(name: str, content: bytes) -> str:
    """Return the names in an uploaded file, one a line; raise InvalidParameter if it cannot be
    read. ``name`` only tells CSV from text."""
    if content[:4] == b"PK\x03\x04":
        return "\n".join(_first_column(content))
    if content[:4] == b"\xd0\xcf\x11\xe0":
        raise _refused(name, said("是旧版 Excel 文件，请另存为 xlsx 或 csv。"))
    text = _decoded(name, content)
    if name.lower().endswith(".csv"):
        rows = csv.reader(io.StringIO(text, newline=""))
        try:
            return "\n".join(row[0].replace("\n", " ") for row in rows if row)
        except csv.Error as error:
            raise _refused(name, said("不是完整的 CSV。请在表格软件里重新另存一次。")) from error
    return text


def _decoded(name: str, content: bytes) -> str:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise _refused(name, said("不是文本。请上传 txt、csv 或 xlsx。"))


def _first_column(content: bytes) -> list[str]:
    import openpyxl  # not needed until somebody uploads a workbook

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            size = sum(entry.file_size for entry in package.infolist())
        if size > MAX_UNPACKED:
            raise _refused("xlsx", said("解开后太大。请只留名单那一列，另存后再传。"))
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        try:
            rows = book.worksheets[0].iter_rows(max_row=MAX_ROWS, max_col=1, values_only=True)
            return [_line(row[0]) for row in rows if row and row[0] is not None]
        finally:
            book.close()
    except InvalidParameter:
        raise
    except Exception as error:  # openpyxl raises whatever its XML reader meets
        raise _refused("xlsx", said("读不出。请在表格软件里重新另存为 xlsx。")) from error


def _line(value: object) -> str:
    return " ".join(str(value).split())


def _refused(name: str, reason: str) -> InvalidParameter:
    shown = name[-40:] or said("文件")
    return InvalidParameter(
        "file", shown, "unreadable-list", said("“{name}”{reason}", name=shown, reason=reason)
    )
