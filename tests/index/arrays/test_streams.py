"""Streams: a text holds a string if its characters do, not if halves of them happen to."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.arrays.streams import StreamPacker, Streams

# Halves of these are halves of one another: 0x4E4E, 0x4E00, 0x004E, and a pair of surrogates.
ALIKE = "乎一N\u4e01\u014e𠮷"
TEXT = st.text(ALIKE, max_size=10)


@given(st.lists(TEXT, max_size=6), st.text(ALIKE, min_size=1, max_size=3), st.data())
def test_those_that_have_it_are_named(texts: list[str], needle: str, data: st.DataObject) -> None:
    packer = StreamPacker()
    packer.add(texts[:1])
    packer.add(texts[1:])
    streams = Streams(packer.finish())
    docs = sorted(data.draw(st.sets(st.integers(0, len(texts) - 1)))) if texts else []
    held = streams.having(np.array(docs, np.intp), needle)
    assert held.tolist() == [needle in texts[doc] for doc in docs]
