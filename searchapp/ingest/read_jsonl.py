"""Collections of one JSON record a line, plain or gzipped, read as a stream."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, cast

from searchapp.article import RawPage
from searchapp.errors import IngestError
from searchapp.ingest.decode import decode

SUFFIXES = (".jsonl", ".jsonl.gz", ".ndjson", ".ndjson.gz")
MAX_RECORD = 5 * 1024 * 1024
_FIELDS = {
    "title": ("title",),
    "body": ("body", "content", "text"),
    "date": ("date", "pub_date", "published", "time"),
    "url": ("url",),
    "site": ("site", "source"),
    "raw": ("raw",),
}
"""What a record may call each of its fields, the first that says something wins."""


def read(path: Path, place: str) -> Iterator[RawPage | IngestError]:
    """Yield every record of a collection; a bad line or a broken archive is named by its line."""
    modified = path.stat().st_mtime
    number = 0
    with _open(path) as file:
        try:
            for number, line in _lines(file):
                if line is None or line.strip():
                    yield _record(line, f"{place}#{number}", modified)
        except (EOFError, zlib.error, gzip.BadGzipFile):
            yield IngestError(f"{place}#{number + 1}", "压缩文件不完整或已损坏，此行起读不出")
            return
    if number == 0:
        yield IngestError(place, "文件是空的")


def _open(path: Path) -> BinaryIO:
    if path.name.lower().endswith(".gz"):
        return cast(BinaryIO, gzip.open(path, "rb"))
    return path.open("rb")


def _lines(file: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """Yield numbered lines without their end; ``None`` for a line over the cap."""
    number = 0
    while line := file.readline(MAX_RECORD + 1):
        number += 1
        if len(line) <= MAX_RECORD or line.endswith(b"\n"):
            yield number, line.rstrip(b"\r\n")
            continue
        while line and not line.endswith(b"\n"):
            line = file.readline(MAX_RECORD)
        yield number, None


def _record(line: bytes | None, place: str, modified: float) -> RawPage | IngestError:
    if line is None:
        return IngestError(place, f"这条记录超过 {MAX_RECORD // 1024 // 1024} MB")
    decoded = decode(line)
    if decoded is None:
        return IngestError(place, "这一行不是文本")
    try:
        record = json.loads(decoded.text)
    except (ValueError, RecursionError):
        return IngestError(place, "这一行不是有效的 JSON")
    if not isinstance(record, dict):
        return IngestError(place, "这一行不是 JSON 对象")
    declared = _declared(record)
    if "body" not in declared and "raw" not in declared:
        return IngestError(place, "记录里没有正文（body、content、text 或 raw）")
    return RawPage(raw=line, place=place, kind="json", declared=declared, modified=modified)


def _declared(record: dict[str, Any]) -> dict[str, str]:
    found = ((field, _first(record, names)) for field, names in _FIELDS.items())
    return {field: value for field, value in found if value}


def _first(record: dict[str, Any], names: tuple[str, ...]) -> str:
    for name in names:
        value = record.get(name)
        if isinstance(value, int | float) and not isinstance(value, bool):
            value = str(value)
        if isinstance(value, str) and value.strip():
            # JSON can spell half a surrogate pair, which no store can hold.
            return value.encode("utf-8", errors="replace").decode("utf-8")
    return ""
