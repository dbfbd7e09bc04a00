"""The words a typist may have meant: those of the collection, and the dictionary's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from operator import mul
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tokenizers.dictionary import Dictionary
from tokenizers.syllables import in_context, near, readings

LONGEST = 10
"""Characters of the longest word that is kept."""
_LONG_TERM = 20
"""A term of the dictionary may be longer."""
_WORD = re.compile(f"[\u4e00-\u9fff]{{2,{LONGEST}}}")
_READ_IN_CONTEXT = 20
"""Documents a word must be in before its polyphones are looked at as that word reads them."""
_POLYPHONES = frozenset("重行长乐调传弹还都降参朝曾区盛厦泊差种率间单藏解仇省率便车和奇给供")
_FACTORS = np.random.default_rng(4021).integers(1, 2**63, _LONG_TERM + 1, dtype=np.uint64) | 1
_ALL_BITS = 2**64 - 1
Numbers = NDArray[Any]


class Lexicon:
    """Words with how many documents have them, found by spelling, by sound, and by what is left
    when one character is left out. Never changes; threads may share it.

    Only hashes are kept beside the words, some thirty bytes a word.
    """

    def __init__(self, counts: Mapping[str, int], dictionary: Dictionary, documents: int) -> None:
        least = 1 if documents < 1000 else 2
        kept = {w: n for w, n in counts.items() if n >= least and _WORD.fullmatch(w)}
        for word in (*dictionary.terms, *dictionary.places):
            if 2 <= len(word) <= _LONG_TERM:
                kept.setdefault(word, counts.get(word, 0))
        self.words = sorted(kept)
        self.counts = kept
        self.documents = documents
        self._terms = dictionary.terms
        self._places = dictionary.places | dictionary.weak.keys()
        self._codes: dict[str, int] = {}
        self._by_sound = _Hashed(self._sounds())
        self._by_rest = _Hashed(self._rests())

    def __contains__(self, word: str) -> bool:
        return word in self.counts

    def is_term(self, word: str) -> bool:
        """Say whether ``word`` is one of union work."""
        return word in self._terms

    def in_term(self, text: str) -> bool:
        """Say whether ``text`` is much of a term: 劳动奖章 of 五一劳动奖章."""
        return len(text) > 3 and any(text in term for term in self._terms)

    def is_place(self, word: str) -> bool:
        """Say whether ``word`` is the name of a place."""
        return word in self._places

    def sounding(self, syllables: Sequence[str]) -> list[str]:
        """Return the words read as ``syllables``, those not told apart by many among them."""
        codes = [self._codes.get(near(each), 0) for each in syllables]
        if not all(codes):
            return []
        return self._named(self._by_sound.find(_hash(codes)))

    def longer_by_one(self, text: str) -> list[str]:
        """Return the words that are ``text`` when one of their inner characters is left out."""
        found = self._named(self._by_rest.find(_hash([ord(char) for char in text])))
        return [word for word in found if len(word) == len(text) + 1]

    def _named(self, places: Iterable[int]) -> list[str]:
        return list(dict.fromkeys(self.words[place] for place in places))

    @cached_property
    def by_length(self) -> dict[int, tuple[Numbers, Numbers]]:
        """The words of each length: their numbers, and their characters as a matrix."""
        lengths = np.array([len(word) for word in self.words], np.int64)
        found = {}
        for length in range(2, _LONG_TERM + 1):
            numbers = np.flatnonzero(lengths == length)
            text = "".join(self.words[number] for number in numbers.tolist())
            chars = np.frombuffer(text.encode("utf-32-le"), np.uint32).reshape(-1, length)
            found[length] = numbers, chars
        return found

    def _sounds(self) -> Iterator[tuple[Numbers, Numbers]]:
        """Yield words and hashes of how they sound: character by character, and where that may
        be wrong, as the whole word is read."""
        table = np.zeros(0x10000, np.uint64)
        for char in {char for word in self.words for char in word if char < "\U00010000"}:
            table[ord(char)] = self._code(readings(char)[:1])
        for length, (numbers, chars) in self.by_length.items():
            codes = table[np.minimum(chars, 0xFFFF)]
            yield numbers, (codes * _FACTORS[:length]).sum(axis=1, dtype=np.uint64)
        others = [i for i, word in enumerate(self.words) if self.read_otherwise(word)]
        hashes = [_hash([self._code((s,)) for s in in_context(self.words[i])]) for i in others]
        yield np.array(others, np.int64), np.array(hashes, np.uint64)

    def read_otherwise(self, word: str) -> bool:
        """Say whether the usual readings of its characters may not be those of ``word``."""
        if _POLYPHONES.isdisjoint(word):
            return False
        known = word in self._terms or word in self._places
        return known or self.counts[word] >= _READ_IN_CONTEXT

    def _code(self, syllables: tuple[str, ...]) -> int:
        if not syllables:
            return 0
        return self._codes.setdefault(near(syllables[0]), len(self._codes) + 1)

    def _rests(self) -> Iterator[tuple[Numbers, Numbers]]:
        for length, (numbers, chars) in self.by_length.items():
            for inner in range(1, length - 1) if length > 3 else ():
                rest = np.delete(chars, inner, axis=1).astype(np.uint64)
                yield numbers, (rest * _FACTORS[: length - 1]).sum(axis=1, dtype=np.uint64)


class _Hashed:
    """Word numbers by a hash."""

    def __init__(self, pairs: Iterable[tuple[Numbers, Numbers]]) -> None:
        found = list(pairs)
        hashes = np.concatenate([hashes for _, hashes in found])
        order = np.argsort(hashes, kind="stable")
        self._hashes = hashes[order]
        self._numbers = np.concatenate([numbers for numbers, _ in found])[order].astype(np.int32)

    def find(self, hashed: int) -> list[int]:
        sought = np.uint64(hashed)
        start = int(self._hashes.searchsorted(sought))
        end = int(self._hashes.searchsorted(sought, "right"))
        numbers: list[int] = self._numbers[start:end].tolist()
        return numbers


def _hash(codes: Sequence[int]) -> int:
    if len(codes) > len(_FACTORS):
        return 0
    factors: list[int] = _FACTORS[: len(codes)].tolist()
    total: int = sum(map(mul, codes, factors))
    return total & _ALL_BITS
