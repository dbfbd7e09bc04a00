"""BM25F: one number for how much a document is about a term, over all its texts."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from index.columns import Columns, Mask, Numbers
from index.postings import Postings, Scores
from index.schema import BOOSTS

K1 = 1.2
B = 0.75


class Scorer:
    """Scores over one state of an index; its statistics count live documents only."""

    def __init__(self, columns: Columns) -> None:
        self._documents = int(np.count_nonzero(columns.live))
        self._norms = {
            text: _norms(lengths, columns.live) for text, lengths in columns.lengths.items()
        }

    def score(self, found: Sequence[tuple[str, Postings]]) -> tuple[Numbers, Scores]:
        """Return the documents of one term over several texts, ascending, and their scores."""
        docs = np.unique(np.concatenate([np.empty(0, np.int32), *(p.docs for _, p in found)]))
        weight = np.zeros(len(docs))
        for text, postings in found:
            at = np.searchsorted(docs, postings.docs)
            weight[at] += BOOSTS[text] * postings.counts / self._norms[text][postings.docs]
        rarity = np.log(1 + (self._documents - len(docs) + 0.5) / (len(docs) + 0.5))
        return docs, rarity * weight * (K1 + 1) / (weight + K1)


class PlainScorer:
    """BM25 as Lucene has it, summed over the texts, none counting more: what other engines can be
    compared with."""

    def __init__(self, columns: Columns) -> None:
        self._documents = int(np.count_nonzero(columns.live))
        self._norms = {
            text: _norms(lengths, columns.live) for text, lengths in columns.lengths.items()
        }

    def score(self, found: Sequence[tuple[str, Postings]]) -> tuple[Numbers, Scores]:
        """Return the documents of one term over several texts, ascending, and their scores."""
        docs = np.unique(np.concatenate([np.empty(0, np.int32), *(p.docs for _, p in found)]))
        scores = np.zeros(len(docs))
        for text, postings in found:
            held = len(postings.docs)
            rarity = np.log(1 + (self._documents - held + 0.5) / (held + 0.5))
            norms = K1 * self._norms[text][postings.docs]
            weight = postings.counts * (K1 + 1) / (postings.counts + norms)
            scores[np.searchsorted(docs, postings.docs)] += rarity * weight
        return docs, scores


def _norms(lengths: Numbers, live: Mask) -> Scores:
    used = lengths[live]
    average = used.mean() if used.any() else 1.0
    return 1 - B + B * lengths / average
