"""Documents in order → the arrays of one segment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from index.arrays.analysis import AnalyzedDocument, AnalyzedText
from index.arrays.grams import MAX_DOCUMENTS, gram_keys, pack_grams
from index.arrays.ids import pack_ids
from index.arrays.pack import Array, Chunks
from index.arrays.streams import StreamPacker
from index.arrays.values import pack_values
from index.arrays.words import WordInverter
from index.query import TEXTS
from index.schema import VALUES, Kind, field_name
from index.value_sets import fitted

_BATCH = 512
"""Documents taken apart at a time: the keys of their grams stay in the cache while sorted."""


class SegmentBuilder:
    """Collects analyzed documents; ``finish`` turns them into arrays."""

    def __init__(self) -> None:
        self._waiting: list[AnalyzedDocument] = []
        self._ids: list[str] = []
        self._texts = {text: _TextColumn() for text in TEXTS}
        self._values: dict[str, list[tuple[str, ...]]] = {name: [] for name in VALUES}

    def __len__(self) -> int:
        return len(self._ids) + len(self._waiting)

    def add(self, document: AnalyzedDocument) -> None:
        """Append the next document; raise ValueError when the segment is full."""
        if len(self) >= MAX_DOCUMENTS:
            raise ValueError(f"a segment holds at most {MAX_DOCUMENTS} documents")
        self._waiting.append(document)
        if len(self._waiting) == _BATCH:
            self._take()

    def _take(self) -> None:
        """Take apart the documents that wait."""
        taken, self._waiting = self._waiting, []
        for text, column in self._texts.items():
            column.add([document.texts[text] for document in taken], len(self._ids))
        for name, rows in self._values.items():
            rows += [document.values[name] for document in taken]
        self._ids += [document.id for document in taken]

    def finish(self) -> dict[str, Array | Chunks]:
        """Return every array of the segment, named ``field/part``."""
        self._take()
        arrays = _named("id", pack_ids(self._ids))
        for name, rows in self._values.items():
            arrays |= _named(name, pack_values(rows))
        for text, column in self._texts.items():
            for kind, parts in column.finish(len(self._ids)).items():
                arrays |= _named(field_name(text, kind), parts)
        return arrays


def _named(field: str, parts: Mapping[str, Array | Chunks]) -> dict[str, Array | Chunks]:
    return {f"{field}/{part}": array for part, array in parts.items()}


class _TextColumn:
    """Words, streams, lengths and gram keys of one text over all documents."""

    def __init__(self) -> None:
        self._words = WordInverter()
        self._streams = StreamPacker()
        self._lengths: list[Array] = [np.zeros(0, np.uint32)]
        self._keys: list[Array] = [np.zeros(0, np.uint64)]

    def add(self, texts: Sequence[AnalyzedText], first: int) -> None:
        """Append ``texts``, documents from ``first`` on."""
        streams = [text.stream for text in texts]
        self._lengths.append(self._words.add([text.words for text in texts]))
        self._streams.add(streams)
        self._keys.append(gram_keys(streams, first))

    def finish(self, documents: int) -> dict[Kind, dict[str, Array | Chunks]]:
        """Return the arrays by kind of field."""
        runs, self._keys = self._keys, []
        lengths = np.concatenate(self._lengths)
        return {
            Kind.WORDS: self._words.finish(),
            Kind.GRAMS: pack_grams(runs, documents),
            Kind.STREAM: self._streams.finish(),
            Kind.LENGTH: {"n": fitted(lengths, int(lengths.max(initial=0)))},
        }
