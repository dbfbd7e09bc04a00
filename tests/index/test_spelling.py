"""Spelling: what is looked up for a string, whatever its length."""

from __future__ import annotations

from index.spelling import Spelling, units


def test_a_string_has_a_unit_of_utf_16_for_nearly_every_character() -> None:
    assert units("a𠮷") == [97, 55362, 57271]


def test_a_pair_is_looked_up_as_it_lies_in_memory() -> None:
    (number,) = Spelling(["工会"]).pairs[:, 0].tolist()
    assert number.to_bytes(4, "little") == "工会".encode("utf-16-le")


def test_a_longer_string_is_looked_up_by_pairs_those_sought_anyway_among_them() -> None:
    spelling = Spelling(["工会干", "工会", "工会干部", "会"])
    assert spelling.longer == [(0, [(1, 0), (4, 1)]), (2, [(1, 0), (5, 2)])]
    assert spelling.single == [(3, units("会")[0])]
    assert len(spelling) == 4
    assert len(spelling.pairs) == 6


def test_only_few_pairs_are_compared_one_by_one() -> None:
    letters = "".join(map(chr, range(0x4E00, 0x4E40)))
    assert Spelling([letters[:20]]).few
    assert not Spelling([letters]).few
