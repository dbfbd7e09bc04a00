"""Where a query's words stand in a shown text, and the passage that shows most of them."""

from __future__ import annotations

import bisect
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from index.query import Alternatives, And, Node, Or, Phrase, Term, Words
from tokenizers.analyzer import Analyzer
from tokenizers.folding import fold, fold_offsets
from tokenizers.written_dates import date_of, date_terms, written_dates

Span = tuple[int, int]

CUT = "……"
"""Stands where a passage leaves text out."""

_SENTENCE_END = re.compile(r"[。！？；!?;\n]+[”’」』）)]*\s*")
_PIECE_END = re.compile(r"[，,、：:]\s*")
_BREAKS = re.compile(r"[\n。！？；，、：]")
"""Signs across which no word is cut: a word is proven within the stretch between two."""
_LOOSE = 20
"""Characters a passage may be shorter for the sake of a better end."""
_NEAR = 200
"""Characters on either side of a word that are looked through for a sign."""


class Piece(NamedTuple):
    """A run of text, marked or not."""

    text: str
    mark: bool


def spans(text: str, node: Node, analyzer: Analyzer) -> list[Span]:
    """Return where in ``text`` what ``node`` asks for stands: ascending, apart from another.

    Script, width, case and signs between characters do not matter; of overlapping finds one
    span is made, exclusions are no finds.
    """
    return spans_of([text], node, analyzer)[0]


def spans_of(texts: Sequence[str], node: Node, analyzer: Analyzer) -> list[list[Span]]:
    """Return the ``spans`` of each of ``texts``, which are read in one go."""
    needles, terms = _sought(node, analyzer)
    if not needles and not terms:
        return [[] for _ in texts]
    stream = _Stream(texts)
    strings = {(at, at + len(n)) for n in needles for at in stream.occurrences(n)}
    words = {
        (at, at + len(term))
        for term in terms
        for at in stream.occurrences(term)
        if _is_word(stream.text, *stream.origin(at, at + len(term)), analyzer)
    }
    shown = []
    for start, end in _joined(sorted(strings | words)):
        first, last = stream.origin(start, end)
        shown.append((first, _closed(stream.text, last)))
    found = stream.by_text(shown)
    if any(map(date_of, terms)):
        found = [[*own, *_dates(text, terms)] for own, text in zip(found, texts, strict=True)]
    return [_joined(sorted(own)) for own in found]


@lru_cache(maxsize=256)
def _sought(node: Node, analyzer: Analyzer) -> tuple[frozenset[str], frozenset[str]]:
    """Return strings and terms to look for; a page asks for them anew for each of its hits."""
    needles = frozenset(needle for needle in _needles(node, analyzer) if needle)
    return needles, frozenset(_terms(node)) - needles


def pieces(text: str, spans: Sequence[Span]) -> tuple[Piece, ...]:
    """Return all of ``text`` as pieces, those of ``spans`` marked."""
    return tuple(_between(text, spans, 0, len(text)))


def passage(text: str, spans: Sequence[Span], width: int = 120) -> tuple[Piece, ...]:
    """Return the stretch of about ``width`` characters that shows most different finds.

    It begins with a sentence where one begins near enough; ``……`` stands at cut ends.
    """
    start, end = _window(text, spans, width)
    middle = _between(text, spans, start, end)
    before = [Piece(CUT, False)] if text[:start].strip() else []
    after = [Piece(CUT, False)] if text[end:].strip() else []
    return (*before, *middle, *after)


def _needles(node: Node, analyzer: Analyzer) -> Iterator[str]:
    match node:
        case Words(text):
            words = analyzer.query_words(text)
            yield from (fold(text[word.start : word.end]) for word in words)
            if not words:
                yield fold(text)
        case Phrase(text):
            yield fold(text)
        case _:
            for child in _parts(node):
                yield from _needles(child, analyzer)


def _terms(node: Node) -> Iterator[str]:
    if isinstance(node, Term):
        yield node.term
    for child in _parts(node):
        yield from _terms(child)


def _parts(node: Node) -> Iterator[Node]:
    """Yield the nodes any of which a match may be owed to; what is excluded is none."""
    match node:
        case And(nodes) | Or(nodes):
            yield from nodes
        case Alternatives(typed, others):
            yield typed
            yield from (other.node for other in others)


def _dates(text: str, terms: frozenset[str]) -> Iterator[Span]:
    """Yield where the dates among ``terms`` stand, however they are written."""
    for written in written_dates(text):
        if not terms.isdisjoint(date_terms(written.date)):
            yield written.start, written.end


def _is_word(text: str, start: int, end: int, analyzer: Analyzer) -> bool:
    first, last = max(0, start - _NEAR), end + _NEAR
    begin = max((sign.end() for sign in _BREAKS.finditer(text, first, start)), default=first)
    sign = _BREAKS.search(text, end, last)
    stretch = text[begin : sign.start() if sign else last]
    return analyzer.is_word(stretch, start - begin, end - begin)


