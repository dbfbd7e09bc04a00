"""Spans of terms: all terms, in order, in pieces small enough."""

from __future__ import annotations

from collections import Counter

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from index.arrays.postings import Postings, pack_postings
from index.arrays.spans import spans
from index.arrays.terms import TermTable, pack_terms

DOCUMENTS = 400
LISTS = st.dictionaries(
    st.text("ab", min_size=1, max_size=4), st.integers(1, DOCUMENTS), max_size=12
)


def segment(held: dict[str, int]) -> tuple[TermTable, Postings]:
    terms = sorted(held)
    docs = [np.arange(held[term], dtype=np.uint32) for term in terms]
    offsets = np.cumsum([0, *map(len, docs)])
    packed = pack_postings(offsets, np.concatenate([np.zeros(0, np.uint32), *docs]), DOCUMENTS)
    table = pack_terms([term.encode() for term in terms])
    return (
        TermTable({name: np.asarray(part) for name, part in table.items()}),
        Postings({name: np.asarray(part) for name, part in packed.items()}, DOCUMENTS),
    )


@settings(deadline=None)
@given(st.lists(LISTS, min_size=1, max_size=3), st.integers(1, 900))
def test_every_term_is_in_one_span_and_no_span_is_too_long(
    parts: list[dict[str, int]], most: int
) -> None:
    segments = [segment(held) for held in parts]
    weights: Counter[bytes] = Counter()
    for held in parts:
        weights.update({term.encode(): count for term, count in held.items()})
    seen: list[bytes] = []
    for step in spans(segments, most):
        own = sorted(
            {t for (table, _), s in zip(segments, step, strict=True) for t in table.between(*s)}
        )
        seen += own
        assert len(own) <= 1 or sum(weights[term] for term in own) <= 2 * most
    assert seen == sorted(weights)
