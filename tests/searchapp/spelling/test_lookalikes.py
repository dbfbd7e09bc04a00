"""Characters taken for one another by eye."""

from __future__ import annotations

from searchapp.spelling.lookalikes import TABLE, lookalikes


def test_lookalikes_go_both_ways_and_never_to_oneself() -> None:
    groups = [g for g in TABLE.read_text(encoding="utf-8").splitlines() if g[:1] != "#"][1:]
    for char in "".join(groups):
        assert char not in lookalikes(char)
        assert all(char in lookalikes(other) for other in lookalikes(char))


def test_the_table_is_sorted_without_repeats() -> None:
    rows = TABLE.read_text(encoding="utf-8").splitlines()
    groups = [row for row in rows if not row.startswith("#")][1:]
    assert groups == sorted(set(groups))
    assert all(list(group) == sorted(set(group)) for group in groups)


def test_a_character_like_no_other_has_none() -> None:
    assert lookalikes("龘") == frozenset()
