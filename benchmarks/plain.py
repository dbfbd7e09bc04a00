"""Our engine under the profile peers can be compared by: words alone match, BM25 alone ranks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

from benchmarks.corpus import TEXTS, Item
from index.answer import answer
from index.codec import Codec
from index.document import Document
from index.matching import Matcher, Matches
from index.postings import Clock
from index.query import Phrase, Query, Words
from index.result import Result
from index.scoring import PlainScorer
from index.whoosh_engine import WhooshEngine
from tokenizers.analyzer import Analyzer, QueryWord
from tokenizers.folding import fold


class KnownWords(Analyzer):
    """Cuts nothing on the clock: documents come with their words, and queries are cut once."""

    def __init__(self, analyzer: Analyzer) -> None:
        self.fingerprint = analyzer.fingerprint
        self._analyzer = analyzer
        self._given: dict[str, list[str]] = {}
        self._known: dict[str, list[QueryWord]] = {}

    def one_by_one(self, items: Iterable[Item]) -> Iterator[Document]:
        """Yield the documents of ``items``, knowing the words of each while it is in hand."""
        for item in items:
            self._given = _words_by_text(item)
            yield item.document

    def all_at_once(self, items: Iterable[Item]) -> list[Document]:
        """Return the documents of ``items``, knowing the words of all."""
        held = list(items)
        self._given = {text: words for item in held for text, words in _words_by_text(item).items()}
        return [item.document for item in held]

    def index_words(self, text: str) -> list[str]:
        """Return the words given with ``text``."""
        return self._given[text] if text else []

    def query_words(self, text: str) -> list[QueryWord]:
        """Return the words of ``text``, cut the first time only."""
        if text not in self._known:
            self._known[text] = self._analyzer.query_words(text)
        return self._known[text]


def _words_by_text(item: Item) -> dict[str, list[str]]:
    return {getattr(item.document, text): item.words[text] for text in TEXTS}


class PlainMatcher(Matcher):
    """Matches words as words, never as strings inside others; a quoted string itself scores 0."""

    def _words(self, node: Words) -> Matches:
        (word,) = {word.term for word in self._analyzer.query_words(node.text)}
        return self._term(word, node.fields)

    def _phrase(self, node: Phrase) -> Matches:
        found = [postings.docs for _, postings in self._exact(fold(node.text), node.fields)]
        docs = np.unique(np.concatenate(found))
        scores = np.zeros(len(docs))
        for term in {word.term for word in self._analyzer.query_words(node.text)}:
            words = self._term(term, node.fields)
            _, at, word_at = np.intersect1d(
                docs, words.docs, assume_unique=True, return_indices=True
            )
            scores[at] += words.scores[word_at]
        return Matches(docs, scores)


class PlainEngine(WhooshEngine):
    """Our engine on any codec, scoring and matching plainly."""

    def __init__(self, folder: Path, codec: Codec, words: KnownWords) -> None:
        super().__init__(folder, folder.parent, codec)
        self._analyzer = words
        self._plain: dict[str, PlainScorer] = {}

    def search(self, query: Query) -> Result:
        """Answer one query from the newest commit."""
        snapshot = self._current()
        if snapshot.state not in self._plain:
            self._plain = {snapshot.state: PlainScorer(snapshot.columns)}
        scorer = self._plain[snapshot.state]
        matcher = PlainMatcher(snapshot, snapshot.columns, scorer, self._analyzer, Clock(None))  # type: ignore[arg-type]
        matches = matcher.match(query.node)
        return answer(query, matches, snapshot.columns, snapshot.rank, snapshot.state)
