"""What any engine can tell of its texts: which documents hold a term, which hold a string."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from index import lists
from index.errors import EngineTimeout
from index.lists import Docs, Mask, common
from index.schema import Kind

SPREAD = 9
"""Of a term that more than one document in so many has, it is kept how often each has it: a byte,
where a posting takes nine."""


Stream = bytes | memoryview
"""A folded text as UTF-16."""


class Postings:
    """The documents of one term, ascending, and how often each has it.

    Of a term that many documents have it is only kept how often each document of the whole
    collection has it (``spread``, else None), which takes less room than naming them.
    """

    __slots__ = ("_counts", "_docs", "number", "spread")

    def __init__(self, docs: NDArray[Any], counts: NDArray[Any]) -> None:
        self._docs, self._counts = docs, counts
        self.number = len(docs)
        """The number of documents."""
        self.spread: NDArray[Any] | None = None

    @property
    def docs(self) -> NDArray[Any]:
        """The documents."""
        return self._docs if self.spread is None else np.flatnonzero(self.spread > 0)

    @property
    def counts(self) -> NDArray[Any]:
        """How often each of them has the term."""
        return self._counts if self.spread is None else self.spread.take(self.docs)

    @property
    def size(self) -> int:
        """The bytes it takes to keep them."""
        arrays = (self._docs, self._counts) if self.spread is None else (self.spread,)
        return sum(array.nbytes for array in arrays)

    @classmethod
    def none(cls) -> Postings:
        """Return the postings of a term nobody uses."""
        return cls(np.empty(0, np.intp), np.empty(0, np.uint8))

    @classmethod
    def once(cls, docs: NDArray[Any]) -> Postings:
        """Return postings of ``docs`` that each count once."""
        return cls(docs, np.ones(len(docs), np.uint8))

    @classmethod
    def over_all(cls, spread: NDArray[Any]) -> Postings:
        """Return postings by how often each document has the term, 0 where it has it not."""
        found = cls.none()
        found.spread, found.number = spread, int(np.count_nonzero(spread))
        return found

    @classmethod
    def of_segments(cls, found: Sequence[tuple[Postings, int]], size: int) -> Postings:
        """Return the postings of segments, each with the number its documents begin at, as one of
        a collection of ``size``."""
        if sum([own.number for own, _ in found]) * SPREAD <= size:
            return cls.end_to_end([own._behind(start) for own, start in found])
        spread = np.zeros(size, np.result_type(*[own._kind for own, _ in found]))
        for own, start in found:
            if own.spread is None:
                spread[own.docs + start] = own.counts
            else:
                spread[start : start + len(own.spread)] = own.spread
        return cls.over_all(spread)

    def _behind(self, start: int) -> Postings:
        if start or self.docs.dtype != np.intp:
            return Postings(np.add(self.docs, start, dtype=np.intp), self.counts)
        return self

    @property
    def _kind(self) -> np.dtype[Any]:
        return self._counts.dtype if self.spread is None else self.spread.dtype

    def until(self, end: int) -> Postings:
        """Return the postings of the documents before ``end``."""
        if self.spread is not None:
            return Postings.over_all(self.spread[:end])
        cut = int(self.docs.searchsorted(end))
        return Postings(self.docs[:cut], self.counts[:cut])

    @classmethod
    def end_to_end(cls, parts: Sequence[Postings]) -> Postings:
        """Return ``parts`` as one; each begins behind the one before."""
        if len(parts) <= 1:
            return parts[0] if parts else cls.none()
        docs = np.concatenate([part.docs for part in parts])
        return cls(docs, np.concatenate([part.counts for part in parts]))


def united(found: Sequence[Postings], size: int) -> Docs:
    """Return the documents of any of ``found``, ascending."""
    if all(own.spread is None for own in found):
        return lists.united([own.docs for own in found], size)
    return np.flatnonzero(there(found, size))


def there(found: Sequence[Postings], size: int) -> Mask:
    """Return which of all documents are in any of ``found``."""
    held = np.zeros(size, bool)
    for own in found:
        if own.spread is None:
            held[own.docs] = True
        else:
            held |= own.spread > 0
    return held


def often(postings: Postings, docs: Docs, size: int) -> NDArray[Any]:
    """Return how often each of ``docs``, ascending, has the term, 0 where it has it not."""
    if postings.spread is not None:
        return postings.spread.take(docs)
    at, own = common(postings.docs, docs, size)
    counts = np.zeros(len(docs), postings.counts.dtype)
    counts[own] = postings.counts.take(at)
    return counts


def narrowed(postings: Postings, among: Docs | None, size: int) -> Postings:
    """Return those of ``postings`` that are in ``among``, if given, of a collection of ``size``."""
    if among is None:
        return postings
    if postings.spread is not None:
        counts = postings.spread.take(among)
        at = np.flatnonzero(counts > 0)
        whole = len(at) == len(among)
        return Postings(among, counts) if whole else Postings(among.take(at), counts.take(at))
    at, among_at = common(postings.docs, among, size)
    return Postings(among.take(among_at), postings.counts.take(at))


class Texts(Protocol):
    """The texts of one committed state of an index. ``text`` is a name of TEXTS."""

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

    def streams(self, text: str, docs: Docs) -> Sequence[Stream]:
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
