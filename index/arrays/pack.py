"""One immutable file of named arrays: header, checksums, 64-byte alignment, no pickle.

Layout: magic, format version, position, length and CRC-32 of the header; the arrays; the header
(JSON: metadata, and for each array its offset, dtype, count and CRC-32). The file is written
beside, synced and renamed, and never changed afterwards, so a mapped reader is always safe.
"""

from __future__ import annotations

import json
import mmap
import os
import struct
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]

MAGIC = b"UNIONSEG"
VERSION = 2
_FIXED = struct.Struct("<8sIQQIQ")
"""Magic, version, header position, header length, header CRC-32, length of the whole file."""
_ALIGN = 64


class DamagedPack(Exception):
    """The file is not what was written: ``reason`` says what does not agree."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Chunks:
    """An array of type ``kind`` that is written piece by piece, and never whole in memory."""

    kind: np.dtype[Any]
    parts: Iterator[Array]


@dataclass(frozen=True, slots=True)
class Pack:
    """The arrays of one file by name, and again by field and part; its metadata. Arrays are
    read-only views of a map."""

    path: Path
    arrays: dict[str, Array]
    fields: dict[str, dict[str, Array]]
    meta: dict[str, Any]
    mapped: mmap.mmap

    def release(self) -> None:
        """Let go of the memory that reading has filled; reading on fills it again."""
        if hasattr(mmap, "MADV_DONTNEED"):
            self.mapped.madvise(mmap.MADV_DONTNEED)


def part_of(pack: Pack, field: str) -> dict[str, Array]:
    """Return the arrays of one field by the name of their part."""
    return pack.fields.get(field, {})


def write_pack(path: Path, arrays: Mapping[str, Array | Chunks], meta: Mapping[str, Any]) -> None:
    """Write ``arrays`` and ``meta`` to ``path``, durably and at once (or not at all)."""
    beside = path.with_suffix(path.suffix + ".tmp")
    directory: dict[str, list[Any]] = {}
    with beside.open("wb") as file:
        file.write(bytes(_FIXED.size))
        for name, array in arrays.items():
            file.write(bytes(-file.tell() % _ALIGN))
            directory[name] = _write_array(file, array)
        header = json.dumps({"meta": dict(meta), "arrays": directory}).encode()
        position = file.tell()
        file.write(header)
        total = file.tell()
        file.seek(0)
        crc = zlib.crc32(header)
        file.write(_FIXED.pack(MAGIC, VERSION, position, len(header), crc, total))
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)


def _write_array(file: BinaryIO, array: Array | Chunks) -> list[Any]:
    """Write one array and return its row of the directory."""
    kind, parts = (array.kind, array.parts) if isinstance(array, Chunks) else (array.dtype, [array])
    start, count, crc = file.tell(), 0, 0
    for part in parts:
        flat = np.ascontiguousarray(part)
        if flat.size:
            raw = flat.data.cast("B")
            crc = zlib.crc32(raw, crc)
            count += flat.size
            file.write(raw)
    return [start, kind.str, count, crc]


def open_pack(path: Path, only: str = "") -> Pack:
    """Map ``path`` and return its arrays, of ``only`` one field if named; length and header
    checksum are verified first.

    A shortened file would be a signal on touch, not an exception, so its length is compared
    before anything is mapped. Raises DamagedPack. ``verify_pack`` checks every byte.
    """
    try:
        with path.open("rb") as file:
            header = _read_header(path, file.read(_FIXED.size), file)
            mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except OSError as error:
        raise DamagedPack(path, f"cannot be read: {error}") from error
    whole = np.frombuffer(mapped, np.uint8)
    arrays: dict[str, Array] = {}
    fields: dict[str, dict[str, Array]] = {}
    for name, (offset, dtype, count, _) in header["arrays"].items():
        field, _, part = name.partition("/")
        if only not in ("", field):
            continue
        kind = np.dtype(dtype)
        arrays[name] = whole[offset : offset + kind.itemsize * count].view(kind)
        fields.setdefault(field, {})[part] = arrays[name]
    return Pack(path, arrays, fields, header["meta"], mapped)


def verify_pack(path: Path) -> None:
    """Read every byte of ``path`` and compare all checksums; raise DamagedPack."""
    pack = open_pack(path)
    with path.open("rb") as file:
        header = _read_header(path, file.read(_FIXED.size), file)
    for name, (_, _, _, crc) in header["arrays"].items():
        array = pack.arrays[name]
        if zlib.crc32(array.data.cast("B") if array.size else b"") != crc:
            raise DamagedPack(path, f"array {name} has another checksum")


def _read_header(path: Path, fixed: bytes, file: Any) -> dict[str, Any]:
    if len(fixed) < _FIXED.size:
        raise DamagedPack(path, "shorter than its first bytes")
    magic, version, position, length, crc, total = _FIXED.unpack(fixed)
    if magic != MAGIC:
        raise DamagedPack(path, "no segment file")
    if version != VERSION:
        raise DamagedPack(path, f"format {version}, this program reads {VERSION}")
    size = os.fstat(file.fileno()).st_size
    if size != total:
        raise DamagedPack(path, f"{size} bytes long, {total} were written")
    file.seek(position)
    header = file.read(length)
    if zlib.crc32(header) != crc:
        raise DamagedPack(path, "header has another checksum")
    decoded: dict[str, Any] = json.loads(header)
    return decoded
