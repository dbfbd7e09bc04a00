from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tokenizers.folding import fold, fold_offsets
from tokenizers.traditional import simplify

ANY = st.text(st.characters(codec=None, exclude_categories=()))
HAN = st.text(st.characters(min_codepoint=0x3400, max_codepoint=0x9FFF))


@pytest.mark.parametrize(
    ("displayed", "typed"),
    [
        ("總工會召開聯席會議", "总工会召开联席会议"),
        ("豐澤區", "丰泽区"),
        ("“五城五区”", "五城五区"),
        ("12321", "１２３２１"),
        ("ACFTU", "acftu"),
        ("Straße", "STRASSE"),
        ("café", "cafe\u0301"),
        ("İstanbul", "istanbul"),
        ("急难　愁\n盼", "急难愁盼"),
        ("沿着", "沿著"),
        ("钟南山", "鍾南山"),
        ("陝西省", "陜西省"),
        ("二○二六年", "二〇二六年"),
        ("⼯会", "工会"),
        ("⺠生", "民生"),
        ("①②", "12"),
        ("100㎡", "100M2"),
        ("\ufa0c", "\u5140"),
        ("0839-3262473", "08393262473"),
    ],
)
def test_what_is_displayed_and_what_is_typed_fold_alike(displayed: str, typed: str) -> None:
    assert fold(displayed) == fold(typed) != ""


@pytest.mark.parametrize(
    "text", ["", "，。！？", "　 \t\n", "“《】", "\ud800", "\u200b\u0301", "🌵"]
)
def test_without_letters_and_digits_nothing_remains(text: str) -> None:
    assert fold(text) == ""


@given(ANY, ANY)
def test_folding_never_looks_at_neighbors(left: str, right: str) -> None:
    assert fold(left + right) == fold(left) + fold(right)


def test_folding_a_folded_character_changes_nothing() -> None:
    folded = {fold(chr(code)) for code in range(sys.maxunicode + 1)}
    assert [text for text in folded if fold(text) != text] == []


def test_every_letter_and_number_leaves_something_but_marks_written_alone() -> None:
    chars = map(chr, range(sys.maxunicode + 1))
    lost = [c for c in chars if unicodedata.category(c)[0] in "LN" and not fold(c)]
    names = [unicodedata.name(char) for char in lost]
    assert [n for n in names if not n.endswith(("ISOLATED FORM", "SOUND MARK"))] == []


@given(ANY)
def test_offsets_point_at_the_character_each_folded_one_comes_from(text: str) -> None:
    stream, offsets = fold_offsets(text)
    assert stream == fold(text)
    assert len(stream) == len(offsets)
    assert offsets.tolist() == sorted(offsets)
    assert all(char in fold(text[at]) for char, at in zip(stream, offsets, strict=True))


@given(ANY)
def test_offsets_of_a_long_text_are_those_of_its_parts(text: str) -> None:
    times = 50
    stream, offsets = fold_offsets(text)
    long_stream, long_offsets = fold_offsets(text * times)
    assert long_stream == stream * times
    assert long_offsets.tolist() == [n * len(text) + at for n in range(times) for at in offsets]


@given(ANY, st.data())
def test_any_part_of_a_text_is_a_part_of_its_stream(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    assert fold(text[start:end]) in fold(text)


@given(HAN)
def test_turning_a_page_into_simplified_does_not_change_what_finds_it(text: str) -> None:
    assert fold(simplify(text)) == fold(text)


def test_every_single_character_is_found_in_its_simplified_form() -> None:
    han = [chr(code) for code in range(0x3400, 0xA000)]
    assert [char for char in han if fold(simplify(char)) != fold(char)] == []
