"""Web archives (MHT, MHTML): the page a browser saved with all its pictures in one file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes
from email.message import Message

from searchapp.article import RawPage
from searchapp.errors import IngestError
from searchapp.ingest.html_page import is_address
from searchapp.ingest.source import Source, from_bytes

_HEADERS = 64 * 1024
_MOST_NESTED = 50
_MAX_PARTS = 5_000


def open_mht(page: RawPage) -> Source:
    """Return the archive's main page; raises ``IngestError`` if it holds none."""
    if b"content-type" not in page.raw[:_HEADERS].lower():
        return from_bytes(page.raw, page.place, is_html=True)
    if page.raw.lower().count(b"boundary=") > _MOST_NESTED:
        raise IngestError(page.place, "网页归档嵌套过多")
    try:
        message = message_from_bytes(page.raw)
        part = _main_part(message)
        raw, charset, address = _content(part), _charset(part), _address(message, part)
    except Exception as error:  # email raises whatever its parsing of odd headers runs into
        raise IngestError(page.place, "网页归档已损坏，读不出") from error
    if not raw.strip():
        raise IngestError(page.place, "网页归档里没有网页")
    source = from_bytes(raw, page.place, is_html=True, charset=charset)
    return source if source.url else replace(source, url=address)


def _main_part(message: Message) -> Message:
    """Return the part the archive starts with: the one it names, else its first page."""
    start = message.get_param("start")
    pages = []
    for part in _parts(message):
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            if isinstance(start, str) and part.get("Content-ID", "").strip() == start.strip():
                return part
            pages.append(part)
    return pages[0] if pages else Message()


def _parts(message: Message) -> Iterator[Message]:
    for number, part in enumerate(message.walk()):
        if number >= _MAX_PARTS:
            return
        yield part


def _content(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _charset(part: Message) -> str | None:
    found = part.get_content_charset()
    return found if isinstance(found, str) else None


def _address(message: Message, part: Message) -> str | None:
    stated = (message.get("Snapshot-Content-Location"), part.get("Content-Location"))
    found = ("".join(str(address).split()) for address in stated if address)
    return next((address for address in found if is_address(address)), None)
