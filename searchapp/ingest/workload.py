"""How much there is to read, before it is read: what a progress bar runs to."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Iterable
from pathlib import Path

from searchapp.ingest.archive import DAMAGED

_GZIP_TAIL = 4


def workload(paths: Iterable[str]) -> int:
    """Return about how many bytes the files below ``paths`` hold, archives unpacked."""
    return sum(_size(file) for path in paths for file in _files(Path(path)))


def _files(path: Path) -> Iterable[Path]:
    if not path.is_dir():
        yield path
        return
    for folder, folders, names in os.walk(path):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (Path(folder) / name for name in names if not name.startswith("."))


def _size(file: Path) -> int:
    try:
        size = file.stat().st_size
        if file.suffix.lower() == ".zip":
            return _unpacked(file, size)
        if file.suffix.lower() != ".gz" or size < _GZIP_TAIL:
            return size
        with file.open("rb") as archive:
            # A gzip file ends in the length of what it holds, modulo 4 GB.
            archive.seek(-_GZIP_TAIL, os.SEEK_END)
            return int.from_bytes(archive.read(_GZIP_TAIL), "little")
    except OSError:
        return 0


def _unpacked(file: Path, size: int) -> int:
    try:
        with zipfile.ZipFile(file) as archive:
            return sum(member.file_size for member in archive.infolist())
    except DAMAGED:
        return size
