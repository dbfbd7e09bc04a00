"""Texts cut before they come to the writer, by whoever has a processor to spare."""

from __future__ import annotations

import itertools
from array import array
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from index.document import CutText, Document
from index.query import TEXT_FIELDS
from tokenizers.analyzer import Analyzer
from tokenizers.folding import fold


def cut(documents: Sequence[Document], analyzer: Analyzer) -> list[tuple[CutText, ...]]:
    """Return for each document its texts cut and folded, in the order of ``TEXT_FIELDS``.

    The words of one field of all ``documents`` share one vocabulary, so that they travel between
    processes, and are looked up, once for all of them.
    """
    columns = [_column([getattr(d, text) for d in documents], analyzer) for text in TEXT_FIELDS]
    return list(zip(*columns, strict=True))


def with_cuts(documents: Sequence[Document], analyzer: Analyzer) -> list[Document]:
    """Return the documents, each with its texts cut."""
    pairs = zip(documents, cut(documents, analyzer), strict=True)
    return [replace(document, cuts=cuts) for document, cuts in pairs]


def _column(texts: Sequence[str], analyzer: Analyzer) -> list[CutText]:
    numbers: defaultdict[str, int] = defaultdict(itertools.count().__next__)
    cuts = [array("I", map(numbers.__getitem__, analyzer.index_words(text))) for text in texts]
    vocabulary = tuple(numbers)
    return [CutText(vocabulary, own, fold(text)) for own, text in zip(cuts, texts, strict=True)]
