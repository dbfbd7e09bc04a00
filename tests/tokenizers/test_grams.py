from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tokenizers.grams import exact_grams


@pytest.mark.parametrize(
    ("stream", "grams"),
    [
        ("", set()),
        ("工", {"工"}),
        ("哈哈哈", {"哈", "哈哈"}),
        ("工会1", {"工", "会", "1", "工会", "会1"}),
    ],
)
def test_grams_are_all_pieces_of_one_and_two_characters(stream: str, grams: set[str]) -> None:
    assert exact_grams(stream) == grams


@given(st.text(), st.data())
def test_the_grams_of_a_part_are_among_those_of_the_whole(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    assert exact_grams(text[start : start + 20]) <= exact_grams(text)
