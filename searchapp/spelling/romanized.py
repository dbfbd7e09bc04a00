"""Letters typed with the input method off: zonggonghui, zgh, 劳动mofan."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import islice, product

from rapidfuzz.distance import OSA

from searchapp.spelling.lexicon import LONGEST, Lexicon
from tokenizers.syllables import in_context, readings, spelled

MAX_LETTERS = 40
"""Letters and characters that are read as one thing typed."""
_TYPED = re.compile("[a-z\u4e00-\u9fff]+")
_LETTERS = re.compile("[a-z]")
_PARTS = re.compile("[a-z]+|[\u4e00-\u9fff]")
_SPELLINGS = 16
"""Ways to cut letters into syllables that are tried."""
_WORTH = 20.0
"""Documents a term is worth before any is counted."""
_SINGLE = 6.0
"""How much worse, in nats, a character typed in Chinese is that no word includes."""
_SEEN = 2
_SELDOM = 5_000
"""A word that is no term must be in two documents, and in one of so many."""
_PART = 4
"""Initials that may be the end of a longer term: ldjz is 五一劳动奖章."""
_TYPO = 7
"""Letters from which on one may be missing, wrong, doubled or swapped."""


class Romanizer:
    """Reads letters as the words of one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._least = max(_SEEN, lexicon.documents // _SELDOM)

    def prepare(self) -> None:
        """Work out now what terms and places are typed as, which takes half a second."""
        self._nearly("a" * _TYPO)
        self._by_initials("a")

    def read(self, text: str) -> str | None:
        """Return what ``text`` says in Chinese, None if it says nothing or has no letters.

        Blanks part words, or the syllables of one word; apostrophes do not matter. Capitals are
        no pinyin: GDP.
        """
        parts = re.sub("['’]+", "", text.replace("ü", "v")).split()
        words = [self._one(part) if _LETTERS.search(part) else part for part in parts]
        if len(words) > 1 and all(words):
            said = " ".join(word for word in words if word)
            return said if words != parts else None
        return self._one("".join(parts))

    def _one(self, typed: str) -> str | None:
        if not _TYPED.fullmatch(typed) or len(typed) > MAX_LETTERS or not _LETTERS.search(typed):
            return None
        best = max(islice(self._readings(typed), _SPELLINGS), default=None)
        if best is not None:
            return best[1]
        if any(True for part in re.findall("[a-z]+", typed) for _ in spelled(part)):
            return self._by_initials(typed)
        return self._by_initials(typed) or self._nearly(typed)

    def _readings(self, typed: str) -> Iterator[tuple[float, str]]:
        """Yield texts and how likely each is, one for each way to cut the letters."""
        parts = _PARTS.findall(typed)
        ways = [list(islice(spelled(p), _SPELLINGS)) if p.isascii() else [(p,)] for p in parts]
        for chosen in product(*ways):
            found = self._likeliest([item for part in chosen for item in part])
            if found:
                yield found

    def _likeliest(self, items: Sequence[str]) -> tuple[float, str] | None:
        """Return the likeliest words whose syllables, and characters, are ``items``."""
        best: list[tuple[float, str] | None] = [(0.0, ""), *([None] * len(items))]
        for end in range(1, len(items) + 1):
            for start in range(max(0, end - LONGEST), end):
                before = best[start]
                if before is None:
                    continue
                for score, word in self._words(items[start:end]):
                    whole = before[0] + score, before[1] + word
                    if best[end] is None or whole > best[end]:  # type: ignore[operator]
                        best[end] = whole
        return best[-1]

    def _words(self, items: Sequence[str]) -> Iterator[tuple[float, str]]:
        if len(items) == 1:
            if not items[0].isascii():
                yield -math.log(self._lexicon.documents + 1) - _SINGLE, items[0]
            return
        sounds = [item if item.isascii() else readings(item)[0] for item in items if _known(item)]
        if len(sounds) < len(items):
            return
        for word in self._lexicon.sounding(sounds):
            if self._weighty(word) and all(
                _says(char, item) for char, item in zip(word, items, strict=True)
            ):
                yield self.weight(word) - math.log(self._lexicon.documents + 1), word

    def weight(self, word: str) -> float:
        """Return how common ``word`` is, as a logarithm."""
        term = _WORTH if self._lexicon.is_term(word) else 0.0
        return math.log(self._lexicon.counts[word] + term + 0.5)

    def _nearly(self, typed: str) -> str | None:
        """Return the term or place that differs from ``typed`` in one letter."""
        if not typed.isascii() or len(typed) < _TYPO:
            return None
        close = [
            word
            for letters, word in self.spellings
            if self._weighty(word)
            and abs(len(letters) - len(typed)) < 2
            and OSA.distance(letters, typed, score_cutoff=1) == 1
        ]
        return max(close, key=self.weight, default=None)

    def _by_initials(self, typed: str) -> str | None:
        found = [word for word in self.initials.get(typed, ()) if self._lexicon.is_term(word)]
        if not found and len(typed) >= _PART:
            longer = (words for letters, words in self.initials.items() if letters.endswith(typed))
            found = [word for words in longer for word in words if self._lexicon.is_term(word)]
        return max(found, key=lambda word: (self.weight(word), -len(word)), default=None)

    def _weighty(self, word: str) -> bool:
        return self._lexicon.is_term(word) or self._lexicon.counts[word] >= self._least

    @cached_property
    def spellings(self) -> list[tuple[str, str]]:
        """Terms and places by their letters, in order."""
        named = (w for w in self._lexicon.words if self._is_named(w))
        return sorted(("".join(in_context(word)), word) for word in named)

    @cached_property
    def initials(self) -> dict[str, list[str]]:
        """Terms and places by the first letters of their characters."""
        found: dict[str, list[str]] = {}
        for word in filter(self._is_named, self._lexicon.words):
            letters = "".join(syllable[0] for syllable in in_context(word))
            found.setdefault(letters, []).append(word)
        return found

    def _is_named(self, word: str) -> bool:
        return self._lexicon.is_term(word) or self._lexicon.is_place(word)


def _known(item: str) -> bool:
    return item.isascii() or bool(readings(item))


def _says(char: str, item: str) -> bool:
    if not item.isascii():
        return char == item
    return item in readings(char) or item.replace("v", "u") in readings(char)
