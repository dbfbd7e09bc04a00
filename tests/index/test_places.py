"""Places of strings: those a plain look at every text finds, whatever the characters."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st

from index.places import Streams, units

LETTERS = st.text("ab工会𠮷𠮵", max_size=12)


@given(
    st.lists(LETTERS, min_size=1, max_size=4),
    st.lists(st.text("ab工会𠮷𠮵", min_size=1, max_size=4), min_size=1, unique=True),
)
@example(["aaa", ""], ["aa", "a", "aaa", "aaaa"])
@example(["a", "b"], ["ab"])
def test_every_place_is_found_and_no_other(texts: list[str], strings: list[str]) -> None:
    found = Streams([text.encode("utf-16-le") for text in texts]).places(strings)
    expected = [
        (number, text_number, len(units(text[:at])))
        for number, string in enumerate(strings)
        for text_number, text in enumerate(texts)
        for at in range(len(text))
        if text.startswith(string, at)
    ]
    assert sorted(zip(*(column.tolist() for column in found), strict=True)) == expected


@given(st.lists(LETTERS, min_size=1, max_size=4))
@example(["a", "", "bb"])
def test_two_units_are_a_pair_within_one_text_only(texts: list[str]) -> None:
    text, pair = Streams([text.encode("utf-16-le") for text in texts]).pairs()
    expected = [
        (number, one << 16 | other)
        for number, own in enumerate(texts)
        for one, other in pairwise(units(own))
    ]
    assert list(zip(text.tolist(), pair.tolist(), strict=True)) == expected


def test_lengths_are_counted_in_the_same_units() -> None:
    assert Streams(["a𠮷".encode("utf-16-le"), b""]).lengths.tolist() == [3, 0]
    assert units("a𠮷") == [97, 55362, 57271]
