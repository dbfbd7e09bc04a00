"""Sorted lists and facet columns do as sets and counters do."""

from __future__ import annotations

from collections import Counter

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from index.facet_column import Facet, FacetColumn, ShortenedDates
from index.joined_facet import JoinedFacet
from index.lists import common, foremost, places, united, within, without
from index.query import UNKNOWN

SIZE = 400
SPARSE = st.sets(st.integers(0, SIZE - 1), max_size=12)
ANY = st.one_of(
    SPARSE,
    st.sets(st.integers(0, SIZE - 1), max_size=SIZE),
    SPARSE.map(lambda gone: set(range(SIZE)) - gone),
)
ROWS = st.lists(
    st.lists(st.sampled_from("甲乙丙丁戊"), max_size=4, unique=True), min_size=1, max_size=40
)


def listed(docs: set[int]) -> np.ndarray:  # type: ignore[type-arg]
    return np.array(sorted(docs), np.intp)


@given(ANY, ANY)
def test_lists_meet_and_part_as_sets_do(one: set[int], other: set[int]) -> None:
    docs, others = listed(one), listed(other)
    at, other_at = common(docs, others, SIZE)
    assert docs[at].tolist() == others[other_at].tolist() == sorted(one & other)
    both = listed(one & other)
    assert places(docs, both, SIZE).tolist() == [sorted(one).index(doc) for doc in both]
    assert within(docs, others, SIZE).tolist() == sorted(one & other)
    assert without(docs, others, SIZE).tolist() == sorted(one - other)


@given(st.lists(ANY, max_size=4))
def test_lists_unite(lists: list[set[int]]) -> None:
    whole = set().union(*lists)
    assert united([listed(one) for one in lists], SIZE).tolist() == sorted(whole)


@given(st.lists(st.floats(0, 9, width=32), min_size=2, max_size=2000), st.data())
def test_the_foremost_are_all_that_equal_the_last_of_so_many(
    values: list[float], data: st.DataObject
) -> None:
    count = data.draw(st.integers(1, len(values) - 1))
    array = np.array(values, np.float32)
    bound = sorted(array, reverse=True)[count - 1]
    assert foremost(array, count).tolist() == [i for i, one in enumerate(array) if one >= bound]


def assert_counts(column: Facet, rows: list[list[str]], docs: set[int]) -> None:
    counted = column.counts("x", column.tally(listed(docs)))
    assert counted.counts == Counter(value for doc in docs for value in rows[doc])
    assert counted.unknown == sum(not rows[doc] for doc in docs)


@given(st.lists(ROWS, min_size=1, max_size=3), st.data())
@settings(deadline=None)
def test_columns_count_and_choose_as_looking_at_each_document_does(
    parts: list[list[list[str]]], data: st.DataObject
) -> None:
    rows = [row for part in parts for row in part]
    bases = np.cumsum([0, *map(len, parts)])
    column = JoinedFacet([FacetColumn.of(part) for part in parts], bases)
    assert_counts(column, rows, data.draw(st.sets(st.integers(0, len(rows) - 1))))
    assert_counts(column, rows, set(range(len(rows))))
    assert column.known().tolist() == [bool(row) for row in rows]
    chosen = data.draw(st.lists(st.sampled_from(["甲", "戊", "无", UNKNOWN])))
    assert column.mask(chosen).tolist() == [
        bool({*row, *([] if row else [UNKNOWN])} & set(chosen)) for row in rows
    ]


@given(st.lists(st.sampled_from(["", "2020", "2020-10", "2021-01-02", "2021"]), min_size=1))
def test_dates_shorten_to_those_exact_enough(dates: list[str]) -> None:
    rows = [[date] if date else [] for date in dates]
    months = [[date[:7]] if len(date) >= 7 else [] for date in dates]
    assert_counts(ShortenedDates(FacetColumn.of(rows), 7), months, set(range(len(dates))))
