"""The ids of a segment's documents, and their order: a document is found by its id."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from index.arrays.pack import Array
from index.lists import Mask


def pack_ids(ids: Sequence[str]) -> dict[str, Array]:
    """Return ids as UTF-8 of one width, and the documents in the order of their ids."""
    return _packed(np.array([id_.encode() for id_ in ids], dtype=np.bytes_).reshape(-1))


def merge_ids(parts: Sequence[Mapping[str, Array]], live: Sequence[Mask]) -> dict[str, Array]:
    """Return the ids of several segments without the documents that are not live."""
    kept = [part["ids"][own] for part, own in zip(parts, live, strict=True)]
    widest = max((int(np.strings.str_len(own).max(initial=1)) for own in kept), default=1)
    return _packed(np.concatenate(kept).astype(f"S{widest}"))


def _packed(ids: Array) -> dict[str, Array]:
    return {"ids": ids, "order": np.argsort(ids, kind="stable").astype(np.uint32)}


def documents_of(arrays: Mapping[str, Array], wanted: Iterable[str]) -> Array:
    """Return the documents that have one of the ids ``wanted``: all are bisected at once, and
    nothing else is read."""
    ids, order = arrays["ids"], arrays["order"]
    sought = np.array(sorted(id_.encode() for id_ in wanted), dtype=np.bytes_).reshape(-1)
    found = _first_from(ids, order, sought)
    places = []
    while len(found):
        inside = found < len(ids)
        sought, found = sought[inside], found[inside]
        docs = order[found]
        same = ids[docs] == sought
        places.append(docs[same])
        # Several documents may bear one id where old ones are deleted.
        sought, found = sought[same], found[same] + 1
    return np.sort(np.concatenate([np.zeros(0, np.uint32), *places]))


def each_by_its_id(arrays: Mapping[str, Array]) -> bool:
    """Return whether every document is found by its id, and no other is."""
    ids, order = arrays["ids"], arrays["order"]
    ordered = ids[order]
    return bool((ordered[1:] > ordered[:-1]).all()) and len(np.unique(order)) == len(ids)


def _first_from(ids: Array, order: Array, sought: Array) -> Array:
    """Return for each of ``sought`` the first place in ``order`` whose id is not before it."""
    low, high = np.zeros(len(sought), np.int64), np.full(len(sought), len(ids))
    for _ in range(len(ids).bit_length()):
        open_ = low < high
        middle = (low + high) // 2
        before = np.zeros(len(sought), bool)
        before[open_] = ids[order[middle[open_]]] < sought[open_]
        low = np.where(before, middle + 1, low)
        high = np.where(before | ~open_, high, middle)
    return low
