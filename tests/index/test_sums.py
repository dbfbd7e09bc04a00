"""Scores add up to the same, to the last bit, whichever way a list is kept."""

from __future__ import annotations

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from index.lists import Docs, Mask, Scores
from index.sums import Part, added, highest, leading, summed

SIZE = 400
LISTS = st.lists(
    st.dictionaries(st.integers(0, SIZE - 1), st.floats(0.015625, 9, width=32), max_size=SIZE),
    max_size=4,
)


def part(scores: dict[int, float]) -> tuple[np.ndarray, Scores]:  # type: ignore[type-arg]
    docs = sorted(scores)
    return np.array(docs, np.intp), np.array([scores[doc] for doc in docs], np.float32)


class Everywhere:
    """The scores of a list, document by document."""

    def __init__(self, scores: dict[int, float]) -> None:
        self._all = np.zeros(SIZE, np.float32)
        self._all[list(scores)] = list(scores.values())

    @property
    def most(self) -> float:
        return float(self._all.max())

    @property
    def held(self) -> Mask:
        return self._all > 0

    def of(self, docs: Docs) -> Scores:
        return self._all.take(docs)

    def add_to(self, total: Scores) -> None:
        total += self._all


def expected(lists: list[dict[int, float]]) -> dict[int, float]:
    found: dict[int, float] = {}
    for scores in lists:
        for doc, score in scores.items():
            found[doc] = float(np.float32(found.get(doc, 0)) + np.float32(score))
    return found


@given(LISTS)
def test_scores_of_lists_add_up(lists: list[dict[int, float]]) -> None:
    docs, scores = summed([part(one) for one in lists], SIZE)
    assert dict(zip(docs.tolist(), scores.tolist(), strict=True)) == expected(lists)
    assert docs.tolist() == sorted(docs.tolist())


@given(LISTS, st.lists(st.booleans(), min_size=4, max_size=4), st.integers(0, SIZE - 1))
def test_lists_and_what_is_everywhere_add_up(
    lists: list[dict[int, float]], wide: list[bool], bare: int
) -> None:
    parts: list[Part] = [
        Everywhere(own) if everywhere else part(own)
        for own, everywhere in zip(lists, wide, strict=False)
    ]
    docs, scores = summed([*parts, part({bare: 0.0}), Everywhere({})], SIZE)
    whole = expected([*lists, {bare: 0.0}])
    assert dict(zip(docs.tolist(), scores.tolist(), strict=True)) == whole
    assert added(parts, docs, SIZE).tolist() == scores.tolist()
    assert docs.tolist() == sorted(whole)


@given(LISTS)
def test_the_highest_score_of_each_is_taken(lists: list[dict[int, float]]) -> None:
    docs, scores = highest([part(one) for one in lists], SIZE)
    held = {doc for one in lists for doc in one}
    assert docs.tolist() == sorted(held)
    assert scores.tolist() == [max(one.get(doc, 0) for one in lists) for doc in sorted(held)]


@given(
    st.dictionaries(st.integers(0, SIZE - 1), st.floats(0.5, 9, width=32), max_size=SIZE // 8),
    st.lists(
        st.dictionaries(st.integers(0, SIZE - 1), st.floats(0.015625, 1, width=32), max_size=SIZE),
        min_size=1,
        max_size=2,
    ),
    st.integers(1, 5),
)
@example({0: 5.0, 1: 4.0, 2: 1.0}, [{1: 1.0, 3: 1.0}], 2)
@example({0: 5.0, 1: 0.5, 2: 1.0}, [{1: 1.0, 3: 1.0}], 2)
def test_the_highest_sums_are_among_those_that_a_list_leads_to(
    few: dict[int, float], wide: list[dict[int, float]], count: int
) -> None:
    parts: list[Part] = [part(few), *map(Everywhere, wide)]
    docs, sums = summed(parts, SIZE)
    found = leading(parts, count, SIZE)
    bounds = sum(max(own.values(), default=0) for own in wide)
    if sum(score > 1.01 * bounds for score in few.values()) > count:
        assert found is not None
    if found is not None:
        first, first_sums = found[1]
        assert found[0].tolist() == docs.tolist()
        assert first_sums.tolist() == sums[docs.searchsorted(first)].tolist()
        others = np.delete(sums, docs.searchsorted(first))
        assert np.sort(first_sums)[-count] > others.max(initial=0)
