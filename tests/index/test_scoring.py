"""Scores: lengths as coarse as other engines keep them, where they are compared."""

from __future__ import annotations

import numpy as np

from index.lengths import in_a_byte


def test_lengths_are_cut_as_a_byte_keeps_them() -> None:
    lengths = np.arange(1000, dtype=np.int32)
    kept = in_a_byte(lengths)
    assert kept[:41].tolist() == list(range(41))
    assert sorted(set(kept.tolist()))[40:60] == [
        *range(40, 56, 2),
        *range(56, 88, 4),
        *range(88, 120, 8),
    ]
    assert (kept <= lengths).all() and (lengths - kept < lengths / 8 + 1).all()
    assert len(set(in_a_byte(np.arange(1 << 22)).tolist())) < 256
