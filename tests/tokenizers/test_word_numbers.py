"""Words by number: they are the words of the text, and what is no dictionary's is not kept."""

from __future__ import annotations

from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tokenizers.analyzer import Analyzer
from tokenizers.segmenter import RjiebaSegmenter
from tokenizers.word_numbers import WordNumbers


@pytest.fixture(scope="module")
def analyzer() -> Analyzer:
    return Analyzer(RjiebaSegmenter())


def read(numbers: WordNumbers, packed: bytes) -> list[str]:
    return [numbers.words[number] for number in array("I", packed)]


@given(
    texts=st.lists(
        st.text(st.sampled_from("总工會新就業形态劳动者 ，。\n2020年10月9日-./Ａab㎡𠀀"))
    )
)
def test_the_numbers_of_any_texts_are_their_words(analyzer: Analyzer, texts: list[str]) -> None:
    numbers = WordNumbers(analyzer)
    packed = [numbers.of(text) for text in texts]

    assert [read(numbers, one) for one in packed] == [analyzer.index_words(text) for text in texts]


def test_a_word_keeps_its_number(analyzer: Analyzer) -> None:
    numbers = WordNumbers(analyzer)
    first = numbers.of("广元市总工会")
    numbers.of("成都市总工会2020年")

    assert numbers.of("广元市总工会") == first
    assert len(set(numbers.words)) == len(numbers.words)
