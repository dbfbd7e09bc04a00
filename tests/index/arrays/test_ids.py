"""Ids in a segment: each finds its own documents and no others."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.arrays.ids import documents_of, each_by_its_id, merge_ids, pack_ids

IDS = st.text("ab一", min_size=1, max_size=3)


@given(st.lists(IDS, max_size=20), st.sets(IDS, max_size=8))
def test_documents_are_found_by_their_ids(ids: list[str], wanted: set[str]) -> None:
    found = documents_of(pack_ids(ids), wanted).tolist()
    assert found == [number for number, id_ in enumerate(ids) if id_ in wanted]


@given(st.lists(IDS, max_size=12))
def test_an_id_given_twice_is_noticed(ids: list[str]) -> None:
    assert each_by_its_id(pack_ids(ids)) == (len(set(ids)) == len(ids))


def test_a_document_out_of_order_is_noticed() -> None:
    packed = pack_ids(["b", "a", "c"])
    assert each_by_its_id(packed)
    for order in ([0, 1, 2], [1, 1, 2]):
        assert not each_by_its_id({**packed, "order": np.array(order, np.uint32)})


@pytest.mark.parametrize("kept", [[True, False], [False, False]])
def test_merged_ids_are_as_wide_as_the_widest_that_stays(kept: list[bool]) -> None:
    parts = [pack_ids(["一", "long-one"]), pack_ids(["b"])]
    live = [np.array(kept), np.array([True])]
    merged = merge_ids(parts, live)
    fresh = pack_ids([*(["一"] if kept[0] else []), "b"])
    assert {name: (a.dtype, a.tolist()) for name, a in merged.items()} == {
        name: (a.dtype, a.tolist()) for name, a in fresh.items()
    }
