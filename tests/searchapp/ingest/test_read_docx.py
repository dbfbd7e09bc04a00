from __future__ import annotations

import io
import random
import time
import zipfile

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from hypothesis import given, settings
from hypothesis import strategies as st

from searchapp.article import RawPage
from searchapp.errors import IngestError
from searchapp.ingest.clean import clean_page
from searchapp.ingest.source import Source, open_source

TITLE = "广元市总工会开展“送清凉”慰问活动"
BODY = "7月20日，广元市总工会走访慰问了坚守在高温一线的环卫职工，送去了防暑降温用品。"


def written(document: docx.document.Document) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def page(raw: bytes) -> RawPage:
    return RawPage(raw=raw, place="a.docx", kind="docx")


def opened(raw: bytes) -> Source:
    return open_source(page(raw))


def reason(raw: bytes) -> str:
    with pytest.raises(IngestError) as caught:
        opened(raw)
    return caught.value.reason


def story() -> docx.document.Document:
    document = docx.Document()
    document.core_properties.title = ""
    document.add_paragraph(TITLE).alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.add_paragraph("来源：广元市总工会  发布时间：2020年7月21日")
    document.add_paragraph(BODY)
    return document


def test_paragraphs_and_table_rows_come_in_the_order_they_are_read() -> None:
    document = story()
    table = document.add_table(rows=2, cols=2)
    for row, texts in zip(table.rows, (("姓名", "单位"), ("张三", "环卫所")), strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    document.add_paragraph("活动共慰问一线职工200人。")
    lines = [line.text for line in opened(written(document)).lines]
    assert lines[-4:] == [BODY, "姓名 单位", "张三 环卫所", "活动共慰问一线职工200人。"]


def test_a_document_is_read_like_any_page() -> None:
    clean = clean_page(page(written(story())))
    assert (clean.title, clean.title_inferred, clean.body) == (TITLE, False, BODY)
    assert clean.date is not None and clean.date.value == "2020-07-21"
    assert clean.original_text.startswith(TITLE)


@pytest.mark.parametrize(
    ("stated", "expected"),
    [(TITLE, TITLE), ("关于召开2016年总结会的通知", None), ("Microsoft Word - 文档1", None)],
)
def test_the_stated_title_counts_only_if_the_text_bears_it_out(
    stated: str, expected: str | None
) -> None:
    document = story()
    document.core_properties.title = stated
    assert opened(written(document)).html_title == expected


def test_hidden_and_deleted_text_is_not_read() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("看得见")
    paragraph.add_run("看不见").font.hidden = True
    deleted = OxmlElement("w:del")
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "删掉的"
    run.append(text)
    deleted.append(run)
    paragraph._p.append(deleted)
    assert [line.text for line in opened(written(document)).lines] == ["看得见"]


def test_what_is_no_document_says_why() -> None:
    assert reason(b"<html>") == "不是有效的 .docx 文件"
    assert "密码" in reason(b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"))
    assert "旧版" in reason(b"\xd0\xcf\x11\xe0" + b"\x00" * 600)
    assert "损坏" in reason(written(story())[:500])
    assert "没有文字" in reason(written(docx.Document()))


def with_part(name: str, content: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return file.getvalue()


def test_bombs_do_not_go_off() -> None:
    assert "压缩炸弹" in reason(with_part("word/document.xml", b" " * 30_000_000))
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 9}">' for n in range(1, 9))
    laughs = (
        f'<!DOCTYPE x [<!ENTITY e0 "哈">{entities}]><document><p><r><t>&e8;</t></r></p></document>'
    )
    started = time.monotonic()
    with pytest.raises(IngestError):
        opened(with_part("word/document.xml", laughs.encode()))
    outside = '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><p><t>&f;</t></p>'
    with pytest.raises(IngestError):
        opened(with_part("word/document.xml", outside.encode()))
    assert time.monotonic() - started < 2


def test_damaged_documents_are_read_or_refused() -> None:
    whole = written(story())
    chance = random.Random(5)
    for _ in range(150):
        raw = bytearray(whole)
        for _ in range(chance.randint(1, 30)):
            raw[chance.randrange(len(raw))] = chance.randrange(256)
        try:
            opened(bytes(raw))
        except IngestError as error:
            assert error.place == "a.docx"


@given(st.binary(max_size=300), st.booleans())
@settings(max_examples=60, deadline=None)
def test_any_bytes_are_read_or_refused(noise: bytes, packed: bool) -> None:
    raw = with_part("word/document.xml", noise) if packed else b"PK" + noise
    with pytest.raises(IngestError):
        opened(raw)
