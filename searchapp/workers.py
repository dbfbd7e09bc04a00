"""Worker processes: work that needs neither store nor index, done beside the one writer.

Results come in the order of the work, whoever does it and however long it takes. What is under
way is bounded, so a fast reader cannot run away from a slow writer.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Self, TypeVar

from searchapp.errors import AppError

Kept = TypeVar("Kept")
Given = TypeVar("Given")
Made = TypeVar("Made")

_UNDER_WAY = 3
"""Pieces of work per worker that are done, being done or waiting to be done, unless said."""

_ALLOCATED = 20_000
"""Objects more than before after which circles of garbage are looked for."""


class WorkerDied(AppError):
    """A worker process ended by itself: killed by somebody, or by the system for its memory."""


class Workers:
    """``count`` processes, started by the first work there is, that have run ``warm`` before."""

    def __init__(self, count: int, warm: Callable[[], None], under_way: int = _UNDER_WAY) -> None:
        self._count = count
        self._under_way = under_way
        self._warm = warm
        self._pool: ProcessPoolExecutor | None = None
        self._collected_after = gc.get_threshold()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """End the processes; work that nobody has begun is not done any more."""
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            gc.unfreeze()
            gc.set_threshold(*self._collected_after)

    @property
    def started(self) -> int:
        """The number of processes running."""
        return self._count if self._pool is not None else 0

    def in_order(
        self, pieces: Iterable[tuple[Kept, Given | None]], work: Callable[[Given], Made]
    ) -> Iterator[tuple[Kept, Made | None]]:
        """Yield what is kept here of each piece with what ``work`` makes of what is given away
        (None of nothing). Raises WorkerDied, and what work raises.

        ``work`` must be a function of a module; given and made travel between processes.
        """
        window: deque[tuple[Kept, Future[Made] | None]] = deque()
        try:
            for kept, given in pieces:
                window.append((kept, None if given is None else self._begun(work, given)))
                if len(window) >= max(self._count, 1) * self._under_way:
                    first = _first(window)
                    yield first
            while window:
                rest = _first(window)
                yield rest
        except BrokenProcessPool as error:
            detail = "处理文章的进程意外结束（可能是内存不足）。再次运行同一命令即可接着做。"
            raise WorkerDied(detail) from error

    def _begun(self, work: Callable[[Given], Made], given: Given) -> Future[Made]:
        return self._started().submit(work, given)

    def _started(self) -> ProcessPoolExecutor:
        if self._pool is None:
            context = multiprocessing.get_context(_way_to_start())
            if context.get_start_method() == "fork":
                self._warm()  # the children share what is in memory now
            _collect_seldom()
            self._pool = ProcessPoolExecutor(
                self._count, context, initializer=_begin, initargs=(self._warm,)
            )
        return self._pool


def _first(window: deque[tuple[Kept, Future[Made] | None]]) -> tuple[Kept, Made | None]:
    kept, future = window.popleft()
    return kept, None if future is None else future.result()


def _way_to_start() -> str:
    """Forking is quickest, and safe only on Linux and while no other thread holds a lock."""
    safe = sys.platform == "linux" and threading.active_count() == 1
    return "fork" if safe else "spawn"


def _begin(warm: Callable[[], None]) -> None:
    """Begin a worker: Ctrl-C is the writer's business, and without a writer there is no work."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    warm()
    _collect_seldom()


def _collect_seldom() -> None:
    """Spare the collector of garbage what was loaded, which stays (and shared, while nobody looks
    at it), and most looks at pages on their way: they hold no circles, and there are many."""
    gc.freeze()
    gc.set_threshold(_ALLOCATED, *gc.get_threshold()[1:])


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
