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
    ".mht": "mht",
    ".mhtml": "mht",
    ".docx": "docx",
    ".pdf": "pdf",
}
MAX_BYTES = 20 * 1024 * 1024
MAX_DOCUMENT = 50 * 1024 * 1024
"""Documents carry their pictures with them."""
_TEXTS = frozenset({"txt", "html"})


def read(file: GivenFile) -> Reading:
    """Yield the page a file holds; raises ``IngestError`` if it is empty or too big."""
    kind = KINDS.get(PurePath(file.name).suffix.lower(), "txt")
    raw = file.load(MAX_BYTES if kind in _TEXTS else MAX_DOCUMENT)
    yield RawPage(raw=raw, place=file.place, kind=kind, modified=file.modified)
