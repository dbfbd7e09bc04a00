"""Words of the corpus, cut once and kept: every engine is given the same stream."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import count
from pathlib import Path

import numpy as np

from index.facet_column import Numbers
from tokenizers.analyzer import Analyzer
from tokenizers.folding import fold


class TextColumn:
    """Texts on disk, read by number."""

    def __init__(self, folder: Path, name: str) -> None:
        self._bytes = np.load(folder / f"{name}.npy", mmap_mode="r")
        self._at = np.load(folder / f"{name}_at.npy", mmap_mode="r")

    def read(self, numbers: Iterable[int]) -> str:
        """Return the texts of ``numbers`` joined."""
        parts = [self._bytes[self._at[n] : self._at[n + 1]].tobytes() for n in numbers]
        return b"".join(parts).decode()


class WordColumn:
    """The words of texts on disk, read by number."""

    def __init__(self, folder: Path) -> None:
        self._ids = np.load(folder / "words.npy", mmap_mode="r")
        self._at = np.load(folder / "words_at.npy", mmap_mode="r")
        terms = (folder / "vocabulary.json").read_text(encoding="utf-8")
        self._term = json.loads(terms).__getitem__

    def read(self, numbers: Iterable[int]) -> list[str]:
        """Return the words of ``numbers`` in order."""
        parts = [self._ids[self._at[n] : self._at[n + 1]] for n in numbers]
        return list(map(self._term, np.concatenate(parts).tolist())) if parts else []


def write_columns(folder: Path, texts: Sequence[str], analyzer: Analyzer) -> None:
    """Write ``texts``, their folded streams and their words to ``folder``."""
    _write_texts(folder, "texts", texts)
    _write_texts(folder, "streams", list(map(fold, texts)))
    numbers: defaultdict[str, int] = defaultdict(count().__next__)
    cut = [
        np.array([numbers[word] for word in analyzer.index_words(text)], np.int32) for text in texts
    ]
    np.save(folder / "words.npy", np.concatenate([np.empty(0, np.int32), *cut]))
    np.save(folder / "words_at.npy", _offsets(list(map(len, cut))))
    terms = json.dumps(list(numbers), ensure_ascii=False)
    (folder / "vocabulary.json").write_text(terms, encoding="utf-8")


def _write_texts(folder: Path, name: str, texts: Sequence[str]) -> None:
    encoded = [text.encode() for text in texts]
    np.save(folder / f"{name}.npy", np.frombuffer(b"".join(encoded), np.uint8))
    np.save(folder / f"{name}_at.npy", _offsets(list(map(len, encoded))))


def _offsets(lengths: Sequence[int]) -> Numbers:
    return np.concatenate([[0], np.cumsum(np.array(lengths, np.int64))]).astype(np.int64)


def distinct_terms(analyzer: Analyzer, text: str) -> tuple[str, ...]:
    """Return the words a query asks for, each once: the query side of the same cut."""
    return tuple(dict.fromkeys(word.term for word in analyzer.query_words(text)))
