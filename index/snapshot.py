"""One committed state of an index, whole and unchanging, however many segments it has."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from index.columns import Columns, Numbers, joined
from index.postings import Postings
from index.schema import Kind
from index.scoring import Scorer


class Part(Protocol):
    """One segment; its documents are numbered from 0."""

    columns: Columns

    def postings(self, text: str, kind: Kind, term: str) -> Postings:
        """Return the live documents of one term."""
        ...

    def frequency(self, text: str, kind: Kind, term: str) -> int:
        """Return about how many documents ``postings`` would name."""
        ...

    def holding(self, text: str, docs: Numbers, needle: bytes) -> Numbers:
        """Return those of ``docs`` whose folded text has ``needle`` in it."""
        ...


class Snapshot:
    """Segments end to end under one numbering: the ``Texts`` and ``Columns`` of one state.

    ``state`` names the commit, ``stamp`` is the fingerprint of its generation.
    """

    def __init__(self, state: str, stamp: str, parts: Sequence[Part]) -> None:
        self.state = state
        self.stamp = stamp
        self.parts = tuple(parts)
        self.columns = joined([part.columns for part in parts])
        self.rank = self.columns.rank()
        self.scorer = Scorer(self.columns)
        sizes = [len(part.columns.ids) for part in parts]
        self._bases = np.cumsum([0, *sizes], dtype=np.int32)

    @property
    def documents(self) -> int:
        """The number of live documents."""
        return int(np.count_nonzero(self.columns.live))

    def postings(self, text: str, kind: Kind, term: str) -> Postings:
        """Return the live documents of one term."""
        found = [part.postings(text, kind, term) for part in self.parts]
        if not found:
            return Postings.none()
        docs = [p.docs + base for p, base in zip(found, self._bases, strict=False)]
        return Postings(np.concatenate(docs), np.concatenate([p.counts for p in found]))

    def frequency(self, text: str, kind: Kind, term: str) -> int:
        """Return about how many documents ``postings`` would name."""
        return sum(part.frequency(text, kind, term) for part in self.parts)

    def holding(self, text: str, docs: Numbers, needle: str) -> Numbers:
        """Return those of ``docs``, ascending, whose folded text has ``needle`` in it."""
        sought = needle.encode()
        bounds = np.searchsorted(docs, self._bases)
        found = [np.empty(0, dtype=np.int32)]
        for i, part in enumerate(self.parts):
            base = self._bases[i]
            own = docs[bounds[i] : bounds[i + 1]] - base
            if len(own):
                found.append(part.holding(text, own, sought) + base)
        return np.concatenate(found)
