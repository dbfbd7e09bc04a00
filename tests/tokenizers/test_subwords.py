from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tokenizers.dictionary import load_dictionary
from tokenizers.segmenter import RjiebaSegmenter
from tokenizers.subwords import subwords

SEGMENTER = RjiebaSegmenter()
SEGMENTER.frequency("工会")  # loads: no example is to be timed for it


def inside(word: str) -> list[str]:
    return subwords(word, load_dictionary(), SEGMENTER)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("新就业形态劳动者", "新就业形态 就业 形态 劳动 劳动者"),
        ("全国五一劳动奖章", "全国 五一 五一劳动 五一劳动奖 五一劳动奖章 劳动"),
        ("中华全国总工会", "中华 全国 全国总工会 总工会 工会"),
        ("总工会", "工会"),
        ("女职工委员会", "女职工 职工 委员 委员会"),
        ("联席会议", "联席 联席会"),
        ("中国特色社会主义", "中国 特色 社会 社会主义 主义"),
        ("先进工作者", "先进 工作 工作者"),
        ("工会", ""),
        ("会", ""),
        ("", ""),
    ],
)
def test_a_long_word_is_found_by_the_words_it_is_built_of(word: str, expected: str) -> None:
    assert inside(word) == expected.split()


@pytest.mark.parametrize(
    ("word", "junk"),
    [
        ("总工会", "总工"),
        ("全国总工会", "总工"),
        ("职工委员会", "工委"),
        ("民主管理", "主管"),
        ("先进工作者", "作者"),
        ("中国特色社会主义", "会主"),
        ("最低工资", "低工资"),
        ("工人文化宫", "人文"),
        ("党建带工建", "带工"),
    ],
)
def test_what_straddles_the_words_inside_is_not_one(word: str, junk: str) -> None:
    assert SEGMENTER.frequency(junk) > 0
    assert junk not in inside(word)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("南京市", "南京"),
        ("公安县", "公安"),
        ("马鞍山市", "马鞍山"),
        ("峨眉山市", "峨眉山"),
        ("东西湖区", "东西湖"),
        ("石家庄市", "石家庄"),
        ("岳阳楼区", "岳阳 岳阳楼"),
        ("内蒙古自治区", "内蒙古"),
        ("恩施土家族苗族自治州", "恩施"),
        ("新疆生产建设兵团", "新疆 生产建设兵团 建设兵团 兵团"),
        ("广州南沙新区", "广州 南沙新区"),
    ],
)
def test_a_place_is_found_by_its_short_name_and_by_no_other_place(name: str, expected: str) -> None:
    assert inside(name) == expected.split()


@given(st.sampled_from(sorted(load_dictionary().words)))
def test_words_inside_are_shorter_parts_that_the_dictionary_has(word: str) -> None:
    found = inside(word)
    assert word not in found
    assert [part for part in found if part not in word or not SEGMENTER.frequency(part)] == []
    assert [part for part in found if part in load_dictionary().hidden] == []
    assert all(len(part) < len(word) for part in found)


@given(st.text())
def test_any_text_may_be_asked_for_the_words_inside(text: str) -> None:
    assert all(part in text for part in inside(text[:12]))


def test_every_union_term_inside_any_word_of_ours_is_found_by_itself() -> None:
    """The guide's cases and all others: 新就业形态 in 新就业形态劳动者, 4 to 7 characters too."""
    dictionary = load_dictionary()
    terms = dictionary.terms - dictionary.hidden
    for word in dictionary.words:
        ends = range(2, len(word) + 1)
        parts = {word[start:end] for end in ends for start in range(end - 1)} - {word}
        assert parts & terms <= {*inside(word)}, word
