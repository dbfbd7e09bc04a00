"""What the beginning of a word may become."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.spelling.completions import Completer
from searchapp.spelling.lexicon import Lexicon


@pytest.fixture(scope="module")
def completer(lexicon: Lexicon) -> Completer:
    return Completer(lexicon)


@pytest.mark.parametrize(
    ("beginning", "among"),
    [
        ("新就业", "新就业形态"),
        ("工", "工会"),
        ("广元市困难职", "广元市困难职工"),
        ("zonggongh", "总工会"),
        ("laodongm", "劳动模范"),
        ("zgh", "总工会"),
        ("cwg", "厂务公开"),
    ],
)
def test_words_are_completed_in_chinese_and_in_letters(
    completer: Completer, beginning: str, among: str
) -> None:
    assert among in completer.complete(beginning, 12)


def test_the_commonest_word_comes_first(completer: Completer) -> None:
    assert completer.complete("工", 3)[0] == "工会"


def test_what_begins_no_word_becomes_nothing(completer: Completer) -> None:
    assert completer.complete("龘", 5) == completer.complete("xyz", 5) == []


@given(st.text(alphabet="工会职劳zgh总", min_size=1, max_size=8), st.integers(1, 9))
def test_there_are_never_more_than_asked_for_and_each_once(
    completer: Completer, beginning: str, limit: int
) -> None:
    found = completer.complete(beginning, limit)
    assert len(found) == len(set(found)) <= limit
