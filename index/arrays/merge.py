"""Several segments → the arrays of one, without their deleted documents: array work alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from index.arrays.analysis import VALUES
from index.arrays.grams import DOCUMENT_BITS, GramPacker, distinct
from index.arrays.pack import Array, Pack
from index.arrays.postings import Postings
from index.arrays.segment import part_of
from index.arrays.terms import TermTable, pack_terms
from index.arrays.words import pack_counted
from index.lists import Mask
from index.query import TEXT_FIELDS
from index.schema import Kind, field_name

_HALF = np.uint64(32)
CHUNK = 4_000_000
"""Gram postings merged at a time: bounds the memory of a merge of any size."""


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


def merge(merged: Sequence[Source]) -> tuple[dict[str, Array], int]:
    """Return every array of the merged segment and its number of documents.

    The result is the segment a builder would have made of the surviving documents in order.
    """
    size = sum(int(np.count_nonzero(source.live)) for source in merged)
    arrays = {"id/ids": np.concatenate([s.pack.arrays["id/ids"][s.live] for s in merged])}
    for name in VALUES:
        arrays |= _named(name, _values(merged, name))
    for text in TEXT_FIELDS:
        arrays |= _named(field_name(text, Kind.WORDS), _words(merged, text, size))
        arrays |= _named(field_name(text, Kind.GRAMS), _grams(merged, text, size))
        arrays |= _named(field_name(text, Kind.STREAM), _streams(merged, text))
        name = f"{field_name(text, Kind.LENGTH)}/n"
        arrays[name] = np.concatenate([s.pack.arrays[name][s.live] for s in merged])
    return arrays, size


def _named(field: str, parts: dict[str, Array]) -> dict[str, Array]:
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


def _words(merged: Sequence[Source], text: str, size: int) -> dict[str, Array]:
    parts = [part_of(source.pack, field_name(text, Kind.WORDS)) for source in merged]
    tables = [TermTable(part).all() for part in parts]
    names = sorted(set().union(*tables))
    place = {value: i for i, value in enumerate(names)}
    keys, counts = [], []
    for source, part, table in zip(merged, parts, tables, strict=True):
        docs = Postings(part, source.size).span(0, len(table))
        kept = source.live[docs]
        ranks = np.array([place[value] for value in table], np.uint64)
        owners = np.repeat(ranks, part["df"])[kept]
        keys.append((owners << _HALF) | source.renumbered[docs[kept]].astype(np.uint64))
        counts.append(part["tf"][kept])
    key, count = np.concatenate(keys), np.concatenate(counts)
    order = np.argsort(key, kind="stable")
    key, count = key[order], count[order]
    # Words that only deleted documents used are forgotten.
    owners = (key >> _HALF).astype(np.int64)
    used = np.zeros(len(names), bool)
    used[owners] = True
    rank = np.cumsum(used, dtype=np.uint64) - np.uint64(1)
    key = (rank[owners] << _HALF) | (key & np.uint64(0xFFFFFFFF))
    kept_names = [name for name, keep in zip(names, used.tolist(), strict=True) if keep]
    return {**pack_terms(kept_names), **pack_counted(key, count, len(kept_names), size)}


def _grams(merged: Sequence[Source], text: str, size: int) -> dict[str, Array]:
    parts = [part_of(source.pack, field_name(text, Kind.GRAMS)) for source in merged]
    lists = [Postings(part, source.size) for source, part in zip(merged, parts, strict=True)]
    packer = GramPacker(size)
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
    return packer.finish()


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


def _streams(merged: Sequence[Source], text: str) -> dict[str, Array]:
    lengths, kept = [], []
    for source in merged:
        part = part_of(source.pack, field_name(text, Kind.STREAM))
        own = np.diff(part["at"]).astype(np.int64)
        kept.append(part["bytes"][np.repeat(source.live, own)])
        lengths.append(own[source.live])
    offsets = np.zeros(sum(map(len, lengths)) + 1, np.uint64)
    np.cumsum(np.concatenate(lengths), out=offsets[1:])
    return {"bytes": np.concatenate(kept), "at": offsets}
