"""Files that hold one page each: plain text, HTML and documents."""

from __future__ import annotations

from pathlib import PurePath

from searchapp.article import RawPage
from searchapp.ingest.given_file import GivenFile, Reading

KINDS = {
    ".txt": "txt",
    ".text": "txt",
    ".html": "html",
    ".htm": "html",
    ".shtml": "html",
    ".xhtml": "html",
}
MAX_BYTES = 20 * 1024 * 1024


def read(file: GivenFile) -> Reading:
    """Yield the page a file holds; raises ``IngestError`` if it is empty or too big."""
    raw = file.load(MAX_BYTES)
    kind = KINDS.get(PurePath(file.name).suffix.lower(), "txt")
    yield RawPage(raw=raw, place=file.place, kind=kind, modified=file.modified)
