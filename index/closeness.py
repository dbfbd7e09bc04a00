"""How closely the first matches keep to the wording of a query, read off their texts.

Words alone rank well; characters, pairs of characters and neighbouring words, counted exactly,
rank better, and which documents come first is settled among the first fifty: so the texts of
these few are read, and nothing more is stored. Every part only adds, hence who was not looked at
stays behind.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import exp
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.columns import Columns
from index.lists import Docs, Scores
from index.postings import Texts
from index.query import Phrase, Words
from index.schema import Kind
from index.scoring import Nearness, Scorer
from tokenizers.analyzer import Analyzer
from tokenizers.folding import fold

_TEXTS = ("title", "body")


class Needle(NamedTuple):
    """A string to count in one text, and what it would count at most."""

    string: str
    text: str
    worth: float


class Lead(NamedTuple):
    """A pair of characters that counts by where it first stands in a body without a title."""

    string: str
    worth: float


class Part(NamedTuple):
    """One thing that brought a document closer: the string, the text it stands in (``lead``: the
    beginning of a body), how often it stands there, what it would count at most, what it counts."""

    string: str
    text: str
    often: int
    worth: float
    score: float


class Streams:
    """Folded texts end to end, as UTF-16: a string is counted in all of them at once."""

    def __init__(self, streams: list[bytes]) -> None:
        self._number = len(streams)
        # A sign no folded text has stands behind each: nothing is found across two of them.
        self._units = np.frombuffer(b"\0\0".join([*streams, b""]), np.uint16)
        self._ends = np.flatnonzero(self._units == 0)
        self._first: dict[int, Docs] = {}

    def counts(self, string: str) -> Docs:
        """Return how often ``string`` begins in each text."""
        first, *others = units(string)
        at = self._first.get(first)
        if at is None:
            at = self._first[first] = np.flatnonzero(self._units == first)
        for step, unit in enumerate(others, start=1):
            at = at[self._units[at + step] == unit]
        return np.bincount(self._ends.searchsorted(at), minlength=self._number)


def units(string: str) -> list[int]:
    """Return the numbers of ``string`` in UTF-16, one for nearly every character.

    >>> units("a𠮷")
    [97, 55362, 57271]
    """
    encoded: list[int] = np.frombuffer(string.encode("utf-16-le"), np.uint16).tolist()
    return encoded


class Source(NamedTuple):
    """Where closeness looks things up."""

    texts: Texts
    columns: Columns
    scorer: Scorer
    analyzer: Analyzer


class Closeness:
    """What a query's wording counts in documents of one state of an index."""

    def __init__(self, asked: Sequence[Words | Phrase], nearness: Nearness, source: Source) -> None:
        self._nearness = nearness
        self._source = source
        distinct = {n[:2]: n for node in asked for n in self._needles(node)}
        self._counted = {text: [n for n in distinct.values() if n.text == text] for text in _TEXTS}
        self._leads = list(
            {lead.string: lead for node in asked for lead in self._lead_pairs(node)}.values()
        )

    def of(self, docs: Docs) -> Scores:
        """Return what the wording counts in each of ``docs``; never below 0."""
        total = np.zeros(len(docs))
        for text, needles in self._counted.items():
            if needles:
                total += self._counts(text, needles, docs)[1].sum(axis=0)
        for at, shares in self._shares(docs):
            total[at] += shares.sum()
        return total.astype(np.float32)

    def parts(self, doc: int) -> list[Part]:
        """Return what of the wording one document has."""
        docs = np.array([doc], np.intp)
        found = []
        for text, needles in self._counted.items():
            if needles:
                counts, scores = self._counts(text, needles, docs)
                rows = zip(needles, counts[:, 0].tolist(), scores[:, 0].tolist(), strict=True)
                found += [Part(n.string, text, int(c), n.worth, s) for n, c, s in rows if c]
        for _, shares in self._shares(docs):
            rows_ = zip(self._leads, shares.tolist(), strict=True)
            found += [Part(lead.string, "lead", 1, lead.worth, s) for lead, s in rows_ if s]
        return found

    def _counts(
        self, text: str, needles: list[Needle], docs: Docs
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return how often each needle stands in each document, and what that counts."""
        streams = Streams(self._source.texts.streams(text, docs))
        counts = np.array([streams.counts(needle.string) for needle in needles], np.float64)
        below = counts + self._source.scorer.norms(text)[docs]
        worth = np.array([needle.worth for needle in needles])
        return counts, counts * worth[:, np.newaxis] / below

    def _shares(self, docs: Docs) -> Iterator[tuple[int, NDArray[np.float64]]]:
        """Yield the places in ``docs`` of those without a title, and what each leading pair counts
        there."""
        untitled = np.flatnonzero(self._source.columns.lengths["title"][docs] == 0)
        if not len(untitled) or not self._leads:
            return
        length, fade = self._nearness.lead_length, self._nearness.lead_fade
        for at, stream in zip(
            untitled.tolist(), self._source.texts.streams("body", docs[untitled]), strict=True
        ):
            head = stream[: 2 * length].decode("utf-16-le", errors="ignore")
            places = [head.find(lead.string) for lead in self._leads]
            yield (
                at,
                np.array(
                    [
                        lead.worth * exp(-place / fade) if place >= 0 else 0.0
                        for lead, place in zip(self._leads, places, strict=True)
                    ]
                ),
            )

    def _needles(self, node: Words | Phrase) -> Iterator[Needle]:
        stream = fold(node.text)
        words = [word.term for word in self._source.analyzer.query_words(node.text)]
        near = self._nearness
        for text in (text for text in _TEXTS if text in node.fields):
            yield from self._grams(dict.fromkeys(stream), text, near.characters[text])
            yield from self._grams(_pairs(stream), text, near.pairs[text])
            if weight := near.neighbours[text]:
                for one, other in pairwise(words):
                    rarity = (self._rarity(one, text) + self._rarity(other, text)) / 2
                    yield self._needle(one + other, text, weight * rarity)

    def _grams(self, grams: dict[str, None], text: str, weight: float) -> Iterator[Needle]:
        if weight:
            held, rarity = self._source.texts.held, self._source.scorer.rarity
            for gram in grams:
                if count := held(text, Kind.GRAMS, gram):
                    yield self._needle(gram, text, weight * rarity(count))

    def _needle(self, string: str, text: str, rarity: float) -> Needle:
        return Needle(string, text, rarity * (self._source.scorer.k1 + 1))

    def _rarity(self, word: str, text: str) -> float:
        return self._source.scorer.rarity(self._source.texts.held(text, Kind.WORDS, word))

    def _lead_pairs(self, node: Words | Phrase) -> Iterator[Lead]:
        if "body" in node.fields and self._nearness.lead:
            for pair in _pairs(fold(node.text)):
                if held := self._source.texts.held("body", Kind.GRAMS, pair):
                    rarity = self._source.scorer.rarity(held)
                    yield Lead(pair, self._nearness.lead * rarity)


def _pairs(stream: str) -> dict[str, None]:
    return dict.fromkeys(stream[at : at + 2] for at in range(len(stream) - 1))
