"""Sorted document lists of all terms of a field, packed two bytes a posting.

A list of fewer than ``SHORT`` documents is kept as plain 32-bit numbers. A longer one is cut
where the upper 16 bits change: its lower halves are kept, and where each run of equal upper
halves ends. ``at`` is the start of a short list, the rank among the long ones of a long list.
Both decode with one or two whole-array operations (the idea of Roaring's array containers,
arXiv:1402.6407), which in numpy beats any bitwise packing of gaps.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from index.arrays.pack import Array

SHORT = 48
"""Below this length the run table would cost more than the upper halves."""

_PARTS = {
    "df": np.uint32,
    "at": np.uint32,
    "short": np.uint32,
    "low": np.uint16,
    "low_at": np.uint64,
    "runs": np.uint32,
}


class PostingsPacker:
    """Packs lists given in order, some at a time, so that a merge never holds them all."""

    def __init__(self, documents: int) -> None:
        self._runs = (documents + 65535) >> 16 if documents else 1
        self._parts: dict[str, list[Array]] = {name: [] for name in _PARTS}
        self._shorts = self._longs = self._lows = 0

    def add(self, offsets: Array, docs: Array) -> None:
        """Append the lists ``docs[offsets[t]:offsets[t + 1]]``, one for each next term."""
        counts = np.diff(offsets)
        long = counts >= SHORT
        in_long = np.repeat(long, counts)
        short_counts = np.where(long, 0, counts)
        place = np.where(
            long,
            np.cumsum(long) - 1 + self._longs,
            np.cumsum(short_counts) - short_counts + self._shorts,
        )
        low = docs[in_long]
        starts = np.cumsum(counts[long]) - counts[long] + self._lows
        self._append("df", counts.astype(np.uint32))
        self._append("at", place.astype(np.uint32))
        self._append("short", docs[~in_long].astype(np.uint32))
        self._append("low", (low & np.uint32(0xFFFF)).astype(np.uint16))
        self._append("low_at", starts.astype(np.uint64))
        self._append("runs", self._run_ends(low, counts[long]))
        self._shorts += int(short_counts.sum())
        self._longs += int(np.count_nonzero(long))
        self._lows += len(low)

    def finish(self) -> dict[str, Array]:
        """Return the packed arrays."""
        self._append("low_at", np.array([self._lows], np.uint64))
        return {
            name: np.concatenate(self._parts.pop(name) or [np.zeros(0, dtype)])
            for name, dtype in _PARTS.items()
        }

    def _append(self, name: str, array: Array) -> None:
        self._parts[name].append(array)

    def _run_ends(self, docs: Array, counts: Array) -> Array:
        """Return for each long list where its runs of equal upper halves end, 0 first."""
        table = np.zeros((len(counts), self._runs + 1), np.uint32)
        row = np.repeat(np.arange(len(counts)), counts)
        cell = row * self._runs + (docs >> np.uint32(16))
        lengths = np.bincount(cell, minlength=len(counts) * self._runs)
        table[:, 1:] = np.cumsum(lengths.reshape(-1, self._runs), axis=1)
        return table.reshape(-1)


def pack_postings(offsets: Array, docs: Array, documents: int) -> dict[str, Array]:
    """Return the arrays of the lists ``docs[offsets[t]:offsets[t + 1]]``, one for each term t."""
    packer = PostingsPacker(documents)
    packer.add(offsets, docs)
    return packer.finish()


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

    def span(self, start: int, stop: int) -> Array:
        """Return the lists of the terms from ``start`` up to ``stop`` end to end."""
        counts = self.df[start:stop]
        at = self._at[start:stop]
        long = counts >= SHORT
        in_long = np.repeat(long, counts)
        docs = np.empty(len(in_long), np.uint32)
        if not long.all():
            first = int(at[~long][0])
            docs[~in_long] = self._short[first : first + int(counts[~long].sum())]
        if long.any():
            first, last = int(at[long][0]), int(at[long][-1])
            low = self._low[int(self._low_at[first]) : int(self._low_at[last + 1])]
            lengths = np.diff(self._runs[first : last + 1], axis=1).reshape(-1)
            runs = np.tile(np.arange(self._width - 1, dtype=np.uint32), last + 1 - first)
            docs[in_long] = np.repeat(runs << np.uint32(16), lengths) | low
        return docs
