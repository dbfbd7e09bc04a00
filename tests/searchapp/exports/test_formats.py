"""Every format says the same list; nothing in it runs; a snapshot gives the same bytes for ever."""

from __future__ import annotations

import csv
import io
import json
import re
import time
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import openpyxl
import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from searchapp.citation import DEFAULT
from searchapp.desk import Desk
from searchapp.errors import InvalidParameter
from searchapp.exports.cells import HEADS, defused, legible
from searchapp.exports.export_list import ExportList, list_of_answer, list_of_snapshot
from searchapp.exports.formats import FORMATS, export_format
from searchapp.ingest.pipeline import ingest
from searchapp.listed import ListedArticle
from searchapp.params import SearchParams
from searchapp.saved import SavedText
from searchapp.take_snapshot import take_snapshot
from searchapp.whole import whole_answer

BASE = "https://search.union.example"
ROW = ListedArticle(
    id="d0000000000001",
    title="广元市总工会慰问劳模",
    title_inferred=False,
    date="2020-10-09",
    organization="广元市总工会",
    organization_inferred=True,
    publisher="广元市总工会",
    publisher_inferred=True,
    regions=("四川省 广元市", "重庆市"),
    site="广元工会网",
    url="http://m.example.cn/1",
    url_trust="mirror",
    sha256="0" * 64,
)
ROWS = (
    ROW,
    replace(ROW, id="d0000000000002", title="=HYPERLINK(\"http://x\",\"y\")", date="2020-10"),
    replace(ROW, id="d0000000000003", title="＝1+1 \x00\x08&<b>|*_[劳模]", title_inferred=True,
            date=None),
    replace(ROW, id="d0000000000004", title="-100% {\\LaTeX} #1~^", organization=None, site=None,
            publisher=None, regions=(), url=None, url_trust=None),
)  # fmt: skip


def listed(rows: tuple[ListedArticle, ...] = ROWS) -> ExportList:
    return ExportList(
        heading="劳模 & <通报>",
        facts=(("检索式", "“劳模”"), ("命中", f"{len(rows)} 篇")),
        citation="工会新闻检索，检索式：“劳模”.",
        moment="2026-09-30T16:42:07+08:00",
        total=len(rows),
        base=BASE,
        name="S-7K2M9QXA-3",
        rows=lambda: iter(rows),
    )


def written(suffix: str, export: ExportList | None = None) -> bytes:
    file = io.BytesIO()
    FORMATS[suffix].write(export or listed(), file)
    return file.getvalue()


def test_csv_opens_in_office_programs_and_runs_nothing() -> None:
    data = written("csv")
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\r\n") == 5
    lines = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert tuple(lines[0]) == HEADS
    assert lines[1] == [
        "1", "2020-10-09", "广元市总工会慰问劳模", "广元市总工会〔推断〕", "四川省 广元市；重庆市",
        "广元工会网", "http://m.example.cn/1", "网址未核实", "d0000000000001",
        f"{BASE}/doc/d0000000000001",
    ]  # fmt: skip
    assert [line[2][0] for line in lines[2:]] == ["'", "〔", "'"]
    assert [line[1] for line in lines[1:]] == ["2020-10-09", "2020-10", "日期不详", "2020-10-09"]
    assert lines[4][3:8] == ["单位不详", "地区不详", "来源不详", "", "网址不详"]


@given(st.text(st.characters(exclude_categories=[])))
def test_no_text_whatever_begins_like_a_formula(text: str) -> None:
    assert defused(text)[:1] not in {*"=+-@\t\r＝＋－＠"}
    assert defused(text).removeprefix("'") == text.removeprefix("'")


@given(st.text(st.characters(exclude_categories=[])))
def test_any_text_can_stand_in_xml_and_on_one_line(text: str) -> None:
    shown = legible(text)
    assert "\n" not in shown
    etree.fromstring(f"<a>{shown.replace('&', '').replace('<', '').replace(']', '')}</a>".encode())


def test_xlsx_holds_real_numbers_dates_and_links() -> None:
    book = openpyxl.load_workbook(io.BytesIO(written("xlsx")))
    sheet = book["清单"]
    assert tuple(cell.value for cell in sheet[1]) == HEADS
    assert [sheet.cell(n, 1).value for n in range(2, 6)] == [1, 2, 3, 4]
    assert sheet["B2"].value == datetime(2020, 10, 9)
    assert sheet["B2"].number_format == "yyyy-mm-dd"
    assert [sheet.cell(n, 2).value for n in (3, 4)] == ["2020-10", "日期不详"]
    assert sheet["J2"].value == f'=HYPERLINK("{BASE}/doc/d0000000000001","打开")'
    inner = zipfile.ZipFile(io.BytesIO(written("xlsx"))).read("xl/worksheets/sheet1.xml").decode()
    assert re.findall(r"<f>(.*?)</f>", inner) == [
        f"HYPERLINK(&quot;{BASE}/doc/{row.id}&quot;,&quot;打开&quot;)".replace("&quot;", '"')
        for row in ROWS
    ]
    assert '=HYPERLINK("http://x","y")' in inner.replace("&quot;", '"')  # as text in its cell
    facts = {row[0].value: row[1].value for row in book["检索说明"].iter_rows()}
    assert facts["名称"] == "劳模 & <通报>"
    assert facts["引用"] == listed().citation


