"""Rolls of ids: the same whoever calls them in whatever order, another if one differs."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.roll import Roll, called_twice

IDS = st.lists(st.text("ab一", min_size=1, max_size=4), max_size=12)


def packed(ids: list[str]) -> np.ndarray:
    return np.array([id_.encode() for id_ in ids], dtype=np.bytes_).reshape(-1)


def called(ids: list[str]) -> Roll:
    roll = Roll()
    for id_ in ids:
        roll.call(id_.encode())
    return roll


@given(IDS, st.randoms())
def test_a_roll_is_of_the_ids_in_any_order_and_any_parts(ids: list[str], chance: object) -> None:
    shuffled = sorted(ids, key=lambda _: chance.random())  # type: ignore[attr-defined]
    assert Roll.of([packed(shuffled[:4]), packed(shuffled[4:])]) == called(ids)


@given(IDS, IDS)
def test_other_ids_make_another_roll(ids: list[str], others: list[str]) -> None:
    assert (called(ids) == called(others)) == (sorted(ids) == sorted(others))


@given(st.lists(IDS, max_size=3))
def test_an_id_in_two_parts_is_named(parts: list[list[str]]) -> None:
    everything = [id_ for part in parts for id_ in part]
    twice = called_twice(map(packed, parts))
    assert (twice is None) == (len(set(everything)) == len(everything))
    assert twice is None or everything.count(twice) > 1
