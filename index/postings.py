"""What any engine can tell of its texts: which documents hold a term, which hold a string."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from index.errors import EngineTimeout
from index.lists import Docs, common
from index.schema import Kind


class Postings(NamedTuple):
    """The documents of one term, ascending, and how often each has it."""

    docs: NDArray[Any]
    counts: NDArray[Any]

    @classmethod
    def none(cls) -> Postings:
        """Return the postings of a term nobody uses."""
        return cls(np.empty(0, np.intp), np.empty(0, np.uint8))

    @classmethod
    def once(cls, docs: NDArray[Any]) -> Postings:
        """Return postings of ``docs`` that each count once."""
        return cls(docs, np.ones(len(docs), np.uint8))

    @classmethod
    def end_to_end(cls, parts: Sequence[Postings]) -> Postings:
        """Return ``parts`` as one; each begins behind the one before."""
        if len(parts) <= 1:
            return parts[0] if parts else cls.none()
        docs = np.concatenate([part.docs for part in parts])
        return cls(docs, np.concatenate([part.counts for part in parts]))


def narrowed(postings: Postings, among: Docs | None, size: int) -> Postings:
    """Return those of ``postings`` that are in ``among``, if given, of a collection of ``size``."""
    if among is None:
        return postings
    at, among_at = common(postings.docs, among, size)
    return Postings(among.take(among_at), postings.counts.take(at))


class Texts(Protocol):
    """The texts of one committed state of an index. ``text`` is a name of TEXT_FIELDS."""

    def postings(self, text: str, kind: Kind, term: str) -> Postings:
        """Return the live documents whose ``text`` has ``term`` among its words or grams."""
        ...

    def among(self, text: str, kind: Kind, term: str, docs: Docs) -> Postings:
        """Return those of ``postings`` that are in ``docs``, ascending and live."""
        ...

    def frequency(self, text: str, kind: Kind, term: str) -> int:
        """Return about how many documents ``postings`` would name, without reading them."""
        ...

    def held(self, text: str, kind: Kind, term: str) -> int:
        """Return how many live documents have ``term`` in ``text``."""
        ...

    def reaching(
        self, text: str, word: str, fraction: float, clock: Clock, among: Docs | None = None
    ) -> tuple[Postings, int]:
        """Return the live documents (``among`` some, if given) whose ``text`` has ``word`` as a
        word, or inside others: such a document counts it as ``fraction`` of a word; and how many
        there are of all. Raise EngineTimeout."""
        ...

    def streams(self, text: str, docs: Docs) -> list[bytes]:
        """Return the folded ``text`` of each of ``docs``, ascending, as UTF-16."""
        ...

    def holding(self, text: str, needle: str, clock: Clock) -> Postings:
        """Return the live documents whose folded ``text`` has ``needle`` in it; raise
        EngineTimeout."""
        ...


class Clock:
    """The time one answer may take; without a limit it never runs out."""

    def __init__(self, seconds: float | None) -> None:
        self._seconds = seconds
        self._end = None if seconds is None else time.monotonic() + seconds

    def check(self) -> None:
        """Raise EngineTimeout when the time is up."""
        if self._end is not None and self._seconds is not None and time.monotonic() > self._end:
            raise EngineTimeout(self._seconds)
