"""Several segments → the arrays of one, without their deleted documents: array work alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import compress
from pathlib import Path

import numpy as np

from index.arrays.frequencies import Frequencies, FrequencyPacker
from index.arrays.grams import DOCUMENT_BITS, GramPacker, GramTable
from index.arrays.ids import merge_ids
from index.arrays.pack import Array, Chunks, Pack, part_of
from index.arrays.parts import InFiles, InMemory, PartsMaker
from index.arrays.postings import Postings, PostingsPacker
from index.arrays.spans import Span, spans
from index.arrays.streams import offsets
from index.arrays.terms import TermPacker, TermTable
from index.arrays.values import merge_values
from index.lists import Mask
from index.query import TEXTS
from index.schema import VALUES, Kind, field_name
from index.value_sets import fitted

CHUNK = 1_000_000
"""Postings merged at a time: bounds the memory of a merge of any size."""
_COUNT_BITS = 20
_COUNT = np.uint64((1 << _COUNT_BITS) - 1)
_TERM = np.uint64(DOCUMENT_BITS + _COUNT_BITS)
_DOCUMENT = np.uint64((1 << DOCUMENT_BITS) - 1)
_SMALL = 5_000
"""Up to so many documents a merge needs no files: opening them takes longer than the merge."""
_DOCUMENTS = 4096
"""Documents whose streams are copied at a time."""
Parts = dict[str, Array | Chunks]


@dataclass(frozen=True, slots=True)
class Target:
    """The merged segment: its number of documents, and where there is room for what is long."""

    size: int
    make: PartsMaker


@dataclass(frozen=True, slots=True)
class Source:
    """A segment to merge: its file, which of its documents stay, and their new numbers."""

    pack: Pack
    live: Mask
    renumbered: Array

    @property
    def size(self) -> int:
        """The number of its documents, deleted ones among them."""
        return len(self.live)

    def owned(self, lists: Postings, span: Span, terms: Array) -> tuple[Array, Array, Mask]:
        """Return for each posting of a span of terms its term, out of ``terms``, and the new
        number of its document, both for those that stay, and which stay."""
        docs = lists.span(*span)
        kept = self.live[docs]
        owners = np.repeat(terms, lists.lengths(*span))[kept]
        return owners, self.renumbered[docs[kept]], kept


def sources(packs: Sequence[tuple[Pack, Mask]]) -> list[Source]:
    """Return the segments with the numbers their documents get, one segment after another."""
    found, base = [], 0
    for pack, live in packs:
        renumbered = np.cumsum(live, dtype=np.int64) + (base - 1)
        # Below zero is only the number of a document that does not stay.
        found.append(Source(pack, live, np.maximum(renumbered, 0).astype(np.uint32)))
        base += int(np.count_nonzero(live))
    return found


def merge(merged: Sequence[Source], folder: Path) -> tuple[Parts, int]:
    """Return every array of the merged segment, to be written once, and its number of documents.

    The result is the segment a builder would have made of the surviving documents in order. What
    is long lies in files without a name in ``folder`` until then.
    """
    live = [source.live for source in merged]
    size = sum(int(np.count_nonzero(kept)) for kept in live)
    target = Target(size, InMemory if size <= _SMALL else partial(InFiles, folder=folder))
    arrays = _named("id", merge_ids([part_of(s.pack, "id") for s in merged], live))
    for name in VALUES:
        arrays |= _named(name, merge_values([part_of(s.pack, name) for s in merged], live))
    for text in TEXTS:
        for kind, merge_kind in _KINDS.items():
            field = field_name(text, kind)
            parts = [part_of(source.pack, field) for source in merged]
            arrays |= _named(field, merge_kind(merged, parts, target))
    return arrays, size


def _named(field: str, parts: Mapping[str, Array | Chunks]) -> Parts:
    return {f"{field}/{part}": array for part, array in parts.items()}


def _words(merged: Sequence[Source], parts: Sequence[dict[str, Array]], target: Target) -> Parts:
    """Merge words, so many terms at a time that memory is bounded."""
    tables = [TermTable(part) for part in parts]
    lists = [Postings(part, source.size) for source, part in zip(merged, parts, strict=True)]
    counted = [Frequencies(part) for part in parts]
    terms, frequencies = TermPacker(target.make), FrequencyPacker(target.make)
    packer = PostingsPacker(target.size, target.make)
    for step in spans(list(zip(tables, lists, strict=True)), CHUNK):
        own = [table.between(*span) for table, span in zip(tables, step, strict=True)]
        names = sorted(set().union(*own))
        place = {name: i for i, name in enumerate(names)}
        keys: list[Array] = [np.zeros(0, np.uint64)]
        for i, source in enumerate(merged):
            ranks = np.fromiter(map(place.__getitem__, own[i]), np.uint64, len(own[i]))
            owners, docs, kept = source.owned(lists[i], step[i], ranks)
            counts = counted[i].read(lists[i].before(step[i][0]), len(kept))[kept]
            keys.append(owners << _TERM | docs.astype(np.uint64) << np.uint64(_COUNT_BITS) | counts)
        key = _ordered(keys)
        # Words that only deleted documents used are forgotten.
        held = np.bincount((key >> _TERM).astype(np.int64), minlength=len(names))
        terms.add(list(compress(names, held.tolist())))
        ends = np.concatenate(([0], np.cumsum(held[held > 0])))
        packer.add(ends, (key >> np.uint64(_COUNT_BITS) & _DOCUMENT).astype(np.uint32))
        frequencies.add(key & _COUNT)
        _release(merged)
    return {**terms.finish(), **packer.finish(), **frequencies.finish()}


def _grams(merged: Sequence[Source], parts: Sequence[dict[str, Array]], target: Target) -> Parts:
    tables = [GramTable(part) for part in parts]
    lists = [Postings(part, source.size) for source, part in zip(merged, parts, strict=True)]
    packer = GramPacker(target.size, target.make)
    for step in spans(list(zip(tables, lists, strict=True)), CHUNK):
        keys = [np.zeros(0, np.uint64)]
        for source, table, own, span in zip(merged, tables, lists, step, strict=True):
            owners, docs, _ = source.owned(own, span, table.between(*span))
            keys.append(owners << np.uint64(DOCUMENT_BITS) | docs)
        packer.add(_ordered(keys))
        _release(merged)
    return packer.finish()


def _ordered(keys: Sequence[Array]) -> Array:
    """Return runs of keys that are in order as one: stable sorting merges them, which is far less
    work than sorting."""
    key = np.concatenate(keys)
    key.sort(kind="stable")
    return key


def _release(merged: Sequence[Source]) -> None:
    for source in merged:
        source.pack.release()


def _streams(merged: Sequence[Source], parts: Sequence[dict[str, Array]], target: Target) -> Parts:
    lengths = [
        np.diff(part["at"].astype(np.int64))[source.live]
        for source, part in zip(merged, parts, strict=True)
    ]
    units = Chunks(np.dtype(np.uint16), _copied(merged, parts))
    return {"units": units, "at": offsets(np.concatenate(lengths))}


def _copied(merged: Sequence[Source], parts: Sequence[dict[str, Array]]) -> Iterator[Array]:
    """Yield the streams of the documents that stay, a few documents at a time."""
    for source, part in zip(merged, parts, strict=True):
        for start in range(0, source.size, _DOCUMENTS):
            at = part["at"][start : start + _DOCUMENTS + 1].astype(np.int64)
            live = source.live[start : start + _DOCUMENTS]
            whole = part["units"][at[0] : at[-1]]
            yield whole if live.all() else whole[np.repeat(live, np.diff(at))]
        source.pack.release()


def _lengths(merged: Sequence[Source], parts: Sequence[dict[str, Array]], target: Target) -> Parts:
    kept = [part["n"][source.live] for source, part in zip(merged, parts, strict=True)]
    lengths = np.concatenate(kept)
    return {"n": fitted(lengths, int(lengths.max(initial=0)))}


_KINDS: dict[Kind, Callable[[Sequence[Source], Sequence[dict[str, Array]], Target], Parts]] = {
    Kind.WORDS: _words,
    Kind.GRAMS: _grams,
    Kind.STREAM: _streams,
    Kind.LENGTH: _lengths,
}
