from __future__ import annotations

import io
import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter

from searchapp.article import RawPage
from searchapp.errors import IngestError
from searchapp.ingest.clean import clean_page
from searchapp.ingest.source import Source, open_source
from tests.pdf_pages import assembled, document, stream

TITLE = "广元市总工会开展“送清凉”慰问活动"
LINES = (
    TITLE,
    "来源：广元市总工会 发布时间：2020年7月21日",
    "7月20日，广元市总工会走访慰问了坚守在高温一线的环卫",
    "职工，送去了防暑降温用品。",
    "活动共慰问一线职工200人。",
)
BODY = (
    "7月20日，广元市总工会走访慰问了坚守在高温一线的环卫职工，送去了防暑降温用品。\n"
    "活动共慰问一线职工200人。"
)


def page(raw: bytes) -> RawPage:
    return RawPage(raw=raw, place="a.pdf", kind="pdf")


def opened(raw: bytes) -> Source:
    return open_source(page(raw))


def reason(raw: bytes) -> str:
    with pytest.raises(IngestError) as caught:
        opened(raw)
    return caught.value.reason


def rewritten(raw: bytes, password: str | None = None, title: str | None = None) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(raw)))
    if title:
        writer.add_metadata({"/Title": title})
    if password is not None:
        writer.encrypt(password, "owner", algorithm="RC4-128")
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def test_a_document_is_read_like_any_page() -> None:
    clean = clean_page(page(document(LINES)))
    assert (clean.title, clean.title_inferred, clean.body) == (TITLE, False, BODY)
    assert clean.date is not None and clean.date.value == "2020-07-21"
    assert clean.original_text.split("\n") == list(LINES)


def test_a_sentence_broken_by_the_page_is_joined_over_page_numbers() -> None:
    whole = document((*LINES[:3], "- 1 -"), (*LINES[3:], "第 2 页"))
    assert clean_page(page(whole)).body == BODY


def test_running_heads_are_not_text() -> None:
    pages = [("广元工会信息 2020", f"第{n}件事办得很好很好很好。", "12") for n in "一二三四"]
    lines = [line.text for line in opened(document(*pages)).lines]
    assert lines == [f"第{n}件事办得很好很好很好。" for n in "一二三四"]


def test_a_stated_title_counts_only_if_the_text_bears_it_out() -> None:
    assert opened(rewritten(document(LINES), title=TITLE)).html_title == TITLE
    assert opened(rewritten(document(LINES), title="旧文件的标题放在这里")).html_title is None


def test_a_page_that_cannot_be_read_is_named_beside_the_others() -> None:
    whole = document(LINES, ("第二页讲的是别的事情。",))
    head, _, tail = whole.rpartition(b"/FlateDecode")
    clean = clean_page(page(head + b"/FlateDecodX" + tail))
    assert clean.body == BODY
    assert clean.warnings == ("PDF 第 2 页已损坏，没有读出",)


def test_a_scan_says_that_it_has_no_text() -> None:
    assert reason(document(())) == "PDF 没有文字层，可能是扫描件"


def test_a_password_is_asked_for_only_where_reading_needs_one() -> None:
    assert "密码" in reason(rewritten(document(LINES), password="geheim"))
    assert opened(rewritten(document(LINES), password="")).lines[0].text == TITLE


def test_what_is_no_document_says_why() -> None:
    assert reason(b"<html>") == "不是有效的 PDF 文件"
    assert "损坏" in reason(b"%PDF-1.4\n" + b"x" * 500)


def test_forms_nested_to_a_bomb_are_given_up_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    from searchapp.ingest import read_pdf

    monkeypatch.setattr(read_pdf, "_SECONDS", 1.0)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R"
        b" /Resources << /XObject << /X 5 0 R >> >> >>",
        stream(b"/X Do " * 20),
    ]
    for number in range(5, 14):
        inner = f"/Resources << /XObject << /X {number + 1} 0 R >> >>"
        objects.append(stream(b"/X Do " * 20, f"/Type /XObject /Subtype /Form {inner}"))
    started = time.monotonic()
    with pytest.raises(IngestError):
        opened(assembled(objects))
    assert time.monotonic() - started < 4


def test_damaged_documents_are_read_or_refused() -> None:
    whole = document(LINES, LINES)
    chance = random.Random(5)
    for _ in range(150):
        raw = bytearray(whole[: chance.randint(len(whole) // 2, len(whole))])
        for _ in range(chance.randint(1, 30)):
            raw[chance.randrange(len(raw))] = chance.randrange(256)
        try:
            opened(bytes(raw))
        except IngestError as error:
            assert error.place == "a.pdf"


@given(st.binary(max_size=300))
@settings(max_examples=60, deadline=None)
def test_any_bytes_are_read_or_refused(noise: bytes) -> None:
    with pytest.raises(IngestError):
        opened(b"%PDF-1.4\n1 0 obj\n" + noise)
