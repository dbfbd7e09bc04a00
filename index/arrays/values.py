"""Facet values in a segment: the sorted values, and the sets of them that documents have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from index.arrays.pack import Array, Chunks
from index.arrays.terms import TermTable, pack_terms
from index.facet_column import FacetColumn
from index.lists import Mask
from index.value_sets import ValueSets, fitted, numbered, value_sets


def pack_values(rows: Sequence[tuple[str, ...]]) -> dict[str, Array | Chunks]:
    """Return the arrays of a facet from the values of each document."""
    names, sets = value_sets(rows)
    return _packed([name.encode() for name in names], sets)


def _packed(names: Sequence[bytes], sets: ValueSets) -> dict[str, Array | Chunks]:
    return {**pack_terms(names), "of": sets.of, "set_at": sets.at, "set_values": sets.values}


def facet_column(arrays: Mapping[str, Array]) -> FacetColumn:
    """Return the facet of a segment."""
    names = [value.decode() for value in TermTable(arrays).all()]
    return FacetColumn(names, _sets(arrays))


def _sets(arrays: Mapping[str, Array]) -> ValueSets:
    return ValueSets(arrays["of"], arrays["set_at"], arrays["set_values"])


def merge_values(
    parts: Sequence[Mapping[str, Array]], live: Sequence[Mask]
) -> dict[str, Array | Chunks]:
    """Return the facet of several segments without the documents that are not live."""
    used = [np.unique(part["of"][kept]) for part, kept in zip(parts, live, strict=True)]
    tables = [TermTable(part).all() for part in parts]
    owned = [
        [tuple(_sets(part).values[a:b].tolist()) for a, b in _bounds(part, own)]
        for part, own in zip(parts, used, strict=True)
    ]
    names = sorted(
        {
            table[value]
            for table, sets in zip(tables, owned, strict=True)
            for value in {value for own in sets for value in own}
        }
    )
    place = {name: i for i, name in enumerate(names)}
    renamed = [
        [tuple(place[table[value]] for value in own) for own in sets]
        for table, sets in zip(tables, owned, strict=True)
    ]
    whole, numbers = numbered(renamed, len(names))
    of = [
        number[own.searchsorted(part["of"][kept])]
        for part, kept, own, number in zip(parts, live, used, numbers, strict=True)
    ]
    together = fitted(np.concatenate(of), len(whole.at))
    return _packed(names, ValueSets(together, whole.at, whole.values))


def _bounds(part: Mapping[str, Array], sets: Array) -> list[tuple[int, int]]:
    at = part["set_at"]
    return list(zip(at[sets].tolist(), at[sets.astype(np.int64) + 1].tolist(), strict=True))
