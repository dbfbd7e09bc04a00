from __future__ import annotations

import re
import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tokenizers.pinyin import is_reading, strip_splices

PIECES = st.sampled_from(
    ["会", "協", "議", "(huì)", "（xié ）", "(VIP)", "(a)", "(🌵)", "们", "wé(💇)i", "(", ")", "，"]
)


@pytest.mark.parametrize(
    ("spliced", "clean", "count"),
    [
        ("經(jīng)濟(jì)圈", "經濟圈", 2),
        ("长(zhǎng)处、长(cháng)处", "长处、长处", 2),
        ("毕(bì )业、没(🌵)有", "毕业、没有", 2),
        ("为(wé(💇)i )了", "为了", 2),
        ("业(yè(😣) )", "业", 2),
        ("綠(lǜ)豆、略(lüè)", "綠豆、略", 2),
        ("会（Huì）议", "会议", 1),
        ("會(hui4)議", "會議", 1),
        ("会(huì)(huì)议", "会议", 2),
        (unicodedata.normalize("NFD", "協(xié)作"), "協作", 1),
        ("我們(men)都到會(huì)、協(xié)作、勞(láo)動", "我們都到會、協作、勞動", 4),
    ],
)
def test_a_checked_reading_goes(spliced: str, clean: str, count: int) -> None:
    assert strip_splices(spliced) == (clean, count)


@pytest.mark.parametrize(
    "text",
    [
        "职工(VIP)、工会(ACFTU)、团(CYL)",
        "CPU(中央处理器)",
        "(a)一项；啊(a)；(b)二项",
        "我們(men)只有一处",
        "新(xin)",
        "工(huì)不读此音",
        "是(✔)否( )、第(①)项、★(★)",
        "(huì)在行首",
        "合同(2020年)(draft)",
    ],
)
def test_a_bracket_that_is_no_reading_stays(text: str) -> None:
    assert strip_splices(text) == (text, 0)


def test_a_reading_may_differ_in_tone_and_the_dots_of_ü() -> None:
    assert is_reading("一", "yí")
    assert is_reading("女", "nǚ") and is_reading("女", "nv") and is_reading("女", "nu")
    assert not is_reading("会", "gōng")
    assert not is_reading("会", "") and not is_reading("", "huì") and not is_reading("会议", "huì")


@given(st.lists(PIECES, max_size=12).map("".join))
def test_stripping_twice_is_stripping_once(text: str) -> None:
    once, _ = strip_splices(text)
    assert strip_splices(once) == (once, 0)


@given(st.text())
def test_a_text_without_brackets_is_returned_as_it_is(text: str) -> None:
    bare = re.sub("[(（]", "", text)
    assert strip_splices(bare) == (bare, 0)


@pytest.mark.parametrize("piece", ["会(", "会(huì", "会( ", "会(🌵", "(huì)", "会(huì)", "会(((("])
def test_a_hundred_thousand_characters_take_no_time(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    start = time.process_time()
    strip_splices(text)
    assert time.process_time() - start < 2


def test_every_splice_of_the_seeds_goes(shared: Path) -> None:
    seeds = [p.read_text(encoding="utf-8") for p in sorted((shared / "seeds").glob("*.txt"))]
    results = [strip_splices(seed) for seed in seeds]
    assert sum(count for _, count in results) == 355
    for clean, _ in results:
        assert not re.search(r"[(（][a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]+[)）]", clean)
