"""Tables as text (CSV, TSV): each row below the headers is a record."""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import islice

from searchapp.errors import IngestError
from searchapp.ingest.decode import decode
from searchapp.ingest.given_file import GivenFile, Reading
from searchapp.ingest.record import HEAD_ROWS, NAMES, NO_HEADERS, find_headers, row_item

SUFFIXES = (".csv", ".tsv")
MAX_BYTES = 100 * 1024 * 1024
MAX_CELL = 5 * 1024 * 1024
_SEPARATORS = (",", "\t", ";", "，", "|")
_HEAD = 100_000


def read(file: GivenFile) -> Reading:
    """Yield every row of a table; raises ``IngestError`` if no column is headed as text."""
    decoded = decode(file.load(MAX_BYTES))
    if decoded is None:
        raise IngestError(file.place, "不是文本文件（可能是图片、压缩包或损坏的文件）")
    separator, start, headers = _table(decoded.text, file.place)
    found = 0
    for number, row in enumerate(_rows(decoded.text, separator, file.place), 1):
        if isinstance(row, IngestError):
            found += 1
            yield row
        elif number > start + 1 and any(cell.strip() for cell in row):
            found += 1
            yield row_item(headers, row, f"{file.place}#{number}", file.modified)
    if not found:
        raise IngestError(file.place, "表里没有记录")


def _table(text: str, place: str) -> tuple[str, int, tuple[str, ...]]:
    """Return the separator, the header row's number from 0 and the headers: whatever separator
    makes the most names that are known."""
    found = []
    for separator in _SEPARATORS:
        rows = (row for row in _rows(text[:_HEAD], separator, place) if isinstance(row, list))
        headers = find_headers(islice(rows, HEAD_ROWS))
        if headers:
            found.append((len(NAMES & {*headers[1]}), separator, *headers))
    if not found:
        raise IngestError(place, NO_HEADERS)
    return max(found, key=lambda one: one[0])[1:]


def _rows(text: str, separator: str, place: str) -> Iterator[list[str] | IngestError]:
    """Yield the rows; where a quote never ends the rest cannot be told apart any more."""
    import csv

    csv.field_size_limit(MAX_CELL)
    number = 0
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            number += 1
            yield row
    except csv.Error:
        size = MAX_CELL // 1024 // 1024
        yield IngestError(
            f"{place}#{number + 1}", f"引号没有闭合或单元格超过 {size} MB，此行起读不出"
        )
