"""What is remembered of a state is read once, handed to the next state, and bounded."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.postings import Postings, narrowed, united
from index.remembered import Remembered
from index.schema import Kind

SEGMENTS = st.lists(st.lists(st.integers(0, 300), min_size=1, max_size=60), min_size=1, max_size=4)
"""How often each document of each segment has a term."""


def segment(counts: list[int]) -> Postings:
    docs = np.flatnonzero(counts)
    return Postings(docs, np.array(counts, np.uint16)[docs])


def listed(postings: Postings) -> dict[int, int]:
    found = dict(zip(postings.docs.tolist(), postings.counts.tolist(), strict=True))
    assert list(found) == sorted(found) and len(found) == postings.number
    return found


@given(SEGMENTS, st.data())
def test_segments_are_one_list_however_it_is_kept(
    segments: list[list[int]], data: st.DataObject
) -> None:
    whole = [count for own in segments for count in own]
    starts = np.cumsum([0, *map(len, segments)]).tolist()
    parts = [(segment(own), start) for own, start in zip(segments, starts, strict=False)]
    expected = {doc: count for doc, count in enumerate(whole) if count}
    one = Postings.of_segments(parts, len(whole))
    assert listed(one) == expected
    among = sorted(data.draw(st.sets(st.integers(0, len(whole) - 1))))
    own = narrowed(one, np.array(among, np.intp), len(whole))
    assert listed(own) == {doc: expected[doc] for doc in among if doc in expected}
    cut = data.draw(st.integers(0, len(segments) - 1))
    again = Postings.of_segments([(one.until(starts[cut]), 0), *parts[cut:]], len(whole))
    assert listed(again) == expected
    thin = Postings(one.docs[::2], one.counts[::2])
    assert united([thin, again], len(whole)).tolist() == sorted(expected)
    assert united([thin, thin], len(whole)).tolist() == sorted(expected)[::2]


def key(number: int) -> tuple[str, Kind, str]:
    return "body", Kind.WORDS, str(number)


def test_the_next_state_is_handed_what_the_last_one_read() -> None:
    before = Remembered(10_000)
    known = before.keep(key(1), Postings.once(np.arange(3)))
    after = Remembered(10_000, before)
    assert after.get(key(1)) is None
    assert after.inherited(key(1)) is known
    assert after.inherited(key(1)) is None and before.get(key(1)) is None


def test_both_states_together_keep_no_more_than_one_may() -> None:
    before = Remembered(1000)  # four of these
    for number in range(3):
        before.keep(key(number), Postings.once(np.arange(10)))
    after = Remembered(1000, before)
    for number in range(3, 6):
        after.keep(key(number), Postings.once(np.arange(10)))
    assert [before.get(key(number)) is None for number in range(3)] == [True, True, False]
    after.keep(key(6), Postings.once(np.arange(10)))
    assert before.get(key(2)) is None and after.get(key(3)) is not None
    after.keep(key(7), Postings.once(np.arange(10)))
    assert after.get(key(3)) is None and after.get(key(4)) is not None


def test_what_came_before_the_last_state_is_let_go() -> None:
    first = Remembered(1000)
    first.keep(key(1), Postings.once(np.arange(3)))
    Remembered(1000, second := Remembered(1000, first))
    assert second.inherited(key(1)) is None
