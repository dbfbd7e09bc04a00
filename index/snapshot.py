"""One committed state of an index, whole and unchanging, however many segments it has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from index.closeness import Wordings
from index.columns import Columns, joined
from index.lists import Docs, no_docs, places, within, without
from index.postings import Clock, Postings, Stream, narrowed
from index.remembered import Remembered
from index.schema import Kind
from index.scoring import Profile

_KEPT = 27 << 20
"""Bytes of decoded postings a state remembers."""
_KEPT_PROOFS = 9 << 20
"""Bytes of documents proven to hold a string: costlier to find again than a posting."""
_KEPT_FREQUENCIES = 50_000
_LONGEST_GRAM = 2
_MANY = 4096
"""Documents sooner read than all words are looked through for those that hold a string."""
_PROOF = 512
"""Documents whose text is read between two looks at the clock."""
_LONG, _LOOKED_UP = 1 << 16, 8
"""A list longer than that, and so many times longer than what is looked for in it, is looked up
in; any other is read and remembered."""
_WORTH = 64
"""So many postings are read sooner than one more document is proven."""


class Part(Protocol):
    """One segment; its documents are numbered from 0."""

    columns: Columns

    def postings(self, text: str, kind: Kind, term: str) -> Postings:
        """Return the live documents of one term."""
        ...

    def among(self, text: str, kind: Kind, term: str, docs: Docs) -> tuple[Docs, NDArray[Any]]:
        """Return where in ``docs``, live ones, those of one term are, and how often each has it."""
        ...

    def frequency(self, text: str, kind: Kind, term: str) -> int:
        """Return about how many documents ``postings`` would name."""
        ...

    def held(self, text: str, kind: Kind, term: str) -> int:
        """Return how many live documents have ``term``."""
        ...

    def streams(self, text: str, docs: Docs) -> Sequence[Stream]:
        """Return the folded texts of ``docs`` as UTF-16."""
        ...

    def holding(self, text: str, docs: Docs, needle: str) -> Docs:
        """Return those of ``docs`` whose folded text has ``needle`` in it."""
        ...

    def words(self, text: str) -> Iterator[tuple[str, int]]:
        """Yield every word and how many documents have it, deleted ones among them."""
        ...

    def words_with(self, text: str, needle: str) -> list[str]:
        """Return words that hold ``needle``: all that are quickly found."""
        ...


class Snapshot:
    """Segments end to end under one numbering: the ``Texts`` and ``Columns`` of one state.

    ``state`` names the commit, ``stamp`` is the fingerprint of its generation.
    """

    def __init__(
        self,
        state: str,
        stamp: str,
        parts: Sequence[Part],
        profile: Profile,
        before: Snapshot | None = None,
    ) -> None:
        """``before`` is a state of the same index: what it remembers of ``parts`` is not read
        again."""
        self.state = state
        self.stamp = stamp
        self.parts = tuple(parts)
        self.columns = joined([part.columns for part in parts])
        self.ranking = profile, profile.scorer(self.columns)
        sizes = [len(part.columns.live) for part in parts]
        self._bases = np.cumsum([0, *sizes])
        self._starts: list[int] = self._bases[:-1].tolist()
        self._size = int(self._bases[-1])
        self._frequencies: dict[tuple[str, Kind, str], int] = {}
        self._shared = _beginning(self.parts, before.parts if before else ())
        self._read: Remembered = Remembered(_KEPT, before._read if before else None)
        self._proven = Remembered(_KEPT_PROOFS)
        self._reached = Remembered(_KEPT_PROOFS)
        self._held: dict[tuple[str, Kind, str], int] = {}
        self.wordings = Wordings()

    @property
    def documents(self) -> int:
        """The number of live documents."""
        return self.columns.living

    def postings(self, text: str, kind: Kind, term: str) -> Postings:
        """Return the live documents of one term."""
        known = self._read.get((text, kind, term))
        return known or self._read.keep((text, kind, term), self._together(text, kind, term))

    def frequency(self, text: str, kind: Kind, term: str) -> int:
        """Return about how many documents ``postings`` would name."""
        key = text, kind, term
        known = self._frequencies.get(key)
        if known is None:
            if len(self._frequencies) >= _KEPT_FREQUENCIES:
                self._frequencies.clear()
            known = sum([part.frequency(text, kind, term) for part in self.parts])
            self._frequencies[key] = known
        return known

    def words(self, text: str) -> dict[str, int]:
        """Return every word and about how many documents have it."""
        found: dict[str, int] = {}
        for part in self.parts:
            for word, frequency in part.words(text):
                found[word] = found.get(word, 0) + frequency
        return found

    def holding(self, text: str, needle: str, clock: Clock) -> Postings:
        """Return the live documents whose folded ``text`` has ``needle`` in it."""
        key = text, Kind.STREAM, needle
        known = self._proven.get(key)
        return known or self._proven.keep(key, Postings.once(self._prove(text, needle, clock)))

    def held(self, text: str, kind: Kind, term: str) -> int:
        """Return how many live documents have ``term`` in ``text``."""
        key = text, kind, term
        known = self._held.get(key)
        if known is None:
            if len(self._held) >= _KEPT_FREQUENCIES:
                self._held.clear()
            known = self._held[key] = sum([part.held(*key) for part in self.parts])
        return known

    def among(self, text: str, kind: Kind, term: str, docs: Docs) -> Postings:
        """Return those of ``postings`` that are in ``docs``, ascending and live."""
        known = self._read.get((text, kind, term))
        if known is None and self.frequency(text, kind, term) <= max(_LONG, _LOOKED_UP * len(docs)):
            known = self.postings(text, kind, term)
        if known is not None:
            return narrowed(known, docs, self._size)
        found = [
            Postings(docs[own].take(at), counts)
            for part, start, own in self._split(docs)
            for at, counts in (part.among(text, kind, term, docs[own] - start),)
        ]
        return Postings.end_to_end(found)

    def reaching(
        self, text: str, word: str, fraction: float, clock: Clock, among: Docs | None = None
    ) -> tuple[Postings, int]:
        """Return the documents (``among`` some, if given) that have ``word`` as a word, or inside
        others; and how many there are of all."""
        key = text, Kind.WORDS, word
        known = self._reached.get(key)
        if known is None and among is None:
            words, strings = self.postings(*key), self._strings(text, word, clock)
            known = self._reached.keep(key, self._reached_by(strings, words, fraction))
        if known is not None:
            return narrowed(known, among, self._size), known.number
        if among is not None and len(word) <= _LONGEST_GRAM:
            strings = self.among(text, Kind.GRAMS, word, among)
            held = self.held(text, Kind.GRAMS, word)
        else:
            whole = self.holding(text, word, clock)
            strings, held = narrowed(whole, among, self._size), whole.number
        common = self._read.get(key)
        if common is not None and common.spread is not None:
            often = common.spread.take(strings.docs)
            return Postings(strings.docs, np.maximum(often, np.float32(fraction))), held
        words = self.among(text, Kind.WORDS, word, strings.docs)
        return self._reached_by(strings, words, fraction), held

    def _strings(self, text: str, word: str, clock: Clock) -> Postings:
        if len(word) <= _LONGEST_GRAM:
            return self.postings(text, Kind.GRAMS, word)
        return self.holding(text, word, clock)

    def _reached_by(self, strings: Postings, words: Postings, fraction: float) -> Postings:
        """Return ``strings``, each counting as often as among ``words``, else as a ``fraction``."""
        if strings.number == words.number:
            return words
        if strings.spread is not None and words.spread is not None:
            spread = strings.spread * np.float32(fraction)
            return Postings.over_all(np.maximum(spread, words.spread, dtype=np.float32))
        docs = strings.docs
        counts = np.full(len(docs), fraction, np.float32)
        counts[places(docs, words.docs, self._size)] = words.counts
        return Postings(docs, counts)

    def streams(self, text: str, docs: Docs) -> Sequence[Stream]:
        """Return the folded ``text`` of each of ``docs``, ascending, as UTF-16."""
        if len(self.parts) == 1:
            return self.parts[0].streams(text, docs)
        found: list[Stream] = []
        for part, start, own in self._split(docs):
            found += part.streams(text, docs[own] - start)
        return found

    def _split(self, docs: Docs) -> Iterator[tuple[Part, int, slice]]:
        """Yield each segment that some of ``docs`` lie in, its first number, and where they are."""
        bounds = docs.searchsorted(self._bases).tolist()
        for i, part in enumerate(self.parts):
            if bounds[i] < bounds[i + 1]:
                yield part, self._starts[i], slice(bounds[i], bounds[i + 1])

    def _together(self, text: str, kind: Kind, term: str) -> Postings:
        """Return the postings of all segments as one; of segments that were there before, what
        was remembered of them."""
        found, first = list[tuple[Postings, int]](), 0
        known = self._read.inherited((text, kind, term)) if self._shared else None
        if known is not None:
            first = self._shared
            found.append((known.until(int(self._bases[first])), 0))
        for part, start in zip(self.parts[first:], self._starts[first:], strict=True):
            found.append((part.postings(text, kind, term), start))
        return Postings.of_segments(found, self._size)

    def _prove(self, text: str, needle: str, clock: Clock) -> Docs:
        """Every word is a string of its text: of a document with a word that holds ``needle``
        nothing need be read."""
        docs = self._candidates(text, needle, clock)
        left = without(docs, self.postings(text, Kind.WORDS, needle).docs, self._size)
        if len(left) > _MANY:
            for word in {word for part in self.parts for word in part.words_with(text, needle)}:
                clock.check()
                left = without(left, self._together(text, Kind.WORDS, word).docs, self._size)
        false = [no_docs()]
        for start in range(0, len(left), _PROOF):
            clock.check()
            read = left[start : start + _PROOF]
            false.append(without(read, self._holding(text, read, needle), self._size))
        return without(docs, np.concatenate(false), self._size)

    def _candidates(self, text: str, needle: str, clock: Clock) -> Docs:
        """Return the documents having the grams of ``needle``, rarest first, until reading the
        next gram costs more than proving the documents left."""
        grams = {needle[i : i + 2] for i in range(len(needle) - 1)}
        ordered = sorted((self.frequency(text, Kind.GRAMS, gram), gram) for gram in grams)
        docs: Docs = self.postings(text, Kind.GRAMS, ordered[0][1]).docs
        for frequency, gram in ordered[1:]:
            if frequency > _WORTH * len(docs):
                break
            clock.check()
            docs = within(self.postings(text, Kind.GRAMS, gram).docs, docs, self._size)
        return docs

    def _holding(self, text: str, docs: Docs, needle: str) -> Docs:
        found = [no_docs()]
        for part, start, own in self._split(docs):
            found.append(part.holding(text, docs[own] - start, needle) + start)
        return np.concatenate(found)


def _beginning(parts: Sequence[Part], before: Sequence[Part]) -> int:
    """Return how many of ``parts`` are those of ``before``, from the first on."""
    same = [one is other for one, other in zip(parts, before, strict=False)]
    return same.index(False) if False in same else len(same)
