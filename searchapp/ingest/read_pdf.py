"""PDF files with text: the pages' lines, joined again where the page broke a sentence."""

from __future__ import annotations

import io
import logging
import re
import time
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from searchapp.article import RawPage
from searchapp.errors import IngestError
from searchapp.ingest.broken_lines import join_lines, tidy_line
from searchapp.ingest.document_lines import MAX_TEXT, to_source
from searchapp.ingest.html_page import HtmlLine
from searchapp.ingest.source import Source

if TYPE_CHECKING:
    from pypdf import PdfReader

MAX_PAGES = 2_000
_MAX_STREAM = 10 * 1024 * 1024
_LIMITS: dict[str, Any] = {
    "zlib_maximum_output_length": _MAX_STREAM,
    "lzw_maximum_output_length": _MAX_STREAM,
    "run_length_maximum_output_length": _MAX_STREAM,
    "array_based_stream_maximum_output_length": _MAX_STREAM,
    "stream_parsing_work_maximum_count": 500_000,
    "xform_maximum_invocations_per_extraction": 500,
    "disable_legacy_handling": True,
}
"""What one page may cost. The library's own limits allow a hostile file minutes."""
_SECONDS = 10.0
"""Of computing, so that a busy machine refuses nothing; dense text takes 1.5 a megabyte."""
_SECONDS_A_MEGABYTE = 4.0
_NUMBER = re.compile(
    r"[-—–·\s]*(?:第\s*)?\d{1,4}\s*(?:页|/\s*\d{1,4})?(?:\s*共\s*\d+\s*页)?[-—–·\s]*"
)
_DIGITS = re.compile(r"\d+")
_RUNNING_PAGES = 3
_DATE = re.compile(r"(?:19|20)\d\d")


class _Slow(Exception):
    """Reading a file takes longer than its size warrants."""


def open_pdf(page: RawPage) -> Source:
    """Return a document's text; raises ``IngestError`` with the reason if it has none."""
    from pypdf import apply_configuration

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    with apply_configuration(**_LIMITS):
        return _source(page, _open(page))


def _source(page: RawPage, reader: PdfReader) -> Source:
    try:
        count = len(reader.pages)
    except Exception as error:  # what a broken file raises has no common base
        raise IngestError(page.place, "PDF 已损坏，读不出页面") from error
    if count > MAX_PAGES:
        raise IngestError(page.place, f"PDF 超过 {MAX_PAGES} 页")
    texts, broken = _texts(reader, count, page)
    if not any(text.strip() for text in texts):
        raise IngestError(page.place, "PDF 没有文字层，可能是扫描件")
    pages = [[line for raw in text.splitlines() if (line := tidy_line(raw))] for text in texts]
    lines = [HtmlLine(line, "text") for line in join_lines(_without_running_lines(pages))]
    if not lines:
        raise IngestError(page.place, "PDF 里除了页码没有文字")
    original = "\n\n".join("\n".join(lines) for lines in pages)
    source = to_source(lines, original, _stated_title(reader))
    if not broken:
        return source
    numbers = "、".join(map(str, broken[:20]))
    return replace(source, remarks=(f"PDF 第 {numbers} 页已损坏，没有读出",))


def _open(page: RawPage) -> PdfReader:
    from pypdf import PdfReader

    if b"%PDF" not in page.raw[:1024]:
        raise IngestError(page.place, "不是有效的 PDF 文件")
    try:
        reader = PdfReader(io.BytesIO(page.raw), strict=False)
        locked = reader.is_encrypted and not reader.decrypt("")
    except Exception as error:
        if type(error).__name__ == "DependencyError" or b"/Encrypt" in page.raw:
            raise IngestError(page.place, "PDF 加了密，请去掉密码和限制再存一份") from error
        raise IngestError(page.place, "PDF 已损坏，打不开") from error
    if locked:
        raise IngestError(page.place, "PDF 有密码保护，请去掉密码再存一份")
    return reader


def _texts(reader: PdfReader, count: int, page: RawPage) -> tuple[list[str], list[int]]:
    """Return the text of each page, and which pages are broken (theirs is empty) unless all are."""
    end = time.thread_time() + _SECONDS + _SECONDS_A_MEGABYTE * len(page.raw) / 1024 / 1024
    texts: list[str] = []
    broken: list[int] = []
    size = 0
    for number in range(count):
        try:
            texts.append(_text(reader, number, end))
        except _Slow as error:
            raise IngestError(page.place, "PDF 太复杂，读取超时") from error
        except Exception:  # as above
            broken.append(number + 1)
            texts.append("")
        size += len(texts[-1])
        if size > MAX_TEXT:
            raise IngestError(page.place, f"文字超过 {MAX_TEXT // 10_000} 万字")
    if broken and len(broken) == count:
        raise IngestError(page.place, "PDF 已损坏，读不出文字")
    return texts, broken


def _text(reader: PdfReader, number: int, end: float) -> str:
    """Return a page's text. The clock is looked at with every operator: forms can nest."""

    def watch(*_: Any) -> None:
        if time.thread_time() > end:
            raise _Slow

    watch()
    text = reader.pages[number].extract_text(visitor_operand_before=watch)
    return text.encode("utf-8", errors="replace").decode("utf-8").replace("\x00", "")


def _without_running_lines(pages: list[list[str]]) -> list[str]:
    """Return the lines of all pages without page numbers, running heads and feet."""
    seen: Counter[str] = Counter()
    for lines in pages:
        seen.update({_DIGITS.sub("0", line) for line in (lines[:1] + lines[-1:])})
    return [
        line
        for lines in pages
        for number, line in enumerate(lines)
        if not (number in (0, len(lines) - 1) and _is_running(line, seen, len(pages)))
    ]


def _is_running(line: str, seen: Counter[str], pages: int) -> bool:
    if _NUMBER.fullmatch(line) and not _DATE.fullmatch(line):
        return True
    return pages >= _RUNNING_PAGES and seen[_DIGITS.sub("0", line)] > pages / 2


def _stated_title(reader: PdfReader) -> str | None:
    try:
        title = reader.metadata.title if reader.metadata else None
    except Exception:  # as above
        return None
    return title if isinstance(title, str) else None
