"""Sets of values: every row gets its own values back, each once and in order."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from index.value_sets import value_sets

ROWS = st.lists(st.lists(st.sampled_from("甲乙丙丁"), max_size=4), max_size=12)


@given(ROWS)
def test_every_row_has_the_set_of_its_values(rows: list[list[str]]) -> None:
    names, sets = value_sets(rows)
    assert names == sorted({value for row in rows for value in row})
    for row, number in zip(rows, sets.of.tolist(), strict=True):
        own = sets.values[sets.at[number] : sets.at[number + 1]]
        assert [names[value] for value in own.tolist()] == sorted(set(row))
    assert sets.single == all(len(set(row)) <= 1 for row in rows)


@given(ROWS, st.randoms())
def test_sets_are_numbered_alike_whatever_the_order_of_rows(
    rows: list[list[str]], chance: object
) -> None:
    shuffled = sorted(rows, key=lambda _: chance.random())  # type: ignore[attr-defined]
    first, again = value_sets(rows)[1], value_sets(shuffled)[1]
    assert first.at.tolist() == again.at.tolist()
    assert first.values.tolist() == again.values.tolist()
