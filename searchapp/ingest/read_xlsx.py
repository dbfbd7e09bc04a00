"""Workbooks (XLSX): each row below a sheet's headers is a record."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from itertools import chain, islice
from typing import TYPE_CHECKING

from searchapp.errors import IngestError
from searchapp.ingest.archive import Refused, is_bomb, open_archive, whole_budget
from searchapp.ingest.document_lines import why_no_zip
from searchapp.ingest.given_file import GivenFile, Reading
from searchapp.ingest.record import HEAD_ROWS, NO_HEADERS, find_headers, row_item

if TYPE_CHECKING:
    from openpyxl import Workbook

SUFFIXES = (".xlsx", ".xlsm")
MAX_BYTES = 50 * 1024 * 1024
_MAX_UNPACKED = 500 * 1024 * 1024
_MAX_ROWS = 1_100_000
_MAX_COLUMNS = 64
Row = list[str]


def read(file: GivenFile) -> Reading:
    """Yield every row of every sheet; raises ``IngestError`` if the file is no workbook."""
    raw = file.load(MAX_BYTES)
    _check(raw, file.place)
    # A broken workbook raises what no base class holds together: KeyError, ValueError, XML errors.
    try:
        workbook = _open(raw)
        names = workbook.sheetnames
    except Exception as error:
        raise IngestError(file.place, "工作簿已损坏，打不开") from error
    found = 0
    for name in names:
        prefix = f"{file.place}#{name}!" if len(names) > 1 else f"{file.place}#"
        try:
            for item in _sheet(_rows(workbook, name), prefix, file):
                found += 1
                yield item
        except IngestError as error:
            found += 1
            yield error
        except Exception:
            found += 1
            yield IngestError(prefix.rstrip("#!"), "工作表已损坏，读到这里为止")
    if not found:
        raise IngestError(file.place, "工作簿里没有记录")


def _check(raw: bytes, place: str) -> None:
    """Raise ``IngestError`` for what is no workbook or would unpack to too much."""
    if not raw.startswith(b"PK"):
        raise IngestError(place, why_no_zip(raw, ".xlsx"))
    try:
        with open_archive(io.BytesIO(raw), whole_budget()) as archive:
            members = archive.infolist()
    except Refused as error:
        raise IngestError(place, str(error)) from error
    if sum(member.file_size for member in members) > _MAX_UNPACKED or any(map(is_bomb, members)):
        raise IngestError(place, "工作簿解开后太大，可能是压缩炸弹")


def _open(raw: bytes) -> Workbook:
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return load_workbook(io.BytesIO(raw), read_only=True, data_only=True, keep_links=False)


def _rows(workbook: Workbook, name: str) -> Iterator[Row]:
    sheet = workbook[name]
    if not hasattr(sheet, "iter_rows"):
        return  # a sheet that is one chart
    if hasattr(sheet, "reset_dimensions"):
        sheet.reset_dimensions()  # what a sheet says of its own size is often wrong
    rows = sheet.iter_rows(max_col=_MAX_COLUMNS, values_only=True)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for row in islice(rows, _MAX_ROWS):
            filled = max((n for n, value in enumerate(row, 1) if value is not None), default=0)
            yield [_text(value) for value in row[:filled]]


def _sheet(rows: Iterator[Row], prefix: str, file: GivenFile) -> Reading:
    head = list(islice(rows, HEAD_ROWS))
    found = find_headers(head)
    if found is None:
        if any(cell.strip() for row in head for cell in row):
            raise IngestError(prefix.rstrip("#!"), NO_HEADERS)
        return
    start, headers = found
    everything: Iterable[Row] = chain(head, rows)
    for number, row in enumerate(everything, 1):
        if number > start + 1 and any(cell.strip() for cell in row):
            yield row_item(headers, row, f"{prefix}{number}", file.modified)


def _text(value: object) -> str:
    """Return a cell as a reader sees it: whole numbers and dates without what Excel adds."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.isoformat(" ", "minutes") if value.time() != time() else f"{value:%Y-%m-%d}"
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
