"""The words a typist may have meant."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from searchapp.spelling.lexicon import Lexicon
from tokenizers.dictionary import load_dictionary
from tokenizers.syllables import readings

TERMS = sorted(term for term in load_dictionary().terms if 4 <= len(term) <= 10)


def test_words_of_the_collection_and_terms_are_known_and_nothing_else(lexicon: Lexicon) -> None:
    assert "工会" in lexicon
    assert "新就业形态" in lexicon
    assert not {"GDP", "a", "罕见", "劳磨"} & set(lexicon.words)
    assert lexicon.counts["工会"] == 900
    assert lexicon.counts["新就业形态"] == 0


def test_words_are_found_by_sound_however_the_dialect_says_it(lexicon: Lexicon) -> None:
    assert lexicon.sounding(["gong", "hui"]) == lexicon.sounding(["gong", "hui"])
    assert {"工会", "公会"} <= set(lexicon.sounding(["gong", "hui"]))
    assert "中国" in lexicon.sounding(["zong", "guo"])
    assert lexicon.sounding(["xx", "hui"]) == []


def test_a_place_is_found_as_it_is_read_and_not_only_by_its_characters(lexicon: Lexicon) -> None:
    assert "重庆市" in lexicon.sounding(["chong", "qing", "shi"])


@given(st.sampled_from(TERMS), st.data())
def test_a_term_is_found_when_an_inner_character_is_left_out(
    lexicon: Lexicon, term: str, data: st.DataObject
) -> None:
    at = data.draw(st.integers(1, len(term) - 2))
    assert term in lexicon.longer_by_one(term[:at] + term[at + 1 :])


@given(st.sampled_from(TERMS))
def test_a_term_is_found_by_its_sound(lexicon: Lexicon, term: str) -> None:
    sounds = [readings(char)[0] for char in term if readings(char)]
    if len(sounds) == len(term):
        assert term in lexicon.sounding(sounds)


def test_an_empty_collection_still_has_the_dictionary() -> None:
    assert "总工会" in Lexicon({}, load_dictionary(), 0)
