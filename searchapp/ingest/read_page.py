"""Files that hold one page each: plain text and HTML."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from searchapp.article import RawPage
from searchapp.errors import IngestError

KINDS = {
    ".txt": "txt",
    ".text": "txt",
    ".html": "html",
    ".htm": "html",
    ".shtml": "html",
    ".xhtml": "html",
}
MAX_BYTES = 20 * 1024 * 1024


def read(path: Path, place: str) -> Iterator[RawPage | IngestError]:
    """Yield the page a file holds, or why it holds none."""
    with path.open("rb") as file:
        raw = file.read(MAX_BYTES + 1)
    if len(raw) > MAX_BYTES:
        yield IngestError(place, f"文件超过 {MAX_BYTES // 1024 // 1024} MB")
    elif not raw.strip():
        yield IngestError(place, "文件是空的")
    else:
        kind = KINDS.get(path.suffix.lower(), "txt")
        yield RawPage(raw=raw, place=place, kind=kind, modified=path.stat().st_mtime)
