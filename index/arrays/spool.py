"""Arrays too long for memory: appended to in a file without a name, then written once."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import DTypeLike

from index.arrays.pack import Array, Chunks
from index.arrays.postings import _PARTS, PostingsPacker

_READ = 8 << 20


class Spool:
    """One array of the given type, growing in a file in ``folder`` that vanishes with it."""

    def __init__(self, folder: Path, kind: DTypeLike) -> None:
        self._kind = np.dtype(kind)
        self._file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 - closed when forgotten

    def append(self, array: Array) -> None:
        """Append ``array``, converted to the type of the whole."""
        self._file.write(np.ascontiguousarray(array, self._kind).data)

    def chunks(self) -> Chunks:
        """Return the whole, to be written once."""
        return Chunks(self._kind, self._read())

    def _read(self) -> Iterator[Array]:
        self._file.seek(0)
        while raw := self._file.read(_READ):
            yield np.frombuffer(raw, self._kind)
        self._file.close()


class SpooledPacker(PostingsPacker):
    """Packs lists into spools instead of memory."""

    def __init__(self, documents: int, folder: Path) -> None:
        super().__init__(documents)
        self._spools = {name: Spool(folder, kind) for name, kind in _PARTS.items()}

    def chunks(self) -> dict[str, Chunks]:
        """Return the packed arrays, to be written once."""
        self._append("low_at", np.array([self._lows], np.uint64))
        return {name: spool.chunks() for name, spool in self._spools.items()}

    def _append(self, name: str, array: Array) -> None:
        self._spools[name].append(array)
