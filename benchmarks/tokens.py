"""Words of the corpus, cut once and kept: every engine is given the same stream."""

from __future__ import annotations

import json
import weakref
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import count
from pathlib import Path

import numpy as np

from index.facet_column import Numbers
from tokenizers.analyzer import Analyzer
from tokenizers.folding import fold


class _Column:
    """Runs of numbers on disk, read by number.

    They are read, not mapped: what the documents of a run take up is no memory of the engine
    that is measured in the same process.
    """

    def __init__(self, folder: Path, name: str) -> None:
        path = folder / f"{name}.npy"
        mapped = np.load(path, mmap_mode="r")
        self._kind, self._start = mapped.dtype, mapped.offset
        self._at = np.load(folder / f"{name}_at.npy")
        self._file = path.open("rb", buffering=0)
        weakref.finalize(self, self._file.close)

    def raw(self, numbers: Iterable[int]) -> bytes:
        """Return the bytes of the runs of ``numbers`` joined."""
        return b"".join(map(self._one, numbers))

    def _one(self, number: int) -> bytes:
        first, last = self._at[number : number + 2].tolist()
        size = self._kind.itemsize
        self._file.seek(self._start + first * size)
        return self._file.read((last - first) * size) or b""


class TextColumn(_Column):
    """Texts on disk, read by number."""

    def read(self, numbers: Iterable[int]) -> str:
        """Return the texts of ``numbers`` joined."""
        return self.raw(numbers).decode()


class WordColumn(_Column):
    """The words of texts on disk, read by number."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, "words")
        terms = (folder / "vocabulary.json").read_text(encoding="utf-8")
        self._term = json.loads(terms).__getitem__

    def read(self, numbers: Iterable[int]) -> list[str]:
        """Return the words of ``numbers`` in order."""
        return list(map(self._term, np.frombuffer(self.raw(numbers), self._kind).tolist()))


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
