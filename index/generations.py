"""Index folders beside one another, and the pointer to the one that answers.

``folder/gen-20201009T081500-1a2b/`` holds one index, ``folder/CURRENT`` names the live one. The
pointer is replaced as a whole, so a crash at any point leaves the old generation live.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import shutil
import stat
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path

from index.errors import EngineUnavailable
from index.lock import write_lock

_NAME = re.compile(r"gen-[0-9]{8}T[0-9]{6}-[0-9a-f]{4}")
_POINTER = "CURRENT"
_META = "META.json"
_WAIT = 2.0


class Generations:
    """The generations below one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def prepare(self) -> None:
        """Make the folder, for its owner alone; raise EngineUnavailable if others may write."""
        if not self.folder.exists():
            self.folder.mkdir(mode=0o700, parents=True)
        elif not any(self.folder.iterdir()):
            self.folder.chmod(0o700)
        refuse_untrusted(self.folder)

    def begun(self) -> bool:
        """Return whether there ever was a live generation, readable or not."""
        return (self.folder / _POINTER).exists()

    def writing(self) -> AbstractContextManager[None]:
        """Return the context of the only writer; entering it may raise IndexBusy."""
        return write_lock(self.folder / "write.lock", _WAIT)

    def current(self) -> Path | None:
        """Return the live generation, None before there is one; raise EngineUnavailable."""
        try:
            name = (self.folder / _POINTER).read_text(encoding="ascii").strip()
        except FileNotFoundError:
            return None
        except (OSError, ValueError) as error:
            raise EngineUnavailable(str(self.folder), f"{_POINTER} 无法读取：{error}") from error
        if not _NAME.fullmatch(name):
            raise EngineUnavailable(str(self.folder), f"{_POINTER} 的内容不是索引名，请重建索引")
        return self.folder / name

    def watched(self, live: Path) -> tuple[Path, ...]:
        """Return the paths one of which changes with any commit and any swap."""
        return self.folder, self.folder / _POINTER, live, live / _META

    def create(self, meta: dict[str, str]) -> Path:
        """Return a new, empty generation that bears ``meta``. Nobody reads it yet."""
        now = datetime.now(UTC)
        path = self.folder / f"gen-{now:%Y%m%dT%H%M%S}-{secrets.token_hex(2)}"
        path.mkdir(mode=0o700)
        content = {**meta, "created": now.isoformat(timespec="seconds")}
        (path / _META).write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
        return path

    def publish(self, generation: Path) -> None:
        """Make ``generation`` the live one, durably and at one stroke."""
        sync_folder(generation)
        pointer = self.folder / f"{_POINTER}.new"
        pointer.write_text(generation.name + "\n", encoding="ascii")
        _sync(pointer)
        pointer.replace(self.folder / _POINTER)
        _sync(self.folder)

    def discard_others(self, keep: Path) -> None:
        """Remove all generations but ``keep``: old ones, and what a crash left behind.

        Readers that have files of an old one open keep them; where an open file cannot be
        removed (Windows), the next call tries again.
        """
        for path in self.folder.iterdir():
            if path != keep and _NAME.fullmatch(path.name):
                shutil.rmtree(path, ignore_errors=True)


def read_meta(generation: Path) -> dict[str, str]:
    """Return what ``create`` was given; raise EngineUnavailable if it cannot be read."""
    try:
        meta = json.loads((generation / _META).read_text(encoding="utf-8"))
        return {str(key): str(value) for key, value in meta.items()}
    except (OSError, ValueError, AttributeError) as error:
        reason = f"索引缺少可读的 {_META}，请重建索引"
        raise EngineUnavailable(str(generation), reason) from error


def refuse_untrusted(folder: Path) -> None:
    """Raise EngineUnavailable if others may write to ``folder``.

    Whoosh keeps pickles: whoever can place a file there can run code as us.
    """
    if os.name != "posix":
        return
    try:
        mode = stat.S_IMODE(folder.stat().st_mode)
    except OSError as error:
        raise EngineUnavailable(str(folder), f"索引目录无法读取：{error.strerror}") from error
    if mode & (stat.S_IWGRP | stat.S_IWOTH):
        reason = f"索引目录可被其他用户写入（权限 {mode:o}），不安全。请执行 chmod 700 后再试"
        raise EngineUnavailable(str(folder), reason)


def sync_folder(folder: Path) -> None:
    """Bring the files of ``folder``, and their names, to the disk."""
    for path in folder.iterdir():
        if path.is_file():
            _sync(path)
    _sync(folder)


def _sync(path: Path) -> None:
    if path.is_dir() and os.name != "posix":
        return  # Windows has no handle for a directory; its names are journaled.
    flags = os.O_RDONLY if os.name == "posix" else os.O_RDWR
    descriptor = os.open(path, flags)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
