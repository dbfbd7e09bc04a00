"""The gram table: places by gram, grams by place, and where a gram would be."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from index.arrays.grams import GramTable, gram_keys, pack_grams

STREAMS = st.lists(st.text("工会ab𠮷\uffff", max_size=8), max_size=6)


def number(gram: str) -> int:
    return ord(gram[0]) << 21 | (ord(gram[1]) if len(gram) == 2 else 0)


@settings(deadline=None)
@given(STREAMS, st.text("工会ab𠮷\uffff无", min_size=1, max_size=2), st.data())
def test_a_gram_is_where_its_number_says(
    streams: list[str], asked: str, data: st.DataObject
) -> None:
    packed = pack_grams([gram_keys(streams, 0)], len(streams))
    table = GramTable({name: np.asarray(part) for name, part in packed.items()})
    grams = sorted(
        {s[i : i + n] for s in streams for n in (1, 2) for i in range(len(s) - n + 1)}, key=number
    )
    numbers = [number(gram) for gram in grams]
    assert len(table) == len(grams)
    assert [table.find(gram) for gram in grams] == list(range(len(grams)))
    assert table.find(asked) == (grams.index(asked) if asked in grams else -1)
    assert table.first_from(number(asked)) == sum(n < number(asked) for n in numbers)
    start = data.draw(st.integers(0, len(grams)))
    stop = data.draw(st.integers(start, len(grams)))
    assert table.between(start, stop).tolist() == numbers[start:stop]
    assert table.chosen(np.arange(start, stop)) == numbers[start:stop]
