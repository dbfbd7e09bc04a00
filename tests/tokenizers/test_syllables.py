"""Han characters as they are typed."""

from __future__ import annotations

from itertools import islice

from hypothesis import given
from hypothesis import strategies as st

from tokenizers.syllables import in_context, near, readings, spelled, syllables


def test_a_character_has_all_its_readings_the_usual_one_first() -> None:
    assert readings("会") == ("hui", "kuai")
    assert readings("会") and not readings("x") and not readings("，")


def test_a_word_is_read_as_a_word() -> None:
    assert in_context("重庆") == ("chong", "qing")
    assert in_context("银行") == ("yin", "hang")
    assert in_context("A股") == ("A", "gu")


def test_sounds_many_do_not_tell_apart_are_near() -> None:
    assert near("zhang") == near("zan")
    assert near("shi") == near("si")
    assert near("min") == near("ming")
    assert near("lao") != near("dao")
    assert all(near(near(one)) == near(one) for one in syllables())


def test_letters_are_cut_in_every_way_that_makes_syllables() -> None:
    assert list(spelled("xian")) == [("xian",), ("xi", "an")]
    assert list(spelled("nvgong")) == [("nv", "gong")]
    assert list(spelled("xyz")) == []


@given(st.lists(st.sampled_from(sorted(syllables())), max_size=5).map(tuple))
def test_what_was_put_together_is_among_the_ways_to_cut_it(parts: tuple[str, ...]) -> None:
    assert parts in set(islice(spelled("".join(parts)), 500))
