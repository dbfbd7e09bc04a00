"""Sorted document lists of all terms of a field, packed two bytes a posting.

A list of fewer than ``SHORT`` documents is kept as plain 32-bit numbers. A longer one is cut
where the upper 16 bits change: its lower halves are kept, and where each run of equal upper
halves ends. ``at`` is the start of a short list, the rank among the long ones of a long list. Both decode with one or two whole-array operations (the idea of Roaring's array
containers, arXiv:1402.6407), which in numpy beats any bitwise packing of gaps.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from index.arrays.pack import Array

SHORT = 48
"""Below this length the run table would cost more than the upper halves."""


def pack_postings(offsets: Array, docs: Array, documents: int) -> dict[str, Array]:
    """Return the arrays of the lists ``docs[offsets[t]:offsets[t + 1]]``, one for each term t."""
    counts = np.diff(offsets)
    long = counts >= SHORT
    in_long = np.repeat(long, counts)
    runs = (documents + 65535) >> 16 if documents else 1
    terms = np.flatnonzero(long)
    table = np.zeros((len(terms), runs + 1), np.uint32)
    long_docs = docs[in_long]
    if len(terms) and runs > 1:
        row = np.repeat(np.arange(len(terms)), counts[terms])
        cell = row * runs + (long_docs >> np.uint32(16))
        table[:, 1:] = np.bincount(cell, minlength=len(terms) * runs).reshape(-1, runs)
        np.cumsum(table, axis=1, out=table)
    elif len(terms):
        table[:, 1] = counts[terms]
    before = np.cumsum(np.where(long, 0, counts)) - np.where(long, 0, counts)
    place = np.where(long, np.cumsum(long) - 1, before)
    starts = np.zeros(len(terms) + 1, np.uint64)
    np.cumsum(counts[terms], out=starts[1:])
    return {
        "df": counts.astype(np.uint32),
        "short": docs[~in_long].astype(np.uint32),
        "at": place.astype(np.uint32),
        "low": (long_docs & np.uint32(0xFFFF)).astype(np.uint16),
        "low_at": starts,
        "runs": table.reshape(-1),
    }


class Postings:
    """The document lists of one field, decoded on demand."""

    __slots__ = ("_at", "_low", "_low_at", "_runs", "_short", "_width", "df")

    def __init__(self, arrays: Mapping[str, Array], documents: int) -> None:
        self.df = arrays["df"]
        self._short = arrays["short"]
        self._at = arrays["at"]
        self._low = arrays["low"]
        self._low_at = arrays["low_at"]
        self._width = ((documents + 65535) >> 16 if documents else 1) + 1
        self._runs = arrays["runs"].reshape(-1, self._width)

    def docs(self, term: int) -> Array:
        """Return the documents of ``term``, ascending, as 32-bit numbers."""
        count = int(self.df[term])
        if count < SHORT:
            start = int(self._at[term])
            return self._short[start : start + count]
        rank = int(self._at[term])
        start = int(self._low_at[rank])
        docs = self._low[start : start + count].astype(np.uint32)
        if self._width > 2:
            ends = self._runs[rank]
            for run in range(1, self._width - 1):
                docs[ends[run] : ends[run + 1]] += np.uint32(run << 16)
        return docs

    def all(self) -> Array:
        """Return the lists of all terms end to end."""
        docs = np.empty(int(self.df.sum(dtype=np.int64)), np.uint32)
        in_long = np.repeat(self.df >= SHORT, self.df)
        docs[~in_long] = self._short
        counts = np.diff(self._runs, axis=1).reshape(-1)
        runs = np.tile(np.arange(self._width - 1, dtype=np.uint32), len(self._runs))
        docs[in_long] = np.repeat(runs << np.uint32(16), counts) | self._low
        return docs
