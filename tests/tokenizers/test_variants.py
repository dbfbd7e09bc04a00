from __future__ import annotations

import pytest

from tokenizers.data.generate_variants import TARGET, table
from tokenizers.place import read_table
from tokenizers.variants import classes, read_as, representative


def test_the_committed_table_is_what_the_script_makes_with_the_pinned_opencc() -> None:
    assert TARGET.read_text(encoding="utf-8") == table()


@pytest.mark.parametrize(
    "writings",
    [
        "总總", "会會", "联聯", "陕陝陜", "卫衛衞", "隶隸隷", "余餘馀", "苏蘇甦", "彝彞",
        "宁寧甯", "钟鐘鍾锺", "升昇", "着著", "干乾幹", "后後", "发發髮", "台臺颱檯", "里裏裡",
        "为為爲", "群羣", "线線綫", "么麼麽", "周週", "零〇○", "民⺠", "户戶戸", "杰傑", "只隻祇",
    ],
)  # fmt: skip
def test_all_writings_of_a_character_are_the_simplified_one(writings: str) -> None:
    assert {representative(char) for char in writings} == {writings[0]}


@pytest.mark.parametrize(
    ("one", "other"), ["工土", "会全", "己已", "天夭", "未末", "市巿", "陕狭", "哲喆", "坤堃"]
)
def test_characters_that_only_look_alike_stay_apart(one: str, other: str) -> None:
    assert representative(one) != representative(other)


def test_a_representative_represents_itself() -> None:
    assert [char for char in classes().values() if representative(char) != char] == []


def test_what_the_segmenter_reads_is_another_writing_of_the_same() -> None:
    assert [c for c in classes() if representative(read_as(c)) != representative(c)] == []


def test_the_segmenter_reads_what_simplified_tells_apart_as_it_stands() -> None:
    assert (read_as("著"), read_as("後"), read_as("〇")) == ("著", "后", "〇")


def test_the_hand_table_is_sorted_and_adds_something_to_each_row() -> None:
    rows = list(read_table("variants_added"))
    assert rows == sorted(rows)
    assert all(len({row[0] for row in rows}) == len(rows) and note for *_, note in rows)
    assert [row for row in rows if representative(row[0]) != representative(row[1])] == []
