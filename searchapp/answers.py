"""Answers kept as long as they are true: a search asked again in the same state of the index."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

A = TypeVar("A")

KEPT = 64
"""Answers kept: at a hundred kilobytes each they take a few megabytes."""


class Answers(Generic[A]):
    """The answers asked for last. Threads may share it."""

    def __init__(self, kept: int = KEPT) -> None:
        self._kept = kept
        self._lock = Lock()
        self._known: OrderedDict[tuple[str, Hashable], A] = OrderedDict()

    def of_one_state(
        self, key: Hashable, state: Callable[[], str], answer: Callable[[], A], tries: int = 5
    ) -> A:
        """Return ``answer()``, all of it made in one ``state()``, or what is known for this one.

        An answer during which the state changed is made again, ``tries`` times at most; then the
        last one stands, for a commit a second must not keep readers from reading.
        """
        before = state()
        for _ in range(tries):
            with self._lock:
                known = self._known.get((before, key))
                if known is not None:
                    self._known.move_to_end((before, key))
                    return known
            made, after = answer(), state()
            if after == before:
                self._keep((before, key), made)
                break
            before = after
        return made

    def _keep(self, key: tuple[str, Hashable], made: A) -> None:
        with self._lock:
            self._known[key] = made
            while len(self._known) > self._kept:
                self._known.popitem(last=False)
