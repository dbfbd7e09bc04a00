"""One word or one string → its postings in each text, and how many documents have it there."""

from __future__ import annotations

from index.lists import Docs
from index.postings import Clock, Postings, Texts, narrowed
from index.schema import Kind
from index.scoring import Found


class Lookup:
    """Looks words and strings up in one state of an index, until the clock runs out."""

    def __init__(self, texts: Texts, fraction: float | None, clock: Clock, size: int) -> None:
        """``fraction`` is what a word counts that stands inside others; None if it is not found
        there."""
        self._texts = texts
        self._fraction = fraction
        self._clock = clock
        self._size = size

    def word(self, term: str, fields: tuple[str, ...], among: Docs | None) -> Found:
        """Return what has ``term`` as a word or inside others, as the profile says."""
        if self._fraction is None:
            return self.term(term, fields, among)
        return [(text, *self.reaching(text, term, self._fraction, among)) for text in fields]

    def term(self, term: str, fields: tuple[str, ...], among: Docs | None) -> Found:
        """Return what has ``term`` as a word."""
        self._clock.check()
        if among is None:
            found = [(text, self._texts.postings(text, Kind.WORDS, term)) for text in fields]
            return [(text, postings, postings.number) for text, postings in found]
        return [
            (
                text,
                self._texts.among(text, Kind.WORDS, term, among),
                self._texts.held(text, Kind.WORDS, term),
            )
            for text in fields
        ]

    def string(self, needle: str, fields: tuple[str, ...], among: Docs | None) -> Found:
        """Return what has ``needle`` in a text; nothing has a string without characters."""
        whole = [(text, self.holding(text, needle)) for text in fields if needle]
        return [
            (text, narrowed(postings, among, self._size), postings.number)
            for text, postings in whole
        ]

    def reaching(
        self, text: str, term: str, fraction: float, among: Docs | None = None
    ) -> tuple[Postings, int]:
        """Return what has ``term`` as a word of ``text``, or inside others, and how many have."""
        self._clock.check()
        return self._texts.reaching(text, term, fraction, self._clock, among)

    def holding(self, text: str, needle: str) -> Postings:
        """Return what has ``needle`` in ``text``."""
        self._clock.check()
        if len(needle) <= 2:
            return self._texts.postings(text, Kind.GRAMS, needle)
        return self._texts.holding(text, needle, self._clock)
