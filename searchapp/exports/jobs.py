"""Exports and large snapshots made in the background: one at a time, few waiting, files that go
away by themselves."""

from __future__ import annotations

import hashlib
import logging
import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from index.said import said
from searchapp.errors import InvalidParameter
from searchapp.exports.export_list import Told

KEEP = 3600.0
"""Seconds a finished file is kept."""
WAITING = 8
"""Exports that may wait or be under way; one more is refused."""
KEPT = 40
"""Finished exports remembered; the oldest goes first, with its file."""
_log = logging.getLogger(__name__)

Make = Callable[[BinaryIO, Told], None]


class TooManyExports(Exception):
    """As many exports are waiting as may wait."""


@dataclass(slots=True)
class Job:
    """One export. ``state`` is waiting, running, done or failed; ``rows`` how many are written,
    ``reason`` in Chinese why it failed. Seconds are those of a monotonic clock. A job without a
    ``mimetype`` makes something in the store; its file says where it is found."""

    id: str
    name: str
    mimetype: str
    total: int
    back: str
    path: Path
    make: Make | None
    state: str = "waiting"
    rows: int = 0
    reason: str = ""
    started: float = 0.0
    ended: float = 0.0

    @property
    def seconds_left(self) -> int | None:
        """How long it will take by the pace so far; None before there is one."""
        taken = time.monotonic() - self.started
        if self.state != "running" or not self.rows or taken < 1:
            return None
        return round(taken / self.rows * (self.total - self.rows)) + 1


class ExportJobs:
    """The exports of one application. Threads may share it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._queue: deque[Job] = deque()
        self._lock = threading.Lock()
        self._worker: threading.Thread | None = None

    def start(self, key: str, file: tuple[str, str], total: int, back: str, make: Make) -> Job:
        """Have a file made, unless the one of this ``key`` is there or under way; return its job.

        ``file`` is its name and type; ``back`` where the list is. Raises TooManyExports.
        """
        id_ = hashlib.sha256(key.encode()).hexdigest()[:20]
        with self._lock:
            self._forget()
            known = self._jobs.get(id_)
            if known and known.state != "failed":
                return known
            if sum(job.state in ("waiting", "running") for job in self._jobs.values()) >= WAITING:
                raise TooManyExports
            name, mimetype = file
            job = Job(id_, name, mimetype, total, back, self._folder / id_, make)
            self._jobs[id_] = job
            self._queue.append(job)
            if self._worker is None:
                self._worker = threading.Thread(target=self._work, name="exports", daemon=True)
                self._worker.start()
        return job

    def get(self, id_: str) -> Job | None:
        """Return a job, None when there is none (any more)."""
        with self._lock:
            self._forget()
            return self._jobs.get(id_)

    def _work(self) -> None:
        while (job := self._next()) is not None:
            job.started, job.state = time.monotonic(), "running"
            job.state = "done" if self._made(job) else "failed"
            job.ended, job.make = time.monotonic(), None  # what it held in memory may go

    def _next(self) -> Job | None:
        """Return the next job; without one the thread ends, so that processes can be forked."""
        with self._lock:
            if self._queue:
                return self._queue.popleft()
            self._worker = None
            return None

    def _made(self, job: Job) -> bool:
        def told(rows: int) -> None:
            job.rows = rows

        part = job.path.with_suffix(".part")
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._sweep()
            with part.open("wb") as file:
                assert job.make is not None
                job.make(file, told)
            part.replace(job.path)
        except Exception as error:  # a job tells its failure on its page, to whoever waits
            part.unlink(missing_ok=True)
            job.reason = _reason(error)
            _log.error("export %s of %s failed", job.id, job.back, exc_info=error)
            return False
        return True

    def _forget(self) -> None:
        now = time.monotonic()
        ended = [job for job in self._jobs.values() if job.state in ("done", "failed")]
        old = [job for job in ended if now - job.ended > KEEP]
        for job in dict.fromkeys([*(job.id for job in old), *(j.id for j in ended[:-KEPT])]):
            self._jobs.pop(job).path.unlink(missing_ok=True)

    def _sweep(self) -> None:
        """Remove what an earlier run left behind."""
        for path in self._folder.iterdir():
            if path.name not in self._jobs and time.time() - path.stat().st_mtime > KEEP:
                path.unlink(missing_ok=True)


def _reason(error: Exception) -> str:
    if isinstance(error, InvalidParameter):
        return error.detail
    if isinstance(error, OSError):
        return said("磁盘写不进去，可能已满")
    return said("写文件时出错，已记入日志")
