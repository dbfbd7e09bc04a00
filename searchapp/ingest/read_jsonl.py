"""Collections of one JSON record a line, plain or gzipped, read as a stream."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator
from typing import BinaryIO, cast

from searchapp.article import RawPage
from searchapp.errors import IngestError
from searchapp.ingest.decode import decode
from searchapp.ingest.given_file import GivenFile, Reading
from searchapp.ingest.record import declared, has_text

SUFFIXES = (".jsonl", ".jsonl.gz", ".ndjson", ".ndjson.gz")
MAX_RECORD = 5 * 1024 * 1024


def read(given: GivenFile) -> Reading:
    """Yield every record of a collection; a bad line or a broken archive is named by its line."""
    place = given.place
    number = 0
    with given.open() as packed, _unpacked(packed, given.name) as file:
        try:
            for number, line in _lines(file):
                if line is None or line.strip():
                    yield _record(line, f"{place}#{number}", given.modified)
        except (EOFError, zlib.error, gzip.BadGzipFile):
            yield IngestError(f"{place}#{number + 1}", "压缩文件不完整或已损坏，此行起读不出")
            return
    if number == 0:
        yield IngestError(place, "文件是空的")


def _unpacked(file: BinaryIO, name: str) -> BinaryIO:
    if name.lower().endswith(".gz"):
        return cast(BinaryIO, gzip.open(file, "rb"))
    return file


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


def _record(line: bytes | None, place: str, modified: float | None) -> RawPage | IngestError:
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
    fields = declared(record)
    if not has_text(fields):
        return IngestError(place, "记录里没有正文（body、content、text、正文、内容或 raw）")
    return RawPage(raw=line, place=place, kind="json", declared=fields, modified=modified)
