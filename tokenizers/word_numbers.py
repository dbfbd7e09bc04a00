"""Texts as the numbers of their words: for many texts at once, half the work of their words."""

from __future__ import annotations

from array import array

from tokenizers.analyzer import Analyzer, Terms


class WordNumbers:
    """Numbers the words of one text after another. For one thread.

    ``words`` are the words by their numbers; they become more with every text.
    """

    def __init__(self, analyzer: Analyzer) -> None:
        self._analyzer = analyzer
        self._packed = _Packed(analyzer.terms)
        self.words = self._packed.words

    def of(self, text: str) -> bytes:
        """Return what ``Analyzer.index_words`` gives, as numbers of four bytes (native)."""
        return b"".join(map(self._packed.__getitem__, self._analyzer.index_units(text)))


class _Packed(dict[str, bytes]):
    """What a text is cut into → the numbers of its terms; those of Han words are kept."""

    def __init__(self, terms: Terms) -> None:
        super().__init__()
        self.words: list[str] = []
        self._numbers: dict[str, int] = {}
        self._terms = terms

    def __missing__(self, unit: str) -> bytes:
        terms = self._terms[unit]
        numbers = self._numbers
        for term in terms:
            if term not in numbers:
                numbers[term] = len(self.words)
                self.words.append(term)
        packed = array("I", map(numbers.__getitem__, terms)).tobytes()
        if unit in self._terms:
            self[unit] = packed
        return packed
