"""Postings read lately, up to so many bytes."""

from __future__ import annotations

from threading import Lock

from index.postings import Postings
from index.schema import Kind

_ENTRY = 144
"""Bytes an entry takes beside its arrays."""
Key = tuple[str, Kind, str]


class Remembered:
    """Postings of one state by text, kind and term, and those of the state before until they are
    asked for. Threads may read one thing twice: it is the same."""

    __slots__ = ("_before", "_known", "_limit", "_lock", "_size", "get")

    def __init__(self, limit: int, before: Remembered | None = None) -> None:
        self._limit = limit
        self._lock = Lock()
        self._known: dict[Key, Postings] = {}
        self._size = 0
        self._before = before
        if before is not None:
            before._before = None
        self.get = self._known.get

    def inherited(self, key: Key) -> Postings | None:
        """Return what the state before remembered for ``key``, and forget it there."""
        before = self._before
        return before._take(key) if before is not None else None

    def _take(self, key: Key) -> Postings | None:
        with self._lock:
            found = self._known.pop(key, None)
            self._size -= _size(found) if found is not None else 0
            return found

    def keep(self, key: Key, found: Postings) -> Postings:
        """Return ``found``, and from now on for ``key``; what was kept first goes first."""
        with self._lock:
            if key not in self._known:
                self._known[key] = found
                self._size += _size(found)
            if self._before is not None:
                self._before._shrink(self._limit - self._size)
            self._shrink_to(self._limit)
        return found

    def _shrink(self, limit: int) -> None:
        with self._lock:
            self._shrink_to(limit)

    def _shrink_to(self, limit: int) -> None:
        while self._known and self._size > limit:
            self._size -= _size(self._known.pop(next(iter(self._known))))


def _size(found: Postings) -> int:
    return found.size + _ENTRY
