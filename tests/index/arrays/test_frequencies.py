"""Frequencies: what was packed, in whatever pieces, is what is read from any place on."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from index.arrays.frequencies import Frequencies, FrequencyPacker

COUNTS = st.one_of(st.integers(1, 20), st.integers(200, 300), st.integers(1, 1 << 20))


@settings(deadline=None)
@given(st.lists(st.lists(COUNTS, max_size=9), max_size=6), st.data())
def test_any_stretch_reads_as_it_was_packed(pieces: list[list[int]], data: st.DataObject) -> None:
    packer = FrequencyPacker()
    for piece in pieces:
        packer.add(np.array(piece, np.int64))
    read = Frequencies({name: np.asarray(part) for name, part in packer.finish().items()})
    whole = [count for piece in pieces for count in piece]
    start = data.draw(st.integers(0, len(whole)))
    stop = data.draw(st.integers(start, len(whole)))
    assert read.read(start, stop - start).tolist() == whole[start:stop]


@settings(deadline=None)
@given(st.lists(COUNTS, min_size=1, max_size=40), st.data())
def test_any_places_read_as_they_were_packed(counts: list[int], data: st.DataObject) -> None:
    packer = FrequencyPacker()
    packer.add(np.array(counts, np.int64))
    read = Frequencies({name: np.asarray(part) for name, part in packer.finish().items()})
    start = data.draw(st.integers(0, len(counts) - 1))
    places = sorted(data.draw(st.sets(st.integers(0, len(counts) - 1 - start))))
    found = read.at(start, np.array(places, np.intp))
    assert found.tolist() == [counts[start + place] for place in places]
