"""Letters typed with the input method off."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.spelling.lexicon import Lexicon
from searchapp.spelling.romanized import Romanizer
from tokenizers.dictionary import load_dictionary
from tokenizers.syllables import in_context


@pytest.fixture(scope="module")
def romanizer(lexicon: Lexicon) -> Romanizer:
    return Romanizer(Lexicon({**lexicon.counts, "四川省": 9}, load_dictionary(), 2000))


TERMS = sorted(term for term in load_dictionary().terms if len(term) <= 10)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("zonggonghui", "总工会"),
        ("zgh", "总工会"),
        ("laodongmofan", "劳动模范"),
        ("劳动mofan", "劳动模范"),
        ("gong会", "工会"),
        ("zhi gong shu wu", "职工书屋"),
        ("zhi'gong'shu'wu", "职工书屋"),
        ("laomo gonghui", "劳模 工会"),
        ("劳模 gonghui", "劳模 工会"),
        ("dggj", "大国工匠"),
        ("wyjgbbg", "五一巾帼标兵岗"),
        ("jgbbg", "巾帼标兵岗"),
        ("nvzhigong", "女职工"),
        ("zonggognhui", "总工会"),
        ("zongonghui", "总工会"),
        ("sichuanshengzonggonghui", "四川省总工会"),
    ],
)
def test_letters_are_read_as_what_they_say(romanizer: Romanizer, typed: str, said: str) -> None:
    assert romanizer.read(typed) == said


@pytest.mark.parametrize("typed", ["", "工会", "GDP", "c919", "12351", "iPhone15", "qqq", "a" * 50])
def test_what_is_no_pinyin_is_left_alone(romanizer: Romanizer, typed: str) -> None:
    assert romanizer.read(typed) is None


def test_initials_may_be_the_end_of_a_longer_term(romanizer: Romanizer) -> None:
    assert romanizer.read("ldjz") in ("五一劳动奖章", "五一劳动奖状")


@given(st.sampled_from(TERMS))
def test_the_letters_of_a_term_say_something_that_sounds_the_same(
    romanizer: Romanizer, term: str
) -> None:
    letters = "".join(in_context(term))
    if letters.isascii() and letters.isalpha():
        said = romanizer.read(letters)
        assert said
        assert "".join(in_context(said)) == letters


@given(st.text(alphabet="abcdefghinostuxz' 工会", max_size=60))
def test_any_letters_are_read_or_left_alone_and_quickly(romanizer: Romanizer, text: str) -> None:
    said = romanizer.read(text)
    assert said is None or said != text
