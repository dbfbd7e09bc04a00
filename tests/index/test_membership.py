"""What matches, found without scores, is what is found with them; filters change no score."""

from __future__ import annotations

import dataclasses

from hypothesis import given

from index.engine import Engine
from index.query import Filters, Query
from index.result import Reason
from tests.index.test_exactness import QUERIES, RELAXED


@given(QUERIES)
@RELAXED
def test_an_answer_without_hits_counts_what_one_with_hits_counts(
    engine: Engine, query: Query
) -> None:
    listed = engine.search(query)
    counted = engine.search(dataclasses.replace(query, limit=0))
    assert counted == dataclasses.replace(listed, hits=())


@given(QUERIES)
@RELAXED
def test_a_filter_leaves_hits_out_and_the_score_of_their_words_as_it_is(
    engine: Engine, query: Query
) -> None:
    plain = dataclasses.replace(query, explain=True, about=())
    everything = engine.search(dataclasses.replace(plain, filters=Filters()))
    words = {hit.id: _of_words(hit.reasons) for hit in everything.hits}
    for hit in engine.search(plain).hits:
        assert _of_words(hit.reasons) == words[hit.id]


def _of_words(reasons: tuple[Reason, ...]) -> set[Reason]:
    return {reason for reason in reasons if reason.kind not in ("wording", "age")}
