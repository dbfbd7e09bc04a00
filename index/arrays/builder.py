"""Documents in order → the arrays of one segment."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from index.arrays.analysis import AnalyzedDocument
from index.arrays.grams import MAX_DOCUMENTS, gram_keys, pack_grams
from index.arrays.ids import pack_ids
from index.arrays.pack import Array, Chunks
from index.arrays.streams import StreamPacker
from index.arrays.values import pack_values
from index.arrays.words import WordInverter
from index.query import TEXT_FIELDS
from index.schema import VALUES, Kind, field_name
from index.value_sets import fitted

_GRAM_BATCH = 512
"""Documents whose grams are sorted at a time: the keys of one batch stay in the cache."""


class SegmentBuilder:
    """Collects analyzed documents; ``finish`` turns them into arrays."""

    def __init__(self) -> None:
        self._ids: list[str] = []
        self._words = {text: WordInverter() for text in TEXT_FIELDS}
        self._texts = {text: _TextColumn() for text in TEXT_FIELDS}
        self._values: dict[str, list[tuple[str, ...]]] = {name: [] for name in VALUES}

    def __len__(self) -> int:
        return len(self._ids)

    def add(self, document: AnalyzedDocument) -> None:
        """Append the next document; raise ValueError when the segment is full."""
        if len(self._ids) >= MAX_DOCUMENTS:
            raise ValueError(f"a segment holds at most {MAX_DOCUMENTS} documents")
        self._ids.append(document.id)
        for name in VALUES:
            self._values[name].append(document.values[name])
        for text in TEXT_FIELDS:
            analyzed = document.texts[text]
            count = self._words[text].add(analyzed.words)
            self._texts[text].add(analyzed.stream, count)

    def finish(self) -> dict[str, Array | Chunks]:
        """Return every array of the segment, named ``field/part``."""
        arrays = _named("id", pack_ids(self._ids))
        for name, rows in self._values.items():
            arrays |= _named(name, pack_values(rows))
        for text in TEXT_FIELDS:
            column = self._texts[text]
            arrays |= _named(field_name(text, Kind.WORDS), self._words[text].finish())
            arrays |= _named(
                field_name(text, Kind.GRAMS), pack_grams(column.runs(), len(self._ids))
            )
            arrays |= _named(field_name(text, Kind.STREAM), column.streams())
            arrays |= _named(field_name(text, Kind.LENGTH), {"n": column.lengths()})
        return arrays


def _named(field: str, parts: Mapping[str, Array | Chunks]) -> dict[str, Array | Chunks]:
    return {f"{field}/{part}": array for part, array in parts.items()}


class _TextColumn:
    """Streams, lengths and gram keys of one text over all documents."""

    def __init__(self) -> None:
        self._done = 0
        self._waiting: list[str] = []
        self._streams = StreamPacker()
        self._lengths: list[int] = []
        self._keys: list[Array] = []

    def add(self, stream: str, words: int) -> None:
        self._waiting.append(stream)
        self._lengths.append(words)
        if len(self._waiting) == _GRAM_BATCH:
            self._flush()

    def _flush(self) -> None:
        if self._waiting:
            self._keys.append(gram_keys(self._waiting, self._done))
            self._streams.add(self._waiting)
            self._done += len(self._waiting)
            self._waiting = []

    def runs(self) -> list[Array]:
        self._flush()
        runs, self._keys = self._keys, []
        return runs or [np.zeros(0, np.uint64)]

    def streams(self) -> dict[str, Array]:
        self._flush()
        return self._streams.finish()

    def lengths(self) -> Array:
        return fitted(np.array(self._lengths, np.int64), max(self._lengths, default=0))
