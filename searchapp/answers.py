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
            known = self.known(key, before)
            if known is not None:
                return known
            made, after = answer(), state()
            if after == before:
                self.keep(key, before, made)
                break
            before = after
        return made

    def known(self, key: Hashable, state: str) -> A | None:
        """Return the answer kept for ``state``, None if there is none."""
        with self._lock:
            known = self._known.get((state, key))
            if known is not None:
                self._known.move_to_end((state, key))
            return known

    def keep(self, key: Hashable, state: str, made: A) -> None:
        """Keep the answer made in ``state``."""
        with self._lock:
            self._known[state, key] = made
            while len(self._known) > self._kept:
                self._known.popitem(last=False)