def test_docx_holds_statement_table_and_numbered_references_in_chinese_faces() -> None:
    data = written("docx")
    document = Document(io.BytesIO(data))
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert texts[0] == "劳模 & <通报>"
    assert "检索式：“劳模”" in texts
    table = document.tables[0]
    assert [cell.text for cell in table.rows[0].cells] == ["序", "日期", "题名", "单位", "来源"]
    assert [row.cells[0].text for row in table.rows[1:]] == ["1", "2", "3", "4"]
    assert "各年篇数：2020 年 3 篇；不详 1 篇。" in texts
    references = texts[texts.index("参考文献") + 1 :]
    assert references[0] == (
        "[1] [广元市总工会]. 广元市总工会慰问劳模[EB/OL]. （2020-10-09）[2026-09-30]."
        " http://m.example.cn/1（网址未核实）."
    )
    assert [text[:3] for text in references] == ["[1]", "[2]", "[3]", "[4]"]
    styles = zipfile.ZipFile(io.BytesIO(data)).read("word/styles.xml").decode()
    normal = re.findall(r'<w:style [^>]*w:styleId="Normal".*?</w:style>', styles, re.S)[0]
    assert 'w:eastAsia="仿宋"' in normal
    assert 'w:eastAsia="zh-CN"' in styles


def test_markdown_takes_every_sign_literally() -> None:
    text = written("md").decode()
    assert text.startswith("# 劳模 \\& \\<通报\\>\n")
    assert f"| 1 | 2020-10-09 | [广元市总工会慰问劳模]({BASE}/doc/d0000000000001) |" in text
    row = next(line for line in text.splitlines() if line.startswith("| 3 |"))
    assert len(re.findall(r"(?<!\\)\|", row)) == 6
    assert r"\<b\>\|\*\_\[劳模\]" in row


def test_ris_and_bibtex_leave_out_what_is_unknown() -> None:
    records = written("ris").decode().split("\r\n\r\n")
    assert records[0].splitlines()[:3] == [
        "TY  - ELEC",
        "ID  - d0000000000001",
        f"TI  - {ROW.title}",
    ]
    assert "AU  - [广元市总工会]," in records[0]
    assert "N1  - 网址未核实" in records[0]
    assert "DA  - 2020/10//" in records[1]
    assert "DA" not in records[2]
    assert "AU" not in records[3]
    assert all(record.endswith("ER  -") for record in records[:4])
    entries = written("bib").decode()
    assert entries.count("@misc{") == 4
    assert r"-100\% \{\textbackslash{}LaTeX\} \#1\textasciitilde{}\textasciicircum{}" in entries
    plain = re.sub(r"\\[{}]", "", entries)
    assert plain.count("{") == plain.count("}")


def test_json_lines_are_the_rows_of_the_interface() -> None:
    rows = [json.loads(line) for line in written("jsonl").decode().splitlines()]
    assert [row["id"] for row in rows] == [row.id for row in ROWS]
    assert [row["position"] for row in rows] == [1, 2, 3, 4]
    assert rows[0]["links"]["html"] == f"{BASE}/doc/{ROW.id}"


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_format_takes_only_what_it_can_hold(suffix: str) -> None:
    most = FORMATS[suffix].most
    assert export_format(suffix, most) is FORMATS[suffix]
    with pytest.raises(InvalidParameter, match="最多"):
        export_format(suffix, most + 1)
    assert export_format("exe", 1) is None


@pytest.fixture
def filled(desk: Desk, write: Callable[[str, str], str], page: Callable[[str, str], str]) -> Desk:
    cities = ("广元市", "成都市", "泉州市")
    ingest([write(f"{n}.txt", page(city, "慰问劳模")) for n, city in enumerate(cities)], desk)
    return desk


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_snapshot_gives_the_same_bytes_at_any_time(
    filled: Desk,
    suffix: str,
    write: Callable[[str, str], str],
    page: Callable[[str, str], str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    saved = filled.store.saved.add(SavedText("慰问"), SearchParams(q="慰问"))[0]
    taken = take_snapshot(saved, "", filled)
    before = written(suffix, list_of_snapshot(taken, filled, BASE, DEFAULT))
    ingest(
        [write("0.txt", page("广元市", "举办技能竞赛")), write("9.txt", page("西安市", "慰问"))],
        filled,
    )
    clock = time.time
    monkeypatch.setattr(time, "time", lambda: clock() + 90_000_000)
    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    try:
        again = written(suffix, list_of_snapshot(taken, filled, BASE, DEFAULT))
    finally:
        monkeypatch.undo()
        time.tzset()
    assert again == before


def test_an_answer_is_exported_whole_and_in_its_order(filled: Desk) -> None:
    answer = whole_answer(SearchParams(q="慰问 劳模", per_page=1), filled)
    export = list_of_answer(answer, None, filled, BASE, DEFAULT)
    assert tuple(row.id for row in export.rows()) == answer.ids
    assert len(answer.ids) == export.total == 3
    facts = dict(export.facts)
    assert facts["检索式"] == "“慰问 劳模”"
    assert facts["同时检索"].startswith("劳动模范，其中 ") or "劳动模范" in facts["同时检索"]
    assert "实时" in facts["性质"]
    told: list[int] = []
    assert len(list(export.telling(told.append).rows())) == 3
    assert told == [1, 2, 3]
