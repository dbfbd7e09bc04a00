"""Document lists: looked up among some documents, they say what they say when read whole."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from index.arrays.postings import Postings, pack_postings

DOCUMENTS = 1000


def drawn(count: int, seed: int) -> np.ndarray:
    """Return ``count`` documents, ascending: a short list, a long one, a dense one."""
    return np.sort(np.random.default_rng(seed).permutation(DOCUMENTS)[:count])


LISTS = st.builds(drawn, st.integers(1, DOCUMENTS), st.integers(0, 1 << 32))


@settings(deadline=None)
@given(LISTS, LISTS)
def test_a_list_looked_up_is_the_list_read(held: np.ndarray, among: np.ndarray) -> None:
    own = held.astype(np.uint32)
    offsets = np.array([0, len(own), len(own) + 1], np.int64)
    packed = pack_postings(offsets, np.append(own, np.uint32(7)), DOCUMENTS)
    lists = Postings({name: np.asarray(part) for name, part in packed.items()}, DOCUMENTS)
    for term, docs in ((0, own), (1, np.array([7]))):
        read = lists.docs(term)
        assert read.tolist() == docs.tolist()
        at, places = lists.among(term, among)
        assert among[at].tolist() == sorted({*docs.tolist()} & {*among.tolist()})
        assert read[places].tolist() == among[at].tolist()
