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
from itertools import chain
from pathlib import Path

from tokenizers.char_table import CharTable
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
_GAP, _OTHER = " ", "\n"
"""What stands between runs that are cut at once, and in place of one that is not Han. Of what a
text is cut into, a date begins with the one, such a run, as it stands and as it is read, with the
other: in a dict of nothing but strings all are found quickly."""
_NO_WIDTH = frozenset({"Mn", "Mc", "Me", "Cf"})
_OTHER_RUN = f"[^ {_HAN}{_JOINERS}]+(?:[{_JOINERS}][^ {_HAN}{_JOINERS}]+)*"
_RUNS = re.compile(f"(?P<han>[{_HAN}]+)|{_OTHER_RUN}")
_NOT_HAN = re.compile(f"(?P<run>{_OTHER_RUN})|[{_JOINERS}]+")
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
        self.terms = Terms(segmenter)

    def index_words(self, text: str) -> list[str]:
        """Return the folded words of ``text`` in order, each followed by the words inside it, and
        behind them the terms of its dates.

        總工會2020-10-09 gives 总工会, 工会, 20201009, 2020, 10, 09, and the date in four terms.
        """
        return [*chain.from_iterable(map(self.terms.__getitem__, self.index_units(text)))]

    def index_units(self, text: str) -> list[str]:
        """Return what ``text`` gives its words by, each a key of ``terms``: Han words and other
        runs in order, then dates."""
        visible, read, _ = _visible(text)
        others: list[str] = []

        def apart(found: re.Match[str]) -> str:
            if found["run"] is None:
                return _GAP
            shown = visible[found.start() : found.end()]
            others.append(f"{_OTHER}{shown}{_OTHER}{found.group()}")
            return _OTHER

        units = self._segmenter.cut(_NOT_HAN.sub(apart, read))
        place = -1
        for run in others:
            place = units.index(_OTHER, place + 1)
            units[place] = run
        units += [f"{_GAP}{date.date}" for date in written_dates(text)]
        return units

    def query_words(self, text: str) -> list[QueryWord]:
        """Return the coarse words of ``text`` in order, with their places in it."""
        visible, read, offsets = _visible(text)
        words: list[QueryWord] = []
        for run in _runs(read):
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


class Terms(dict[str, tuple[str, ...]]):
    """What a text is cut into (see ``Analyzer.index_units``) → its terms. Those of Han words are
    learned when first met: the dictionary bounds how many there are."""

    def __init__(self, segmenter: Segmenter) -> None:
        super().__init__({_GAP: ()})
        self._segmenter = segmenter

    def __missing__(self, unit: str) -> tuple[str, ...]:
        if unit[0] == _GAP:
            return date_terms(unit[1:])
        if unit[0] == _OTHER:
            _, shown, read = unit.split(_OTHER)
            return _other_terms(shown, read)
        terms = tuple(map(fold, (unit, *subwords(unit, load_dictionary(), self._segmenter))))
        self[unit] = terms
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


_READS = CharTable(_Reads())


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


def _visible(text: str) -> tuple[str, str, range | list[int]]:
    """Return ``text`` without marks and zero-width characters, the same as it is read for cutting,
    and where each character stood."""
    read = _READS.translate(text)
    if _INVISIBLE not in read:
        return text, read, range(len(text))
    kept = [index for index, char in enumerate(read) if char != _INVISIBLE]
    return "".join(text[index] for index in kept), "".join(read[index] for index in kept), kept


def _runs(read: str) -> Iterator[_Run]:
    for found in _RUNS.finditer(read):
        yield _Run(found.group(), found.start(), found["han"] is not None)


@lru_cache(maxsize=8192)
def _other_terms(original: str, read: str) -> tuple[str, ...]:
    """Return a run as a whole and, where it has several, its parts (iphone15: iphone, 15)."""
    parts = list(_PARTS.finditer(read))
    inner = parts if len(parts) > 1 else ()
    return fold(original), *(fold(original[part.start() : part.end()]) for part in inner)
