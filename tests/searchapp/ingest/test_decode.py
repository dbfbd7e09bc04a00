from __future__ import annotations

import codecs
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.ingest.decode import decode

SIMPLIFIED = (
    "近日，丰泽区政府与区总工会召开联席会议，研究部署下阶段工作。\n会议指出，今年以来成效明显。"
)
TRADITIONAL = "香港工聯會召開記者會，促請勞工處跟進外賣員的工傷補償，並檢討法例。\n會後遞交請願信。"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [SIMPLIFIED, TRADITIONAL])
def test_the_encoding_is_found_without_a_mark(text: str, encoding: str) -> None:
    decoded = decode(text.encode(encoding))
    assert decoded and (decoded.text, decoded.encoding) == (text, encoding)


def test_big5_is_told_from_gbk() -> None:
    decoded = decode(TRADITIONAL.encode("big5hkscs"))
    assert decoded and (decoded.text, decoded.encoding) == (TRADITIONAL, "big5hkscs")
    gbk = decode(TRADITIONAL.encode("gbk"))
    assert gbk and (gbk.text, gbk.encoding) == (TRADITIONAL, "gb18030")


@pytest.mark.parametrize(
    ("bom", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ],
)
def test_a_byte_order_mark_decides_and_is_not_text(bom: bytes, encoding: str) -> None:
    decoded = decode(bom + SIMPLIFIED.encode(encoding))
    assert decoded and (decoded.text, decoded.encoding) == (SIMPLIFIED, encoding)


def test_bytes_that_cannot_be_read_are_counted_and_the_rest_stays() -> None:
    decoded = decode(SIMPLIFIED.encode("utf-8")[:-1] + b"\xff\xfe")
    assert decoded and decoded.encoding == "utf-8"
    assert decoded.unreadable >= 1
    assert decoded.text.startswith("近日，丰泽区政府")


def test_a_declared_charset_decides_a_near_tie() -> None:
    page = "<meta charset=big5><p>工會</p>".encode("big5hkscs")
    decoded = decode(page)
    assert decoded and decoded.encoding == "big5hkscs" and "工會" in decoded.text


def test_a_false_declaration_does_not_win_over_the_bytes() -> None:
    page = ("<meta charset=big5>" + SIMPLIFIED).encode("gb18030")
    decoded = decode(page)
    assert decoded and decoded.encoding == "gb18030" and SIMPLIFIED in decoded.text


@pytest.mark.parametrize(
    "raw",
    [b"%PDF-1.7\n...", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), bytes(range(1, 32)) * 50],
)
def test_pictures_and_archives_are_no_text(raw: bytes) -> None:
    assert decode(raw) is None


def test_noise_is_no_text() -> None:
    assert decode(os.urandom(20_000)) is None


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    decoded = decode(raw)
    assert decoded is None or decoded.text.encode("utf-8").decode("utf-8") == decoded.text


@given(st.text(min_size=1))
def test_utf8_always_comes_back_as_it_was_unless_it_is_control_noise(text: str) -> None:
    decoded = decode(text.encode("utf-8"))
    if decoded is not None and "\x00" not in text and not text.startswith("\ufeff"):
        assert decoded.text == text or text.encode("utf-8")[:2] in (b"\xff\xfe", b"\xfe\xff")
