from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from searchapp.sketch import KEYS, SHARED_KEYS, SIZE, keys, likely, pairs_by_key, sketch


def text(seed: int, length: int = 400) -> str:
    letters = np.random.default_rng(seed).integers(0x4E00, 0x9000, length)
    return "".join(map(chr, letters.tolist()))


@given(st.text(max_size=200))
def test_a_sketch_is_rising_and_of_no_more_than_its_size(letters: str) -> None:
    numbers = np.frombuffer(sketch(letters), "<u4")
    assert len(numbers) <= SIZE
    assert (np.diff(numbers.astype(np.int64)) > 0).all()
    assert sketch(letters) == sketch(letters)


def test_half_a_text_is_likely_its_copy_and_another_text_is_not() -> None:
    whole, other = text(1), text(2)
    half = sketch(whole[:200])
    assert likely([sketch(whole)] * 2, [half, sketch(other)]).tolist() == [True, False]
    assert len(set(keys(sketch(whole))) & set(keys(half))) >= SHARED_KEYS
    assert not set(keys(sketch(whole))) & set(keys(sketch(other)))


def test_even_the_shortest_text_leads_to_its_copy() -> None:
    assert len(set(keys(sketch("工会")))) == SHARED_KEYS
    assert keys(sketch("")) == []
    assert len(keys(sketch(text(3)))) == KEYS


def test_pairs_are_those_that_share_enough_keys_each_once() -> None:
    owned = {1: [10, 11, 12], 2: [11, 12, 13], 3: [12, 14], 4: [13, 11, 20]}
    held = (
        np.array([key for own in owned.values() for key in own]),
        np.array([owner for owner, own in owned.items() for _ in own]),
    )
    wants = np.isin(held[1], [2, 4])
    pairs = pairs_by_key((held[0][wants], held[1][wants]), held)
    assert sorted(map(sorted, pairs.tolist())) == [[1, 2], [2, 4]]
