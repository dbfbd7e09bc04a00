"""Whether anything was written since a state was read, without reading it again."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_SETTLED = 2_000_000_000
"""Nanoseconds after which a change must show in a file's times: the coarsest clock of a file
system ticks every two seconds."""

Mark = tuple[int, int, int, int, int]


@dataclass(frozen=True, slots=True)
class Marks:
    """How some files and folders were when looked at."""

    paths: tuple[str, ...]
    marks: tuple[Mark, ...]

    @classmethod
    def of(cls, paths: Sequence[Path]) -> Marks | None:
        """Return the marks of ``paths``, None if they prove nothing: something is not there, or
        changed so lately that a further change might bear the same time."""
        names = tuple(map(str, paths))
        try:
            marks = tuple(map(_mark, names))
        except OSError:
            return None
        latest = max(max(modified, changed) for _, _, _, modified, changed in marks)
        settled = os.name == "posix" and latest + _SETTLED < time.time_ns()
        return cls(names, marks) if settled else None

    def hold(self) -> bool:
        """Return whether all is as it was."""
        try:
            return tuple(map(_mark, self.paths)) == self.marks
        except OSError:
            return False


def _mark(path: str) -> Mark:
    found = os.stat(path)  # noqa: PTH116 — a fifth of the time of Path.stat
    return found.st_ino, found.st_mode, found.st_size, found.st_mtime_ns, found.st_ctime_ns
