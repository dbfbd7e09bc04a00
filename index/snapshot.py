"""One committed state of an index, whole and unchanging, however many segments it has."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from index.columns import Columns, joined
from index.lists import Docs, no_docs, united, within, without
from index.postings import Clock, Postings
from index.schema import Kind
from index.scoring import Profile

_KEPT = 4_000_000
"""Decoded postings a state remembers, nine bytes each."""
_PROOF = 512
"""Documents whose text is read between two looks at the clock."""
_WORTH = 64
"""So many postings are read sooner than one more document is proven."""


class Part(Protocol):
    """One segment; its documents are numbered from 0."""

    columns: Columns

    def postings(self, text: str, kind: Kind, term: str) -> Postings:
        """Return the live documents of one term."""
        ...

    def frequency(self, text: str, kind: Kind, term: str) -> int:
        """Return about how many documents ``postings`` would name."""
        ...

    def holding(self, text: str, docs: NDArray[Any], needle: bytes) -> NDArray[Any]:
        """Return those of ``docs`` whose folded text has ``needle`` in it."""
        ...


class Snapshot:
    """Segments end to end under one numbering: the ``Texts`` and ``Columns`` of one state.

    ``state`` names the commit, ``stamp`` is the fingerprint of its generation.
    """

    def __init__(self, state: str, stamp: str, parts: Sequence[Part], profile: Profile) -> None:
        self.state = state
        self.stamp = stamp
        self.parts = tuple(parts)
        self.columns = joined([part.columns for part in parts])
        self.ranking = profile, profile.scoring(self.columns)
        sizes = [len(part.columns.live) for part in parts]
        self._bases = np.cumsum([0, *sizes])
        self._starts: list[int] = self._bases[:-1].tolist()
        self._size = int(self._bases[-1])
        self._known: dict[tuple[str, Kind, str], Postings] = {}
        self._kept = 0

    @property
    def documents(self) -> int:
        """The number of live documents."""
        return self.columns.living

    def postings(self, text: str, kind: Kind, term: str) -> Postings:
        """Return the live documents of one term."""
        return self._remembered((text, kind, term), self._read)

    def frequency(self, text: str, kind: Kind, term: str) -> int:
        """Return about how many documents ``postings`` would name."""
        return sum([part.frequency(text, kind, term) for part in self.parts])

    def holding(self, text: str, needle: str, clock: Clock) -> Postings:
        """Return the live documents whose folded ``text`` has ``needle`` in it."""
        return self._remembered(
            (text, Kind.STREAM, needle),
            lambda text, _, needle: Postings.once(self._prove(text, needle, clock)),
        )

    def _remembered(
        self, key: tuple[str, Kind, str], read: Callable[[str, Kind, str], Postings]
    ) -> Postings:
        """Return what was read for ``key``. Threads may read one thing twice: it is the same."""
        known = self._known.get(key)
        if known is None:
            known = read(*key)
            if self._kept > _KEPT:
                self._known, self._kept = {}, 0
            self._known[key] = known
            self._kept += len(known.docs) + 16
        return known

    def _read(self, text: str, kind: Kind, term: str) -> Postings:
        found = [part.postings(text, kind, term) for part in self.parts]
        if len(found) == 1:
            return Postings(found[0].docs.astype(np.intp), found[0].counts)
        if not found:
            return Postings.none()
        docs = [
            np.add(own.docs, base, dtype=np.intp)
            for own, base in zip(found, self._starts, strict=True)
        ]
        return Postings(np.concatenate(docs), np.concatenate([own.counts for own in found]))

    def _prove(self, text: str, needle: str, clock: Clock) -> Docs:
        """Where ``needle`` is a word nothing need be read: every word is a string of its text."""
        docs = self._candidates(text, needle, clock)
        proven = self.postings(text, Kind.WORDS, needle).docs
        proven = within(proven, docs, self._size)
        open_ = without(docs, proven, self._size)
        found = [proven]
        for start in range(0, len(open_), _PROOF):
            clock.check()
            found.append(self._holding(text, open_[start : start + _PROOF], needle.encode()))
        return united([proven, np.concatenate(found[1:] or [no_docs()])], self._size)

    def _candidates(self, text: str, needle: str, clock: Clock) -> Docs:
        """Return the documents having the grams of ``needle``, rarest first, until reading the
        next gram costs more than proving the documents left."""
        grams = {needle[i : i + 2] for i in range(len(needle) - 1)}
        ordered = sorted((self.frequency(text, Kind.GRAMS, gram), gram) for gram in grams)
        docs: Docs = self.postings(text, Kind.GRAMS, ordered[0][1]).docs
        for frequency, gram in ordered[1:]:
            if frequency > _WORTH * len(docs):
                break
            clock.check()
            docs = within(self.postings(text, Kind.GRAMS, gram).docs, docs, self._size)
        return docs

    def _holding(self, text: str, docs: Docs, needle: bytes) -> Docs:
        bounds = docs.searchsorted(self._bases).tolist()
        found = [no_docs()]
        for i, part in enumerate(self.parts):
            if bounds[i] < bounds[i + 1]:
                own = docs[bounds[i] : bounds[i + 1]] - self._starts[i]
                found.append(part.holding(text, own, needle) + self._starts[i])
        return np.concatenate(found)
