"""Arrays that grow piece by piece while they are packed: in memory, or in files without a name."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from index.arrays.pack import Array, Chunks

_READ = 8 << 20

Kinds = Mapping[str, Any]
"""The type of the numbers of each array by its name."""


class Parts(Protocol):
    """Several named arrays, each growing at its end."""

    def append(self, name: str, array: Array) -> None:
        """Append ``array``, converted to the type of the whole."""
        ...

    def finish(self) -> dict[str, Array | Chunks]:
        """Return every array, to be written once."""
        ...


class PartsMaker(Protocol):
    """Makes the place for arrays of the given types."""

    def __call__(self, kinds: Kinds, /) -> Parts:
        """Return empty arrays."""
        ...


class InMemory:
    """``Parts`` held in memory."""

    def __init__(self, kinds: Kinds) -> None:
        self._pieces: dict[str, list[Array]] = {
            name: [np.zeros(0, kind)] for name, kind in kinds.items()
        }

    def append(self, name: str, array: Array) -> None:
        """Append ``array``."""
        pieces = self._pieces[name]
        pieces.append(array.astype(pieces[0].dtype, copy=False))

    def finish(self) -> dict[str, Array | Chunks]:
        """Return every array."""
        return {name: np.concatenate(self._pieces.pop(name)) for name in list(self._pieces)}


class InFiles:
    """``Parts`` in files in ``folder`` that vanish with it: a merge of any size needs no more
    memory for it."""

    def __init__(self, kinds: Kinds, folder: Path) -> None:
        self._spools = {name: _Spool(np.dtype(kind), folder) for name, kind in kinds.items()}

    def append(self, name: str, array: Array) -> None:
        """Append ``array``."""
        self._spools[name].append(array)

    def finish(self) -> dict[str, Array | Chunks]:
        """Return every array, read back while it is written."""
        return {name: spool.chunks() for name, spool in self._spools.items()}


class _Spool:
    def __init__(self, kind: np.dtype[Any], folder: Path) -> None:
        self._kind = kind
        self._file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 - closed when forgotten

    def append(self, array: Array) -> None:
        self._file.write(np.ascontiguousarray(array, self._kind).data)

    def chunks(self) -> Chunks:
        return Chunks(self._kind, self._read())

    def _read(self) -> Iterator[Array]:
        self._file.seek(0)
        while raw := self._file.read(_READ):
            yield np.frombuffer(raw, self._kind)
        self._file.close()
