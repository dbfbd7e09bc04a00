"""A file to be read, wherever it lies: on disk or inside an archive."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from searchapp.article import RawPage
from searchapp.errors import IngestError

Reading = Iterator[RawPage | IngestError]


@dataclass(slots=True)
class Budget:
    """How many members and unpacked bytes the archives of one file may still hold together."""

    members: int
    size: int


@dataclass(frozen=True, slots=True)
class GivenFile:
    """``name`` is the file's own, ``place`` where it lies as shown; ``open`` gives its bytes.

    ``budget`` is set inside an archive: what the archives in it may still take.
    """

    name: str
    place: str
    open: Callable[[], BinaryIO]
    modified: float | None = None
    budget: Budget | None = None

    def load(self, limit: int) -> bytes:
        """Return the bytes; raises ``IngestError`` if there are none or more than ``limit``."""
        with self.open() as file:
            raw = file.read(limit + 1)
        if len(raw) > limit:
            raise IngestError(self.place, f"文件超过 {limit // 1024 // 1024} MB")
        if not raw.strip():
            raise IngestError(self.place, "文件是空的")
        return raw


def on_disk(path: Path, place: str) -> GivenFile:
    """Return the file at ``path``."""
    return GivenFile(path.name, place, lambda: path.open("rb"), path.stat().st_mtime)
