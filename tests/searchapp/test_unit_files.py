"""Lists come as text in any encoding, as CSV, as workbooks, and as what only looks like one."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest

from searchapp.errors import InvalidParameter
from searchapp.unit_files import MAX_UNPACKED, list_in_file

NAMES = "广元市总工会\n利州区总工会"


def workbook(*rows: tuple[object, ...]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_is_read_in_the_encodings_of_office_machines(encoding: str) -> None:
    assert list_in_file("名单.txt", NAMES.encode(encoding)) == NAMES


def test_the_first_column_of_csv_is_the_list() -> None:
    content = '广元市总工会,12\r\n"利州区\n总工会",3\r\n\r\n'.encode("gb18030")
    assert list_in_file("名单.CSV", content) == "广元市总工会\n利州区 总工会"


def test_the_first_column_of_a_workbook_is_the_list() -> None:
    content = workbook(("广元市总工会", 1), (None, 2), ("利州区\n总工会", 3), (510800,))
    assert list_in_file("x.xlsx", content) == "广元市总工会\n利州区 总工会\n510800"


def bomb() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/worksheets/sheet1.xml", bytes(MAX_UNPACKED + 1))
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"\xd0\xcf\x11\xe0" + bytes(20), "旧版 Excel"),
        (b"PK\x03\x04broken", "读不出"),
        (bytes(range(256)), "不是文本"),
        (b"a\x00b", "不是文本"),
    ],
)
def test_what_is_no_list_is_refused_in_words(content: bytes, reason: str) -> None:
    with pytest.raises(InvalidParameter, match=reason):
        list_in_file("名单.xlsx", content)


def test_a_workbook_that_unpacks_to_too_much_is_not_unpacked() -> None:
    with pytest.raises(InvalidParameter, match="解开后太大"):
        list_in_file("名单.xlsx", bomb())
