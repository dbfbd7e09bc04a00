"""Han text → words. The only file that knows jieba.

Two engines cut alike: jieba, the reference, and rjieba, the same algorithm in Rust, ten times as
fast. Both run without the hidden Markov model (it invents words by context) and with the same
private dictionary; a test holds them to the same answer.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable
from functools import cached_property
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from threading import RLock
from typing import Any, Protocol

from tokenizers.dictionary import Dictionary, load_dictionary

PROVEN_RJIEBA = frozenset({"0.2.2"})
"""The versions whose cuts were compared with jieba's."""
# jieba knows no other Han characters, rjieba does: each stands alone for both.
_KNOWN_RUNS = re.compile("[ \n\u4e00-\u9fd5]+|.", re.DOTALL)


class Segmenter(Protocol):
    """Cuts runs of Simplified Han characters. Safe to share between threads."""

    def cut(self, runs: str) -> list[str]:
        """Return the words of ``runs`` in order; joined they are ``runs``.

        A space or a line end between two runs is a word of its own: a text cut at once takes
        half the time of its runs one by one.
        """
        ...

    def frequency(self, word: str) -> int:
        """Return how common ``word`` is; 0 if the dictionary does not have it."""
        ...


def open_segmenter(cache: Path) -> Segmenter:
    """Return the fastest segmenter that is installed and proven; nothing is loaded yet."""
    try:
        if version("rjieba") in PROVEN_RJIEBA:
            return RjiebaSegmenter()
    except PackageNotFoundError:
        pass
    return JiebaSegmenter(cache)


class JiebaSegmenter:
    """jieba with a tokenizer of its own; the dictionary is loaded at the first cut.

    jieba keeps its parsed dictionary in a file that it trusts blindly, so the file lies in a
    folder of ours, closed to others, and never in the shared temporary one.
    """

    def __init__(self, cache: Path) -> None:
        self._folder = cache / "jieba"
        self._lock = RLock()
        self._loaded: Any = None

    def cut(self, runs: str) -> list[str]:
        """Return the words of ``runs`` in order."""
        tokenizer = self._tokenizer()
        return _cut_known(runs, lambda known: tokenizer.lcut(known, HMM=False))

    def frequency(self, word: str) -> int:
        """Return how common ``word`` is; 0 if the dictionary does not have it."""
        frequencies: dict[str, int] = self._tokenizer().FREQ
        return frequencies.get(word, 0)

    def _tokenizer(self) -> Any:
        if self._loaded is None:
            with self._lock:
                if self._loaded is None:
                    self._loaded = self._load()
        return self._loaded

    def _load(self) -> Any:
        import jieba

        jieba.default_logger.removeHandler(jieba.log_console)
        jieba.default_logger.setLevel(logging.ERROR)
        tokenizer = jieba.Tokenizer()
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._folder.chmod(0o700)
        tokenizer.tmp_dir = str(self._folder)
        tokenizer.cache_file = self._cache_name(jieba.__version__)
        tokenizer.initialize()
        frequencies = tokenizer.FREQ
        # Not add_word: it counts a changed word twice, and deletes for the whole process.
        for word, frequency in _changes(load_dictionary(), frequencies.get):
            frequencies[word] = frequency
            for end in range(1, len(word)):
                frequencies.setdefault(word[:end], 0)
        # jieba's own sum counts B超, which stands twice in its file, twice; rjieba's does not.
        # Where two cuts are equally likely, that difference would tip the scales.
        tokenizer.total = sum(frequencies.values())
        return tokenizer

    def _cache_name(self, jieba_version: str) -> str:
        """Return the file's name: what it holds is jieba's packaged dictionary, before ours."""
        return f"dictionary-{jieba_version}.cache"


class RjiebaSegmenter:
    """rjieba, which carries its dictionary inside; ours is added at the first cut."""

    def __init__(self) -> None:
        self._lock = RLock()
        self._loaded: Any = None

    def cut(self, runs: str) -> list[str]:
        """Return the words of ``runs`` in order."""
        tokenizer = self._tokenizer()
        return _cut_known(runs, lambda known: tokenizer.cut(known, hmm=False))

    def frequency(self, word: str) -> int:
        """Return how common ``word`` is; 0 if the dictionary does not have it."""
        return self._frequencies.get(word, 0)

    @cached_property
    def _frequencies(self) -> dict[str, int]:
        """What rjieba knows and does not tell: the same table, read when first asked for."""
        from jieba import get_module_res

        with get_module_res("dict.txt") as table:
            words = table.read().decode().split()  # word, frequency, part of speech; again
        frequencies = dict(zip(words[::3], map(int, words[1::3]), strict=True))
        frequencies.update(_changes(load_dictionary(), frequencies.get))
        return frequencies

    def _tokenizer(self) -> Any:
        if self._loaded is None:
            with self._lock:
                if self._loaded is None:
                    self._loaded = self._load()
        return self._loaded

    def _load(self) -> Any:
        import rjieba

        tokenizer = rjieba.Jieba()
        for word, frequency in _changes(load_dictionary(), tokenizer.has_word):
            tokenizer.add_word(word, frequency, "")
        return tokenizer


def _changes(dictionary: Dictionary, knows: Callable[[str], object]) -> Iterable[tuple[str, int]]:
    """Yield every word whose frequency is ours, deleted ones with 0."""
    yield from dictionary.words.items()
    for word, frequency in dictionary.weak.items():
        if not knows(word):
            yield word, frequency
    for word in sorted(dictionary.deleted):
        yield word, 0


def _cut_known(runs: str, cut: Callable[[str], list[str]]) -> list[str]:
    if _KNOWN_RUNS.fullmatch(runs):
        return cut(runs)
    words: list[str] = []
    for known in _KNOWN_RUNS.findall(runs):
        if len(known) == 1:
            words.append(known)
        else:
            words += cut(known)
    return words
