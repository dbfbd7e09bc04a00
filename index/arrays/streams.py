"""Folded texts end to end, two bytes a character (four beyond the Basic Multilingual Plane)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from index.arrays.pack import Array, Chunks
from index.lists import Docs, Mask

_CHARSET = "utf-16-le"


def encoded(stream: str) -> bytes:
    """Return ``stream`` as it is kept."""
    return stream.encode(_CHARSET)


def offsets(lengths: Array) -> Array:
    """Return where texts of ``lengths``, in pairs of bytes, begin, and where the last ends."""
    ends = np.zeros(len(lengths) + 1, np.uint64)
    np.cumsum(lengths, out=ends[1:])
    return ends.astype(np.uint32) if ends[-1] < 1 << 32 else ends


class StreamPacker:
    """Packs texts given in order, some at a time."""

    def __init__(self) -> None:
        self._encoded: list[bytes] = []
        self._lengths: list[Array] = []

    def add(self, streams: Sequence[str]) -> None:
        """Append ``streams``."""
        whole = encoded("".join(streams))
        lengths = np.fromiter(map(len, streams), np.int64, len(streams))
        if 2 * int(lengths.sum()) != len(whole):
            sizes = map(len, map(encoded, streams))
            lengths = np.fromiter(sizes, np.int64, len(streams)) // 2
        self._encoded.append(whole)
        self._lengths.append(lengths)

    def finish(self) -> dict[str, Array | Chunks]:
        """Return all texts as one run, and where each begins."""
        lengths = np.concatenate([np.zeros(0, np.int64), *self._lengths])
        units = np.frombuffer(b"".join(self._encoded), np.uint16)
        return {"units": units, "at": offsets(lengths)}


class Streams:
    """The folded texts of one field."""

    def __init__(self, arrays: Mapping[str, Array]) -> None:
        self._whole = arrays["units"].view(np.uint8).data
        self._at = arrays["at"]
        # Of a few documents read one by one, a view gives numbers sooner than an array does.
        self._place = self._at.data

    def read(self, docs: Docs) -> list[memoryview]:
        """Return the texts of ``docs`` where they are kept, without a copy of them."""
        whole, at = self._whole, self._place
        return [whole[2 * at[doc] : 2 * at[doc + 1]] for doc in docs.tolist()]

    def having(self, docs: Docs, needle: str) -> Mask:
        """Return which of ``docs`` have ``needle`` in their text."""
        sought = encoded(needle)
        starts = (self._at[docs].astype(np.int64) * 2).tolist()
        ends = (self._at[docs + 1].astype(np.int64) * 2).tolist()
        whole = self._whole
        found = [bytes(whole[a:b]).find(sought) for a, b in zip(starts, ends, strict=True)]
        at = np.array(found, np.int64)
        # What lies at an odd place is halves of other characters: that text is looked at again.
        for i in np.flatnonzero((at > 0) & (at % 2 == 1)).tolist():
            at[i] = _whole_character(bytes(whole[starts[i] : ends[i]]), sought, found[i])
        return at >= 0


def _whole_character(text: bytes, sought: bytes, at: int) -> int:
    """Return the first even place from ``at`` on where ``text`` has ``sought``, or -1."""
    while at > 0 and at % 2:
        at = text.find(sought, at + 1)
    return at
