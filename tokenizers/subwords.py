"""Words inside words: what else a long word is found by.

新就业形态劳动者 must answer to 新就业形态, 总工会 must not answer to 总工.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from math import log

from tokenizers.dictionary import Dictionary
from tokenizers.segmenter import Segmenter

_LONGEST_COMMON = 4
"""The segmenter's own dictionary holds whole phrases; only its short entries are words."""
Span = tuple[int, int]


def subwords(word: str, dictionary: Dictionary, segmenter: Segmenter) -> list[str]:
    """Return the words inside ``word``, by where they begin, without ``word`` itself.

    Union terms all count. A common word counts if it fits the way the long word is built (工会 in
    总|工会, but not 总工); a place name is known by what begins it and by a place within it.
    """
    if len(word) < 3:
        return []
    spans = [span for span in _spans(len(word)) if word[slice(*span)] not in dictionary.hidden]
    if word in dictionary.places:
        fitting = set(_parts_of_place(word, spans, dictionary, segmenter))
    else:
        fitting = {
            (start, end)
            for start, end in _fitting(word, (0, len(word)), segmenter)
            if end - start <= _LONGEST_COMMON
        }
    return [word[a:b] for a, b in spans if (a, b) in fitting or word[a:b] in dictionary.terms]


def _spans(length: int) -> Iterator[Span]:
    for start in range(length - 1):
        for end in range(start + 2, length + 1):
            if end - start < length:
                yield start, end


def _parts_of_place(
    name: str, spans: list[Span], dictionary: Dictionary, segmenter: Segmenter
) -> Iterator[Span]:
    beginnings = [end for start, end in spans if start == 0 and end <= _LONGEST_COMMON]
    known = [end for end in beginnings if segmenter.frequency(name[:end])]
    for end in known:
        # 石家庄|市, and not the 石家 that jieba knows too; 岳阳楼|区, and 岳阳 as well.
        if end == known[-1] or name[:end] in dictionary.weak or name[:end] in dictionary.words:
            yield 0, end
    for start, end in spans:
        # 广州|南沙新区, but neither 马|鞍山市 nor 公|安县.
        if start in known and name[start:end] in dictionary.places:
            yield start, end


def _fitting(word: str, span: Span, segmenter: Segmenter) -> Iterator[Span]:
    """Yield the spans of words that keep to the borders within ``span``, at every depth."""
    start, end = span
    borders = _borders(word[start:end], segmenter)
    for i, a in enumerate(borders):
        for b in borders[i + 1 :]:
            if 1 < b - a < end - start and segmenter.frequency(word[start + a : start + b]):
                yield start + a, start + b
    for a, b in pairwise(borders):
        if b - a > 2:
            yield from _fitting(word, (start + a, start + b), segmenter)


def _borders(word: str, segmenter: Segmenter) -> list[int]:
    """Return where the likeliest way to build ``word`` from shorter words has its borders."""
    length = len(word)
    frequency = segmenter.frequency
    best: list[tuple[float, int]] = [(0.0, 0)] * (length + 1)
    for start in range(length - 1, -1, -1):
        end = start + 1
        ways = [(log(frequency(word[start:end]) or 1) - _LOG_TOTAL + best[end][0], end)]
        for end in range(start + 2, length + 1 if start else length):
            count = frequency(word[start:end])
            if count:
                ways.append((log(count) - _LOG_TOTAL + best[end][0], end))
        best[start] = max(ways)
    borders = [0]
    while borders[-1] < length:
        borders.append(best[borders[-1]][1])
    return borders


_LOG_TOTAL = log(60_000_000)
"""What jieba's frequencies add up to: only a measure of how much one word is worth."""
