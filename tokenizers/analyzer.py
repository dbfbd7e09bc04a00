"""Text → words: what ranking and plain queries go by.

A document gives every word and the words inside it; a query gives the coarse words alone, so that
each of them meets its like. There are no stop words, and one character may be a word. What the
words miss, the exact grams find: nothing here decides whether a page is found at all.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from tokenizers.dictionary import load_dictionary
from tokenizers.fingerprint import fingerprint
from tokenizers.folding import fold
from tokenizers.segmenter import Segmenter, open_segmenter
from tokenizers.subwords import subwords
from tokenizers.variants import read_as
from tokenizers.written_dates import date_terms, written_dates

_HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U000323af"
_JOINERS = "./_:@-"  # the last one last: they stand in character classes
_INVISIBLE = "\0"
_NO_WIDTH = frozenset({"Mn", "Mc", "Me", "Cf"})
_RUNS = re.compile(
    f"(?P<han>[{_HAN}]+)|[^ {_HAN}{_JOINERS}]+(?:[{_JOINERS}][^ {_HAN}{_JOINERS}]+)*"
)
_PARTS = re.compile(rf"\d+|[^\d{_JOINERS}]+")
_IS_HAN = re.compile(f"[{_HAN}]")


@dataclass(frozen=True, slots=True)
class QueryWord:
    """A coarse word of a query: its folded term and where it stands in the given text."""

    term: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Run:
    """A stretch of one kind: ``text`` as the segmenter reads it, at ``start`` of the visible."""

    text: str
    start: int
    is_han: bool


class Analyzer:
    """Turns texts and queries into words. Safe to share between threads."""

    def __init__(self, segmenter: Segmenter) -> None:
        self.fingerprint = fingerprint()
        self._segmenter = segmenter
        self._terms: dict[str, tuple[str, ...]] = {}

    def index_words(self, text: str) -> list[str]:
        """Return the folded words of ``text`` in order, each followed by the words inside it, and
        behind them the terms of its dates.

        總工會2020-10-09 gives 总工会, 工会, 20201009, 2020, 10, 09, and the date in four terms.
        """
        visible, _ = _visible(text)
        terms: list[str] = []
        known = self._terms
        cut, learn = self._segmenter.cut, self._learn
        for found in _RUNS.finditer(visible.translate(_READS)):
            if han := found["han"]:
                for word in cut(han):
                    terms += known.get(word) or learn(word)
            else:
                terms += _latin_terms(visible[found.start() : found.end()], found.group())
        for date in written_dates(text):
            terms += date_terms(date.date)
        return terms

    def query_words(self, text: str) -> list[QueryWord]:
        """Return the coarse words of ``text`` in order, with their places in it."""
        visible, offsets = _visible(text)
        words: list[QueryWord] = []
        for run in _runs(visible):
            start = run.start
            for word in self._segmenter.cut(run.text) if run.is_han else [run.text]:
                end = start + len(word)
                term = fold(visible[start:end])
                words.append(QueryWord(term, offsets[start], offsets[end - 1] + 1))
                start = end
        return words

    def is_word(self, text: str, start: int, end: int) -> bool:
        """Return whether ``text[start:end]`` is a word ``text`` is cut into, or one inside it."""
        for word in self.query_words(text):
            if word.start <= start and end <= word.end:
                return fold(text[start:end]) in self.index_words(text[word.start : word.end])
        return False

    def _learn(self, word: str) -> tuple[str, ...]:
        """Return and keep the terms of a Han word; the dictionary bounds how many there are."""
        terms = tuple(map(fold, (word, *subwords(word, load_dictionary(), self._segmenter))))
        self._terms[word] = terms
        return terms


@lru_cache(maxsize=2)
def open_analyzer(cache: Path) -> Analyzer:
    """Return the analyzer with the best segmenter there is; its files, if any, go to ``cache``.

    A dictionary takes 100 MB: everyone who asks for the same ``cache`` shares one.
    """
    return Analyzer(open_segmenter(cache))


class _Reads(dict[int, str]):
    """Code point → the one character that stands for it while cutting."""

    def __missing__(self, code: int) -> str:
        char = _read_char(chr(code))
        if char != " " or code < 0x10000:
            self[code] = char
        return char


_READS = _Reads()


def _read_char(char: str) -> str:
    folded = fold(char)
    if not folded:
        if (plain := unicodedata.normalize("NFKC", char)) in set(_JOINERS):
            return plain
        return _INVISIBLE if unicodedata.category(char) in _NO_WIDTH else " "
    if len(folded) > 1:
        return "x" if _IS_HAN.match(folded) else folded[0]
    han = read_as(unicodedata.normalize("NFKC", char))
    return han if _IS_HAN.fullmatch(han) else folded


def _visible(text: str) -> tuple[str, range | list[int]]:
    """Return ``text`` without marks and zero-width characters, and where each character stood."""
    if _INVISIBLE not in text.translate(_READS):
        return text, range(len(text))
    kept = [index for index, char in enumerate(text) if _READS[ord(char)] != _INVISIBLE]
    return "".join(text[index] for index in kept), kept


def _runs(visible: str) -> Iterator[_Run]:
    for found in _RUNS.finditer(visible.translate(_READS)):
        yield _Run(found.group(), found.start(), found["han"] is not None)


def _latin_terms(original: str, read: str) -> Iterator[str]:
    """Yield a run as a whole and, where it has several, its parts (iphone15: iphone, 15)."""
    yield fold(original)
    parts = list(_PARTS.finditer(read))
    if len(parts) > 1:
        for part in parts:
            yield fold(original[part.start() : part.end()])
