"""Zip files, kept small: what they claim to unpack to is checked before anything is unpacked."""

from __future__ import annotations

import lzma
import struct
import zipfile
import zlib
from typing import BinaryIO

from searchapp.ingest.given_file import Budget

MAX_MEMBERS = 10_000
MAX_UNPACKED = 2 * 1024 * 1024 * 1024
MAX_RATIO = 200
_SMALL = 1024 * 1024
"""Below this a file may be packed as tightly as it likes."""
DAMAGED = (
    *(zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, lzma.LZMAError, struct.error),
    *(OSError, EOFError, NotImplementedError, RuntimeError, ValueError, LookupError, OverflowError),
)
"""What reading a damaged zip file raises."""


class Refused(Exception):
    """An archive that is no zip file or wants to be too much; says why in Chinese."""


def open_archive(file: BinaryIO, budget: Budget) -> zipfile.ZipFile:
    """Return the archive; raises ``Refused``. What it holds is taken off the budget."""
    try:
        archive = zipfile.ZipFile(file)
    except DAMAGED as error:
        raise Refused("文件已损坏，不是完整的 zip 格式") from error
    members = archive.infolist()
    size = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    budget.members -= len(members)
    budget.size -= size
    problem = None
    if budget.members < 0:
        problem = f"压缩包里的文件超过 {MAX_MEMBERS} 个"
    elif budget.size < 0:
        problem = f"压缩包解开后超过 {MAX_UNPACKED // 1024**3} GB"
    elif _is_bomb(size, packed):
        problem = f"压缩包的压缩比超过 {MAX_RATIO}，可能是压缩炸弹"
    if problem:
        archive.close()
        raise Refused(problem)
    return archive


def is_bomb(member: zipfile.ZipInfo) -> bool:
    """Return whether a member claims to unpack to far more than it is."""
    return _is_bomb(member.file_size, member.compress_size)


def read_member(archive: zipfile.ZipFile, name: str, limit: int) -> bytes | None:
    """Return a member's bytes, ``None`` if there is none; raises ``Refused``.

    ``zipfile`` never unpacks more of a member than the size that was checked.
    """
    try:
        member = archive.getinfo(name)
    except KeyError:
        return None
    if member.flag_bits & 1:
        raise Refused("文件有密码保护")
    if member.file_size > limit or is_bomb(member):
        raise Refused(f"文件里的 {name} 解开后太大")
    try:
        return archive.read(member)
    except DAMAGED as error:
        raise Refused("文件已损坏") from error


def whole_budget() -> Budget:
    """Return what one file may hold in all."""
    return Budget(MAX_MEMBERS, MAX_UNPACKED)


def _is_bomb(size: int, packed: int) -> bool:
    return size > _SMALL and size > MAX_RATIO * max(1, packed)
