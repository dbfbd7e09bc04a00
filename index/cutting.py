"""Texts cut before they come to the writer, by whoever has a processor to spare."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np

from index.document import SEPARATOR, CutText, Document
from index.query import TEXTS
from tokenizers.analyzer import Analyzer
from tokenizers.folding import fold
from tokenizers.word_numbers import WordNumbers

MANY = 1 << 18
"""Words after which they are numbered from the beginning: what is no dictionary's has no end."""


def cut(documents: Sequence[Document], analyzer: Analyzer) -> list[tuple[CutText, ...]]:
    """Return for each document its texts cut and folded, in the order of ``TEXTS``.

    The words of one field of all ``documents`` share one vocabulary, so that they travel between
    processes, and are looked up, once for all of them. For one thread at a time.
    """
    if len(_numbers(analyzer).words) > MANY:
        _numbers.cache_clear()
    numbers = _numbers(analyzer)
    columns = [_column([getattr(d, text) for d in documents], numbers) for text in TEXTS]
    return list(zip(*columns, strict=True))


def with_cuts(documents: Sequence[Document], analyzer: Analyzer) -> list[Document]:
    """Return the documents, each with its texts cut."""
    pairs = zip(documents, cut(documents, analyzer), strict=True)
    return [replace(document, cuts=cuts) for document, cuts in pairs]


def _column(texts: Sequence[str], numbers: WordNumbers) -> list[CutText]:
    once = {text: numbers.of(text) for text in dict.fromkeys(texts)}
    found = [once[text] for text in texts]
    words = np.frombuffer(b"".join(found), np.uint32)
    used = np.zeros(len(numbers.words), bool)
    used[words] = True
    own = np.cumsum(used, dtype=np.uint32) - np.uint32(1)
    vocabulary = SEPARATOR.join(map(numbers.words.__getitem__, np.flatnonzero(used).tolist()))
    packed = own[words].tobytes()
    cuts, start = [], 0
    for text, numbered in zip(texts, found, strict=True):
        end = start + len(numbered)
        cuts.append(CutText(vocabulary, packed[start:end], fold(text)))
        start = end
    return cuts


@lru_cache(maxsize=1)
def _numbers(analyzer: Analyzer) -> WordNumbers:
    return WordNumbers(analyzer)
