"""Several segments → the arrays of one, without their deleted documents: array work alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress, pairwise
from pathlib import Path

import numpy as np

from index.arrays.analysis import VALUES
from index.arrays.grams import DOCUMENT_BITS, GramPacker, distinct
from index.arrays.pack import Array, Chunks, Pack
from index.arrays.postings import Postings
from index.arrays.segment import part_of
from index.arrays.spool import Spool, SpooledPacker
from index.arrays.terms import TermTable, pack_terms
from index.lists import Mask
from index.query import TEXT_FIELDS
from index.schema import Kind, field_name

_HALF = np.uint64(32)
_LOW = np.uint64(0xFFFFFFFF)
CHUNK = 1_000_000
"""Postings merged at a time: bounds the memory of a merge of any size."""
_DOCUMENTS = 4096
"""Documents whose streams are copied at a time."""
Parts = dict[str, Array | Chunks]


@dataclass(frozen=True, slots=True)
class Target:
    """The merged segment: its number of documents, and where there is room for what is long."""

    size: int
    folder: Path


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


def sources(packs: Sequence[tuple[Pack, Mask]]) -> list[Source]:
    """Return the segments with the numbers their documents get, one segment after another."""
    found, base = [], 0
    for pack, live in packs:
        renumbered = np.cumsum(live, dtype=np.int64) - 1 + base
        found.append(Source(pack, live, renumbered))
        base += int(np.count_nonzero(live))
    return found


def merge(merged: Sequence[Source], folder: Path) -> tuple[Parts, int]:
    """Return every array of the merged segment, to be written once, and its number of documents.

    The result is the segment a builder would have made of the surviving documents in order. What
    is long lies in files without a name in ``folder`` until then.
    """
    size = sum(int(np.count_nonzero(source.live)) for source in merged)
    target = Target(size, folder)
    arrays: Parts = {"id/ids": np.concatenate([s.pack.arrays["id/ids"][s.live] for s in merged])}
    for name in VALUES:
        arrays |= _named(name, _values(merged, name))
    for text in TEXT_FIELDS:
        arrays |= _named(field_name(text, Kind.WORDS), _words(merged, text, target))
        arrays |= _named(field_name(text, Kind.GRAMS), _grams(merged, text, target))
        arrays |= _named(field_name(text, Kind.STREAM), _streams(merged, text))
        name = f"{field_name(text, Kind.LENGTH)}/n"
        arrays[name] = np.concatenate([s.pack.arrays[name][s.live] for s in merged])
    return arrays, size


def _named(field: str, parts: Mapping[str, Array | Chunks]) -> Parts:
    return {f"{field}/{part}": array for part, array in parts.items()}


def _values(merged: Sequence[Source], name: str) -> dict[str, Array]:
    parts = [part_of(source.pack, name) for source in merged]
    tables = [TermTable(part).all() for part in parts]
    docs, ordinals = [], []
    used: list[set[bytes]] = []
    for source, part, table in zip(merged, parts, tables, strict=True):
        kept = source.live[part["docs"]]
        docs.append(source.renumbered[part["docs"][kept]].astype(np.int32))
        ordinals.append(part["ordinals"][kept])
        used.append({table[i] for i in np.unique(part["ordinals"][kept])})
    names = sorted(set().union(*used))
    place = {value: i for i, value in enumerate(names)}
    renamed = [
        np.array([place.get(value, -1) for value in table] or [-1], np.int32)[own]
        for table, own in zip(tables, ordinals, strict=True)
    ]
    return {
        **pack_terms(names),
        "docs": np.concatenate(docs),
        "ordinals": np.concatenate(renamed),
    }


def _words(merged: Sequence[Source], text: str, target: Target) -> Parts:
    """Merge the words of a text, so many terms at a time that memory is bounded."""
    field = field_name(text, Kind.WORDS)
    parts = [part_of(source.pack, field) for source in merged]
    tables = [TermTable(part).all() for part in parts]
    names = sorted(set().union(*tables))
    place = {value: i for i, value in enumerate(names)}
    ranks = [np.fromiter(map(place.__getitem__, table), np.int64, len(table)) for table in tables]
    del place, tables
    lists = SpooledPacker(target.size, target.folder)
    frequencies = Spool(target.folder, np.result_type(*(part["tf"].dtype for part in parts)))
    kept: list[bytes] = []
    counts: list[Array] = []
    limits = _term_limits(len(names), parts, ranks)
    for low, high in pairwise(limits.tolist()):
        key, count = _counted(merged, parts, ranks, (low, high))
        # Words that only deleted documents used are forgotten.
        own = np.bincount((key >> _HALF).astype(np.int64) - low, minlength=high - low)
        kept += compress(names[low:high], own)
        counts.append(own[own > 0])
        offsets = np.concatenate(([0], np.cumsum(counts[-1])))
        lists.add(offsets, (key & _LOW).astype(np.uint32))
        frequencies.append(count)
        _release(merged)
    at = np.concatenate(([0], np.cumsum(np.concatenate([np.zeros(0, np.int64), *counts]))))
    return {
        **pack_terms(kept),
        **lists.chunks(),
        "tf": frequencies.chunks(),
        "tf_at": at.astype(np.uint64),
    }


def _counted(
    merged: Sequence[Source],
    parts: Sequence[dict[str, Array]],
    ranks: Sequence[Array],
    span: tuple[int, int],
) -> tuple[Array, Array]:
    """Return sorted keys of term and document, and frequencies, for the terms of a span."""
    keys, counts = [], []
    for source, part, rank in zip(merged, parts, ranks, strict=True):
        start, stop = rank.searchsorted(span).tolist()
        docs = Postings(part, source.size).span(start, stop)
        kept = source.live[docs]
        owners = np.repeat(rank[start:stop].astype(np.uint64), part["df"][start:stop])[kept]
        keys.append((owners << _HALF) | source.renumbered[docs[kept]].astype(np.uint64))
        at = part["tf_at"]
        counts.append(part["tf"][int(at[start]) : int(at[stop])][kept])
    key, count = np.concatenate(keys), np.concatenate(counts)
    order = np.argsort(key, kind="stable")
    return key[order], count[order]


def _term_limits(terms: int, parts: Sequence[dict[str, Array]], ranks: Sequence[Array]) -> Array:
    """Return terms between which about ``CHUNK`` postings of all segments lie."""
    postings = np.zeros(terms, np.int64)
    for part, rank in zip(parts, ranks, strict=True):
        postings[rank] += part["df"]
    before = np.cumsum(postings)
    total = int(before[-1]) if terms else 0
    inner = before.searchsorted(np.arange(CHUNK, total, CHUNK))
    return np.unique(np.concatenate(([0], inner, [terms])))


def _release(merged: Sequence[Source]) -> None:
    for source in merged:
        source.pack.release()


def _grams(merged: Sequence[Source], text: str, target: Target) -> Parts:
    parts = [part_of(source.pack, field_name(text, Kind.GRAMS)) for source in merged]
    lists = [Postings(part, source.size) for source, part in zip(merged, parts, strict=True)]
    spooled = SpooledPacker(target.size, target.folder)
    packer = GramPacker(spooled)
    cuts = [part["grams"].searchsorted(_limits(parts)) for part in parts]
    for step in range(len(cuts[0]) - 1):
        keys = []
        for source, part, own, cut in zip(merged, parts, lists, cuts, strict=True):
            start, stop = int(cut[step]), int(cut[step + 1])
            docs = own.span(start, stop)
            kept = source.live[docs]
            owners = np.repeat(part["grams"][start:stop], part["df"][start:stop])[kept]
            numbers = source.renumbered[docs[kept]].astype(np.uint64)
            keys.append((owners << np.uint64(DOCUMENT_BITS)) | numbers)
        packer.add(distinct(np.concatenate(keys)))
        _release(merged)
    return {"grams": packer.grams(), **spooled.chunks()}


def _limits(parts: Sequence[dict[str, Array]]) -> Array:
    """Return grams between which about ``CHUNK`` postings of all segments lie."""
    grams = np.concatenate([part["grams"] for part in parts])
    order = np.argsort(grams, kind="stable")
    grams = grams[order]
    before = np.cumsum(np.concatenate([part["df"] for part in parts])[order], dtype=np.int64)
    total = int(before[-1]) if len(before) else 0
    inner = before.searchsorted(np.arange(CHUNK, total, CHUNK))
    last = np.uint64(np.iinfo(np.uint64).max)
    return np.concatenate(([np.uint64(0)], np.unique(grams[inner]), [last]))


def _streams(merged: Sequence[Source], text: str) -> Parts:
    field = field_name(text, Kind.STREAM)
    parts = [part_of(source.pack, field) for source in merged]
    lengths = [
        np.diff(part["at"]).astype(np.int64)[source.live]
        for source, part in zip(merged, parts, strict=True)
    ]
    offsets = np.zeros(sum(map(len, lengths)) + 1, np.uint64)
    np.cumsum(np.concatenate(lengths), out=offsets[1:])
    return {"bytes": Chunks(np.dtype(np.uint8), _copied(merged, parts)), "at": offsets}


def _copied(merged: Sequence[Source], parts: Sequence[dict[str, Array]]) -> Iterator[Array]:
    """Yield the streams of the documents that stay, a few documents at a time."""
    for source, part in zip(merged, parts, strict=True):
        for start in range(0, source.size, _DOCUMENTS):
            at = part["at"][start : start + _DOCUMENTS + 1].astype(np.int64)
            live = source.live[start : start + _DOCUMENTS]
            whole = part["bytes"][at[0] : at[-1]]
            yield whole if live.all() else whole[np.repeat(live, np.diff(at))]
        source.pack.release()