class _Stream:
    """The folded stream of several texts one below the other, and the way back to where a find
    comes from."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.text = "\n".join(texts)
        self._begins = list(accumulate((len(text) + 1 for text in texts), initial=0))
        self._folded, origins = fold_offsets(self.text)
        self._origin = origins.item
        self._edges = origins.searchsorted(self._begins).tolist()

    def occurrences(self, needle: str) -> Iterator[int]:
        """Yield where ``needle`` stands in the stream, each time within one text."""
        at, length, edges = self._folded.find(needle), len(needle), self._edges
        while at >= 0:
            if at + length <= edges[bisect.bisect_right(edges, at)]:
                yield at
            at = self._folded.find(needle, at + 1)

    def origin(self, start: int, end: int) -> Span:
        """Return where in the texts the stretch of the stream comes from."""
        return self._origin(start), self._origin(end - 1) + 1

    def by_text(self, found: Sequence[Span]) -> list[list[Span]]:
        """Return spans of all texts by text, as places in each."""
        apart: list[list[Span]] = [[] for _ in self._begins[1:]]
        for start, end in found:
            at = bisect.bisect_right(self._begins, start) - 1
            apart[at].append((start - self._begins[at], end - self._begins[at]))
        return apart


def _joined(found: Iterable[Span]) -> list[Span]:
    """Return the spans with those made one that overlap (in the stream: 总工会 and 工会; in a
    text: ㎡ is two characters of the stream)."""
    kept: list[Span] = []
    for start, end in found:
        if kept and start < kept[-1][1]:
            kept[-1] = (kept[-1][0], max(end, kept[-1][1]))
        else:
            kept.append((start, end))
    return kept


def _closed(text: str, at: int) -> int:
    """Return ``at`` or the next place at which cutting tears no character apart."""
    while at < len(text) and _continues(text, at):
        at += 1
    return at


def _continues(text: str, at: int) -> bool:
    char = text[at]
    if "一" <= char <= "鿿":
        return False
    if "\udc00" <= char <= "\udfff":
        return at > 0 and "\ud800" <= text[at - 1] <= "\udbff"
    return bool(unicodedata.combining(char)) or char in "\ufe0e\ufe0f\u200d"


def _between(text: str, spans: Sequence[Span], start: int, end: int) -> Iterator[Piece]:
    """Yield ``text[start:end]`` as pieces that are never empty."""
    at = start
    for span_start, span_end in spans:
        a, b = max(span_start, at), min(span_end, end)
        if a < b:
            if at < a:
                yield Piece(text[at:a], False)
            yield Piece(text[a:b], True)
            at = b
    if at < end:
        yield Piece(text[at:end], False)


def _window(text: str, spans: Sequence[Span], width: int) -> Span:
    first, last = _richest(text, spans, width)
    slack = max(0, width - (last - first))
    start = _beginning(text, first, slack)
    end = max(last, min(len(text), start + width))
    for span_start, span_end in spans:
        if span_start < start < span_end:
            start = span_end
        if span_start < end < span_end:
            end = span_start
    return start, _ending(text, last, end)


def _ending(text: str, last: int, end: int) -> int:
    """Return where to end: with a clause if one ends near, else not within a number or a Latin
    word; what stands before ``last`` is shown."""
    if end == len(text):
        return end
    for boundary in (_SENTENCE_END, _PIECE_END):
        ends = [match.end() for match in boundary.finditer(text, max(last, end - _LOOSE), end)]
        if ends:
            return ends[-1]
    whole = _unbroken(text, end)
    return _closed(text, whole if whole > last else end)


def _unbroken(text: str, at: int) -> int:
    """Return ``at``, or where the number or Latin word begins that it lies in."""
    begin = at
    while begin > 0 and begin > at - _LOOSE and _is_latin(text[begin - 1 : begin + 1]):
        begin -= 1
    return begin


def _is_latin(pair: str) -> bool:
    return len(pair) == 2 and pair.isascii() and pair.isalnum()


def _richest(text: str, spans: Sequence[Span], width: int) -> Span:
    """Return the first and last place of the finds to show: most different ones, then most
    characters, then earliest. Without finds: the beginning."""
    lead = len(text) - len(text.lstrip())
    best, best_rank, left = (lead, lead), (0, 0), 0
    found = [text[start:end] for start, end in spans]
    terms = [_folded(piece) for piece in found]
    shown: Counter[str] = Counter()
    marked = 0
    for right, (start, end) in enumerate(spans):
        shown[terms[right]] += 1
        marked += end - start
        while left < right and end - spans[left][0] > width:
            shown[terms[left]] -= 1
            if not shown[terms[left]]:
                del shown[terms[left]]
            marked -= spans[left][1] - spans[left][0]
            left += 1
        if (len(shown), marked) > best_rank:
            best, best_rank = (spans[left][0], end), (len(shown), marked)
    return best


_folded = lru_cache(maxsize=4096)(fold)
"""What is found is mostly what was asked for, in one spelling or two."""


def _beginning(text: str, first: int, slack: int) -> int:
    """Return where to begin so that ``first`` is shown: with its sentence, else with a clause,
    else a little before it."""
    low = max(0, first - slack)
    lead = len(text) - len(text.lstrip())
    if low <= lead:
        return min(lead, first)
    for boundary in (_SENTENCE_END, _PIECE_END):
        ends = [match.end() for match in boundary.finditer(text, low, first)]
        if ends:
            return ends[-1]
    return _closed(text, _unbroken(text, max(low, first - slack // 3)))
