"""Which thread answers: the one that answered last.

Waitress wakes the thread that has waited longest. With one reader every request then went to
another of its threads, and each found its own memory and its own pages of the database cold:
with one thread instead of eight the slowest pages in twenty came a fifth sooner, in two runs each.
"""

from __future__ import annotations

from threading import Lock

from waitress.task import ThreadedTaskDispatcher


class LatestFirst:
    """What threads wait for under ``lock``, as at a ``threading.Condition``; the one that came
    last is woken first."""

    def __init__(self, lock: Lock) -> None:
        self._lock = lock
        self._waiting: list[Lock] = []

    def wait(self) -> None:
        """Give the lock up until woken, then take it again."""
        own = Lock()
        own.acquire()
        self._waiting.append(own)
        self._lock.release()
        try:
            own.acquire()
        finally:
            self._lock.acquire()

    def notify(self) -> None:
        """Wake the thread that came last, if any waits."""
        if self._waiting:
            self._waiting.pop().release()

    def notify_all(self) -> None:
        """Wake every thread that waits."""
        while self._waiting:
            self.notify()


class Dispatcher(ThreadedTaskDispatcher):  # type: ignore[misc]  # waitress has no types
    """Waitress's dispatcher of requests to so many ``threads``, in that order."""

    def __init__(self, threads: int) -> None:
        super().__init__()
        self.queue_cv = LatestFirst(self.lock)
        self.set_thread_count(threads)
