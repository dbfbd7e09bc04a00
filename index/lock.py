"""One writer at a time, over threads and processes; the lock dies with its process."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.errors import IndexBusy

_PAUSE = 0.05

if sys.platform == "win32":
    import msvcrt

    def _try_lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _try_lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def write_lock(path: Path, wait: float) -> Iterator[None]:
    """Hold the lock file at ``path``; raise IndexBusy when another holds it for ``wait`` s."""
    descriptor = os.open(path, os.O_CREAT | os.O_RDWR, 0o600)
    try:
        end = time.monotonic() + wait
        while True:
            try:
                _try_lock(descriptor)
                break
            except OSError as error:
                if time.monotonic() >= end:
                    raise IndexBusy(f"{path} is held by another writer") from error
                time.sleep(_PAUSE)
        yield
    finally:
        os.close(descriptor)
