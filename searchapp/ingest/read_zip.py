"""Zip files: what their members hold, each read by its own reader, nothing written to disk."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from searchapp.errors import IngestError
from searchapp.ingest.archive import DAMAGED, Refused, is_bomb, open_archive, whole_budget
from searchapp.ingest.given_file import Budget, GivenFile, Reading

SUFFIXES = (".zip",)
MAX_NESTED = 200 * 1024 * 1024
_ATTACHED = ("_files", ".files", "_文件")
_UTF8 = 0x800
"""The flag of a member whose name is UTF-8."""
_ENCRYPTED = 1


Read = Callable[[GivenFile], Reading]


def read(file: GivenFile, read_member: Read) -> Reading:
    """Yield what the members hold, by ``read_member``; raises ``IngestError`` if it is refused.

    A zip file inside a zip file is read, one inside that is not.
    """
    nested = file.budget is not None
    with file.open() if not nested else io.BytesIO(file.load(MAX_NESTED)) as raw:
        budget = file.budget or whole_budget()
        try:
            archive = open_archive(raw, budget)
        except Refused as error:
            raise IngestError(file.place, str(error)) from error
        with archive:
            members = list(_members(archive))
            if not members:
                raise IngestError(file.place, "压缩包里没有文件")
            for name, member in members:
                given = _given(archive, member, f"{file.place}/{name}", file.modified, budget)
                if nested and name.lower().endswith(SUFFIXES):
                    yield IngestError(given.place, "压缩包里的压缩包里还有压缩包，未读取")
                else:
                    yield from _read(given, member, read_member)


def _given(
    archive: zipfile.ZipFile,
    member: zipfile.ZipInfo,
    place: str,
    modified: float | None,
    budget: Budget,
) -> GivenFile:
    def opened() -> BinaryIO:
        return cast(BinaryIO, archive.open(member))

    return GivenFile(PurePosixPath(place).name, place, opened, modified, budget)


def _read(given: GivenFile, member: zipfile.ZipInfo, read_member: Read) -> Reading:
    if member.flag_bits & _ENCRYPTED:
        yield IngestError(given.place, "压缩包有密码保护，请解开后再装入")
    elif is_bomb(member):
        yield IngestError(given.place, "压缩比太高，可能是压缩炸弹")
    else:
        try:
            yield from read_member(given)
        except DAMAGED:
            yield IngestError(given.place, "压缩包里的这个文件已损坏")


def _members(archive: zipfile.ZipFile) -> Iterator[tuple[str, zipfile.ZipInfo]]:
    """Yield the files with their names, without what is hidden or saved beside a page."""
    named = sorted(
        ((_name(member), member) for member in archive.infolist() if not member.is_dir()),
        key=lambda pair: pair[0],
    )
    pages = {PurePosixPath(name).with_suffix("") for name, _ in named if _is_page(name)}
    attached = {f"{page}{end}" for page in pages for end in _ATTACHED}
    seen: dict[str, int] = {}
    for name, member in named:
        path = PurePosixPath(name)
        hidden = any(part.startswith((".", "__MACOSX")) for part in path.parts)
        if not name or hidden or any(str(folder) in attached for folder in path.parents):
            continue
        seen[name] = seen.get(name, 0) + 1
        if seen[name] > 1:
            # Two members of one name are two files: one must not pass for the other's revision.
            name = str(path.with_name(f"{path.stem}（{seen[name]}）{path.suffix}"))
        yield name, member


def _is_page(name: str) -> bool:
    return name.lower().endswith((".html", ".htm"))


def _name(member: zipfile.ZipInfo) -> str:
    """Return a member's path. What is not marked as UTF-8 was read as cp437 and is GBK here."""
    name = member.orig_filename
    if not member.flag_bits & _UTF8:
        try:
            raw = name.encode("cp437")
        except UnicodeEncodeError:
            raw = b""
        name = _decoded(raw) if raw else name
    parts = name.split("\x00", 1)[0].replace("\\", "/").split("/")
    return "/".join(part for part in parts if part not in ("", ".", ".."))


def _decoded(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("gb18030", errors="replace")
