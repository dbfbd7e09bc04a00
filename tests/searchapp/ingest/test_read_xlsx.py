from __future__ import annotations

import io
import random
import zipfile
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from searchapp.article import RawPage
from searchapp.errors import IngestError
from searchapp.ingest.read import read_path

HEAD = ("标题", "正文", "发布时间", "网址", "来源", "编号")
ROW = ("慰问职工", "“送清凉”到一线。", datetime(2020, 7, 21), "http://a.cn/1", "广元工会网", 7.0)


def workbook(**sheets: list[tuple[object, ...]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def read(folder: Path, raw: bytes) -> list[RawPage | IngestError]:
    path = folder / "a.xlsx"
    path.write_bytes(raw)
    return list(read_path(path, "a.xlsx"))


def pages(folder: Path, raw: bytes) -> list[RawPage]:
    return [item for item in read(folder, raw) if isinstance(item, RawPage)]


def errors(folder: Path, raw: bytes) -> dict[str, str]:
    found = read(folder, raw)
    return {item.place: item.reason for item in found if isinstance(item, IngestError)}


def test_a_row_is_a_record_with_the_fields_its_headers_name(tmp_path: Path) -> None:
    [page] = pages(tmp_path, workbook(Sheet1=[HEAD, ROW]))
    assert (page.place, page.kind) == ("a.xlsx#2", "json")
    assert page.declared == {
        "title": "慰问职工",
        "body": "“送清凉”到一线。",
        "date": "2020-07-21",
        "url": "http://a.cn/1",
        "site": "广元工会网",
    }
    assert '"编号":"7"' in page.raw.decode()


def test_a_place_names_the_sheet_when_there_are_more(tmp_path: Path) -> None:
    raw = workbook(一月=[HEAD, ROW], 二月=[("信息汇总",), (), HEAD, ROW], Sheet3=[])
    assert [page.place for page in pages(tmp_path, raw)] == ["a.xlsx#一月!2", "a.xlsx#二月!4"]
    assert errors(tmp_path, raw) == {}


def test_what_is_no_record_is_named(tmp_path: Path) -> None:
    raw = workbook(
        甲=[HEAD, ("只有标题",), (None,) * 6, ROW], 乙=[("姓名", "单位"), ("张三", "所")]
    )
    assert len(pages(tmp_path, raw)) == 1
    reasons = errors(tmp_path, raw)
    assert reasons.pop("a.xlsx#甲!2") == "这一行没有正文"
    assert "没有认出正文列" in reasons.pop("a.xlsx#乙")
    assert not reasons
    assert errors(tmp_path, workbook(Sheet1=[])) == {"a.xlsx": "工作簿里没有记录"}


def test_a_wrong_size_in_the_sheet_loses_no_row(tmp_path: Path) -> None:
    raw = rewritten(
        workbook(Sheet1=[HEAD, ROW, (*ROW[:1], "另一篇")]),
        "xl/worksheets/sheet1.xml",
        lambda text: text.replace(b'ref="A1:F3"', b'ref="A1:A1"'),
    )
    assert len(pages(tmp_path, raw)) == 2


def rewritten(raw: bytes, name: str, change: object) -> bytes:
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(raw)) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for member in old.namelist():
            content = old.read(member)
            assert callable(change)
            new.writestr(member, change(content) if member == name else content)
    return file.getvalue()


def test_what_is_no_workbook_says_why(tmp_path: Path) -> None:
    locked = b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le")
    assert "密码" in errors(tmp_path, locked)["a.xlsx"]
    assert "旧版" in errors(tmp_path, b"\xd0\xcf\x11\xe0" + bytes(600) + b"x")["a.xlsx"]
    assert "不是有效" in errors(tmp_path, b"<table>")["a.xlsx"]
    assert "损坏" in errors(tmp_path, workbook(A=[HEAD])[:900])["a.xlsx"]
    bomb = rewritten(
        workbook(A=[HEAD]), "xl/worksheets/sheet1.xml", lambda text: text + b" " * 30_000_000
    )
    assert "炸弹" in errors(tmp_path, bomb)["a.xlsx"]


def test_damaged_workbooks_are_read_or_refused(tmp_path: Path) -> None:
    whole = workbook(Sheet1=[HEAD, ROW, ROW])
    parts = ("xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml")
    chance = random.Random(5)

    def spoil(content: bytes) -> bytes:
        spoiled = bytearray(content)
        for _ in range(chance.randint(1, 12)):
            spoiled[chance.randrange(len(spoiled))] = chance.randrange(32, 127)
        return bytes(spoiled)

    for turn in range(120):
        raw = rewritten(whole, chance.choice(parts), spoil) if turn % 2 else spoil(whole)
        for item in read(tmp_path, raw):
            assert isinstance(item, RawPage | IngestError)


@pytest.mark.parametrize("value", ["=SUM(1,2)", True, 3.5, "2020年7月"])
def test_cells_of_every_kind_are_text(tmp_path: Path, value: object) -> None:
    [page] = pages(tmp_path, workbook(A=[("正文", "日期"), ("正文在此", value)]))
    assert page.declared["body"] == "正文在此"
