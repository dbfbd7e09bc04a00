"""Files and folders to raw pages: what can be read comes out, what cannot is named and skipped.

One reader per format, chosen by the file's suffix: ``read_page`` hands out files that are one
page each (``source`` opens them), ``read_jsonl``, ``read_csv`` and ``read_xlsx`` their records,
``read_zip`` what its members hold.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path

from searchapp.errors import IngestError
from searchapp.ingest import read_csv, read_jsonl, read_page, read_xlsx, read_zip
from searchapp.ingest.given_file import GivenFile, Reading, on_disk

_ATTACHED = ("_files", ".files", "_文件")
"""What browsers call the folder of pictures and scripts they save beside ``X.html``."""


def read_path(path: Path, given: str) -> Reading:
    """Yield every page of a file or, in sorted order, of a folder and those below it.

    ``given`` is the path as the user wrote it: places start with it. Hidden files, and the
    pictures and scripts a browser saved with a page, are skipped; a link that leads out of the
    folder is not followed. What cannot be read comes out as an
    ``IngestError``, and the reading goes on.
    """
    given = _printable(given)
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError):
        yield IngestError(given, "没有这个文件或文件夹")
        return
    if stat.S_ISDIR(mode):
        yield from _read_folder(path, given.rstrip("/\\") or given, path.resolve())
    else:
        yield from _read_file(path, given)


def _read_folder(folder: Path, place: str, root: Path) -> Reading:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield IngestError(place, f"文件夹打不开：{_reason(error)}")
        return
    saved = {f"{Path(e.name).stem}{end}" for e in entries if _is_page(e) for end in _ATTACHED}
    for entry in entries:
        if entry.name.startswith(".") or (entry.name in saved and entry.is_dir()):
            continue
        below = f"{place}/{_printable(entry.name)}"
        if entry.is_dir(follow_symlinks=False):
            yield from _read_folder(Path(entry.path), below, root)
        elif entry.is_symlink():
            yield from _read_link(Path(entry.path), below, root)
        else:
            yield from _read_file(Path(entry.path), below)


def _is_page(entry: os.DirEntry[str]) -> bool:
    return entry.name.lower().endswith((".html", ".htm"))


def _read_link(link: Path, place: str, root: Path) -> Reading:
    """A link to a file inside the folder is that file; a folder inside is walked anyway."""
    try:
        target = link.resolve(strict=True)
    except (OSError, RuntimeError):
        yield IngestError(place, "链接指向的文件不存在")
        return
    if not target.is_relative_to(root):
        yield IngestError(place, "链接指向文件夹之外，未读取")
    elif not target.is_dir():
        yield from _read_file(link, place)


def _read_file(path: Path, place: str) -> Reading:
    try:
        if _reader(path.name) and not stat.S_ISREG(path.stat().st_mode):
            yield IngestError(place, "不是普通文件")
        else:
            yield from read_given(on_disk(path, place))
    except OSError as error:
        yield IngestError(place, f"文件打不开：{_reason(error)}")


def read_given(file: GivenFile) -> Reading:
    """Yield what one file holds, by the reader its name asks for."""
    reader = _reader(file.name)
    if reader is None:
        suffix = Path(file.name).suffix or "（无扩展名）"
        reason = f"不支持的文件类型 {_printable(suffix)}，可读取 {'、'.join(SUFFIXES)}"
        yield IngestError(file.place, reason)
        return
    try:
        yield from reader(file)
    except IngestError as error:
        yield error


def _reader(name: str) -> Callable[[GivenFile], Reading] | None:
    found = (read for suffix, read in _READERS.items() if name.lower().endswith(suffix))
    return next(found, None)


def _read_zip(file: GivenFile) -> Reading:
    return read_zip.read(file, read_given)


_READERS: dict[str, Callable[[GivenFile], Reading]] = {
    **dict.fromkeys(read_page.KINDS, read_page.read),
    **dict.fromkeys(read_jsonl.SUFFIXES, read_jsonl.read),
    **dict.fromkeys(read_csv.SUFFIXES, read_csv.read),
    **dict.fromkeys(read_xlsx.SUFFIXES, read_xlsx.read),
    **dict.fromkeys(read_zip.SUFFIXES, _read_zip),
}
SUFFIXES = tuple(_READERS)


def _printable(name: str) -> str:
    """Return a file name as text that can be stored: old archives name files in GBK."""
    raw = os.fsencode(name)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("gb18030", errors="replace")


def _reason(error: OSError) -> str:
    if isinstance(error, PermissionError):
        return "没有读取权限"
    return error.strerror or type(error).__name__
