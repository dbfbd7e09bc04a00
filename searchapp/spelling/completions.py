"""What the beginning of a word may become."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cached_property

from searchapp.spelling.lexicon import Lexicon
from tokenizers.syllables import in_context, readings

MOST = 20_000
"""Words that are also found by their letters: the commonest, and every term."""
_TERM = 3
"""How much more a term counts than an everyday word of as many documents."""
_UNSEEN_TERM = 5
_LETTERS = re.compile("[a-z]+")
_LAST = "\U0010ffff"


class Completer:
    """Completes the words of one lexicon, the likeliest first."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def complete(self, beginning: str, limit: int) -> list[str]:
        """Return words that begin with ``beginning``, in Chinese or as its letters are typed;
        in a run of Chinese, the longest end of it that is such a beginning."""
        if _LETTERS.fullmatch(beginning):
            return self._by_letters(beginning, limit)
        for start in range(len(beginning)):
            words = self._words_from(beginning[start:])
            if words:
                found = sorted(words, key=self._weight, reverse=True)
                return [beginning[:start] + word for word in found[:limit]]
        return []

    def _words_from(self, beginning: str) -> list[str]:
        words = self._lexicon.words
        first = bisect_left(words, beginning)
        found = words[first : bisect_left(words, beginning + _LAST)]
        return [word for word in found if word != beginning and self._weight(word) > 0]

    def _weight(self, word: str) -> int:
        count = self._lexicon.counts[word]
        return count * _TERM + _UNSEEN_TERM if self._lexicon.is_term(word) else count

    def _by_letters(self, letters: str, limit: int) -> list[str]:
        found: dict[str, None] = {}
        for table in (self._spelled, self._initials):
            first = bisect_left(table, (letters, ""))
            words = [word for _, word in table[first : bisect_left(table, (letters + "{", ""))]]
            found.update(dict.fromkeys(sorted(words, key=self._weight, reverse=True)[:limit]))
        return list(found)[:limit]

    @cached_property
    def _common(self) -> list[str]:
        return sorted(self._lexicon.words, key=self._weight, reverse=True)[:MOST]

    @cached_property
    def _spelled(self) -> list[tuple[str, str]]:
        return sorted(("".join(self._syllables(word)), word) for word in self._common)

    @cached_property
    def _initials(self) -> list[tuple[str, str]]:
        return sorted(
            ("".join(syllable[0] for syllable in self._syllables(word)), word)
            for word in self._common
        )

    def _syllables(self, word: str) -> tuple[str, ...]:
        if self._lexicon.read_otherwise(word):
            return in_context(word)
        return tuple(readings(char)[0] if readings(char) else char for char in word)
