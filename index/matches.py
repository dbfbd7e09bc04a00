"""Documents that match, and what each scores."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from index.lists import Docs, Scores, no_docs


class Matches(NamedTuple):
    """Matching documents, ascending, and the score of each."""

    docs: Docs
    scores: Scores

    def of(self, docs: Docs) -> Matches:
        """Return those of ``docs``, which are all among them, ascending."""
        if len(docs) == len(self.docs):
            return self
        return Matches(docs, self.scores.take(self.docs.searchsorted(docs)))


def no_matches() -> Matches:
    """Return the matches of what nothing matches."""
    return Matches(no_docs(), np.empty(0, np.float32))


def weighed(found: Matches, weight: float) -> Matches:
    """Return ``found`` with every score times ``weight``."""
    return found if weight == 1 else Matches(found.docs, found.scores * np.float32(weight))


def unscored(docs: Docs) -> Matches:
    """Return ``docs`` as matches that score nothing."""
    return Matches(docs, np.zeros(len(docs), np.float32))
