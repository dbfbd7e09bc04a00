"""Backups: one verified file with everything that cannot be made again, and back from it.

The index is left out, since it is rebuilt from the store.
"""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

from searchapp.database import copy_database, table_rows
from searchapp.errors import AppError
from searchapp.store_writer import now
from searchapp.synonyms import OWN

FORMAT = 1
STORE = "store.sqlite3"
MANIFEST = "manifest.json"
OWN_FILES = (OWN,)
"""Files of the data folder that the staff write themselves."""
OWN_BYTES = 16 << 20
CHUNK = 1 << 20
MANIFEST_BYTES = 1 << 20
"""A manifest is a few hundred bytes; a larger one is none of ours."""


class BackupError(AppError):
    """A backup that cannot be made, trusted or restored; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds: moment (ISO, UTC), SHA-256 and bytes of the store, rows by table, and
    the staff's own files by name with their SHA-256."""

    format: int
    made_at: str
    sha256: str
    size: int
    rows: dict[str, int]
    files: dict[str, str]


def back_up(data: Path, target: Path) -> Manifest:
    """Write a backup of the data folder to ``target``, read it again, return what it holds.

    Readers and a running ingest go on meanwhile: the copy is one committed state of the store.
    ``target`` appears only once it has been verified. Raises BackupError and StoreError.
    """
    source = data / STORE
    if not source.is_file():
        raise BackupError(f"{data} 里没有库（{STORE}），没有可备份的。请用 --data 指明数据文件夹。")
    if target.exists():
        raise BackupError(f"{target} 已经存在，不覆盖。请换一个文件名。")
    part = target.with_name(target.name + ".part")
    copy = target.with_name(target.name + ".copy")
    try:
        copy_database(source, copy)
        own = {name: path.read_bytes() for name in OWN_FILES if (path := data / name).is_file()}
        manifest = _describe(copy, own)
        _pack(copy, own, manifest, part)
        with _opened(part) as archive:
            _check_store(archive, _manifest(archive, part), part)
        part.replace(target)
    finally:
        copy.unlink(missing_ok=True)
        part.unlink(missing_ok=True)
    return manifest


def restore(backup: Path, data: Path) -> Manifest:
    """Put the store of ``backup`` into the empty folder ``data``; return what it holds.

    Every byte is compared with the manifest and SQLite's own checks are run before the store
    takes its place; the index is still to be built. Raises BackupError and StoreError.
    """
    if (data / STORE).exists() or (data / "index").exists():
        raise BackupError(
            f"{data} 里已有数据，不覆盖。请恢复到一个新的文件夹，"
            "如 python -m searchapp --data 新文件夹 restore 备份文件。"
        )
    data.mkdir(parents=True, exist_ok=True)
    part = data / (STORE + ".part")
    try:
        with _opened(backup) as archive:
            manifest = _manifest(archive, backup)
            with part.open("wb") as target:
                _check_store(archive, manifest, backup, target)
            own = _own_files(archive, manifest, backup)
        if table_rows(part) != manifest.rows:
            raise BackupError(f"备份 {backup} 里的行数与其清单不符，没有恢复。请换一份备份。")
        for name, content in own.items():
            (data / name).write_bytes(content)
        part.replace(data / STORE)
    finally:
        part.unlink(missing_ok=True)
    return manifest


def _describe(copy: Path, own: dict[str, bytes]) -> Manifest:
    with copy.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    files = {name: hashlib.sha256(content).hexdigest() for name, content in own.items()}
    return Manifest(FORMAT, now(), digest, copy.stat().st_size, table_rows(copy), files)


def _pack(copy: Path, own: dict[str, bytes], manifest: Manifest, part: Path) -> None:
    with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.write(copy, STORE)
        for name, content in own.items():
            archive.writestr(name, content)
        archive.writestr(MANIFEST, json.dumps(asdict(manifest), ensure_ascii=False, indent=1))
    with part.open("rb") as stream:
        os.fsync(stream.fileno())


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise BackupError(f"备份 {path} 已损坏（{error}），请换一份备份。") from error


def _manifest(archive: zipfile.ZipFile, path: Path) -> Manifest:
    try:
        with archive.open(MANIFEST) as member:
            manifest = Manifest(**json.loads(member.read(MANIFEST_BYTES)))
        archive.getinfo(STORE)
    except (KeyError, TypeError, ValueError) as error:
        raise BackupError(f"{path} 不是本程序的备份文件：缺少清单或库。") from error
    if manifest.format != FORMAT:
        raise BackupError(
            f"备份 {path} 的格式是 {manifest.format}，本程序只认识 {FORMAT}。请换用新版本的程序。"
        )
    return manifest


def _own_files(archive: zipfile.ZipFile, manifest: Manifest, path: Path) -> dict[str, bytes]:
    own = {}
    for name, digest in manifest.files.items():
        if name not in OWN_FILES:
            raise BackupError(f"备份 {path} 里有不认识的文件 {name}。请换用新版本的程序。")
        try:
            with archive.open(name) as member:
                own[name] = member.read(OWN_BYTES)
        except KeyError as error:
            raise BackupError(f"备份 {path} 里缺少 {name}，请换一份备份。") from error
        if hashlib.sha256(own[name]).hexdigest() != digest:
            raise BackupError(f"备份 {path} 里的 {name} 与其清单不符，请换一份备份。")
    return own


def _check_store(
    archive: zipfile.ZipFile, manifest: Manifest, path: Path, target: IO[bytes] | None = None
) -> None:
    digest = hashlib.sha256()
    size = 0
    with archive.open(STORE) as member:
        while chunk := member.read(CHUNK):
            digest.update(chunk)
            size += len(chunk)
            if target:
                target.write(chunk)
    if (digest.hexdigest(), size) != (manifest.sha256, manifest.size):
        raise BackupError(f"备份 {path} 里的库与其清单不符（校验和不同），请换一份备份。")
    if target:
        target.flush()
        os.fsync(target.fileno())
