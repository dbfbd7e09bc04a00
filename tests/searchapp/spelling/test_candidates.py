"""What a stretch of a query may have been meant to be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.spelling.candidates import candidates, lookalike_candidates
from searchapp.spelling.lexicon import Lexicon


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("工惠", "工会"),  # the same sound
        ("宗工会", "总工会"),
        ("因难职工", "困难职工"),  # the same shape
        ("厂公开", "厂务公开"),  # one left out
        ("总工工会", "总工会"),  # one typed twice
        ("动劳模范", "劳动模范"),  # two swapped
    ],
)
def test_each_kind_of_slip_is_thought_of(lexicon: Lexicon, typed: str, meant: str) -> None:
    assert meant in {candidate.applied(typed) for candidate in candidates(typed, lexicon)}


@given(st.text(alphabet="工公会惠劳模摸动总厂务开职", max_size=14))
def test_a_candidate_is_a_word_in_place_of_what_was_typed(lexicon: Lexicon, text: str) -> None:
    for candidate in candidates(text, lexicon):
        assert candidate.word in lexicon
        assert 0 <= candidate.start < candidate.end <= len(text)
        assert candidate.applied(text) != text
        assert candidate.cost > 0


def test_single_lookalikes_need_no_word() -> None:
    assert "经费拨缴" in {c.applied("经费拔缴") for c in lookalike_candidates("经费拔缴")}
