"""Grams: the terms of exact matching."""

from __future__ import annotations

from operator import add


def exact_grams(stream: str) -> set[str]:
    """Return every piece of one and of two characters of a folded stream.

    >>> sorted(exact_grams("总工会"))
    ['会', '工', '工会', '总', '总工']
    """
    grams = set(stream)
    grams.update(map(add, stream, stream[1:]))
    return grams
