"""How answers are ranked: measures that are right; a sample of each shared set above a floor."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from benchmarks.relevance.measures import difference, measured
from benchmarks.relevance.ours import ranked
from benchmarks.relevance.runs import sampled
from benchmarks.relevance.sets import TUNE, Asked, QuerySet, question_sets, shared

FLOORS = {
    "cmrc": 0.987,
    "drcd_tt": 0.959,
    "drcd_st": 0.959,
    "drcd_ts": 0.959,
    "drcd_ss": 0.959,
    "dureader": 0.872,
}
"""nDCG@10 of the sample; the whole sets have theirs in the baseline of ``make relevance``."""


def test_measures_are_those_of_the_books() -> None:
    query = Asked("q", "总工会", {"a": 2, "b": 1}, TUNE)
    scores = measured([query], {"q": ["x", "a", "b"]})
    gain = (3 / np.log2(3) + 1 / np.log2(4)) / (3 + 1 / np.log2(3))
    assert scores.means() == pytest.approx((gain, 0.5, 1.0))
    assert measured([query], {}).means() == (0, 0, 0)
    assert measured([query], {"q": ["a", "b"]}).means() == (1, 1, 1)


def test_a_difference_is_sure_only_where_it_shows_in_every_resample() -> None:
    chance = np.random.default_rng(1)
    worse = chance.random(400)
    assert difference(worse + 0.1, worse).low == pytest.approx(0.1)
    noise = difference(worse, chance.permutation(worse))
    assert noise.low < 0 < noise.high


def _shared_sets() -> list[QuerySet]:
    return question_sets()[0] if (shared() / "relevance").exists() else []


@pytest.mark.parametrize("one", _shared_sets(), ids=lambda one: one.name)
def test_a_sample_of_each_set_is_answered_well_and_never_with_an_empty_page(
    one: QuerySet, tmp_path_factory: pytest.TempPathFactory
) -> None:
    work = tmp_path_factory.getbasetemp() / "relevance"
    queries = sampled(one.of(TUNE), 200)
    found = ranked(Path(work), one.collection, question_sets()[1][one.collection], queries)
    assert all(found.values())
    assert measured(queries, found).means()[0] >= FLOORS[one.name]


def test_shared_sets_are_there() -> None:
    if not _shared_sets():
        pytest.skip("the relevance sets of the shared data are not there")
    assert {one.name for one in _shared_sets()} == set(FLOORS)
