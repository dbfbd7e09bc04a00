"""Places of strings: those a plain look at every text finds, whatever the characters."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from index.places import Streams
from index.spelling import Spelling, units

LETTERS = st.text("ab工会𠮷𠮵", max_size=12)


def streams(texts: list[str], block: int = 2) -> Streams:
    return Streams([text.encode("utf-16-le") for text in texts], block)


STRINGS = st.lists(
    st.text("ab工会𠮷𠮵", min_size=1, max_size=5), min_size=1, max_size=30, unique=True
)
MANY = ["".join(letters) for letters in product("ab工", repeat=3)]


def begins(texts: list[str], strings: list[str]) -> list[tuple[int, int, int]]:
    """Every place: the number of the string, that of the text, the unit it begins at."""
    return [
        (number, text_number, len(units(text[:at])))
        for number, string in enumerate(strings)
        for text_number, text in enumerate(texts)
        for at in range(len(text))
        if text.startswith(string, at)
    ]


@given(st.lists(LETTERS, min_size=1, max_size=4), STRINGS, st.sampled_from([2, 4, 30]))
@example(["aaa", ""], ["aa", "a", "aaa", "aaaa"], 2)
@example(["a", "b"], ["ab"], 2)
@example(["abab工abab", "工abab"], ["abab", "bab", "aba", "ababab"], 4)
@example(["abab工abab", "工abab"], MANY, 4)
def test_every_place_is_found_and_no_other(
    texts: list[str], strings: list[str], block: int
) -> None:
    found = streams(texts, block).find(Spelling(strings)).places
    places = sorted(zip(*(column.tolist() for column in found), strict=True))
    assert places == begins(texts, strings)


@given(st.lists(LETTERS, min_size=1, max_size=4), STRINGS, st.sampled_from([2, 4, 30]))
def test_places_are_counted_in_blocks_and_a_text_ends_with_an_empty_one(
    texts: list[str], strings: list[str], block: int
) -> None:
    read = streams(texts, block)
    counts = read.find(Spelling(strings)).by_block
    expected = np.zeros((len(strings), read.blocks), int)
    for number, text, at in begins(texts, strings):
        expected[number, read.begin[text] + at // block] += 1
    assert counts.tolist() == expected.tolist()
    assert not counts[:, [*(read.begin[1:] - 1), -1]].any()


@given(st.lists(LETTERS, min_size=1, max_size=4))
@example(["a", "", "bb"])
def test_two_units_are_a_pair_within_one_text_only(texts: list[str]) -> None:
    text, pair = streams(texts).pairs()
    expected = [
        (number, one << 16 | other)
        for number, own in enumerate(texts)
        for one, other in pairwise(units(own))
    ]
    assert list(zip(text.tolist(), pair.tolist(), strict=True)) == expected


def test_lengths_are_counted_in_the_same_units() -> None:
    assert streams(["a𠮷", ""]).lengths.tolist() == [3, 0]
