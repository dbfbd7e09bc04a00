"""SQLite FTS5: its trigram tokenizer, and words cut by jieba before they are given to it."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path

from benchmarks.relevance.cut import words_of
from benchmarks.relevance.measures import DEPTH
from benchmarks.relevance.peer import Material

_RUN = re.compile(r"[^\W_]+")


class Fts5Peer:
    """FTS5 and its bm25(); any of the terms may match."""

    def __init__(self, path: Path, terms: Callable[[str], list[str]]) -> None:
        self._connection = sqlite3.connect(path)
        self._terms = terms

    def ranked(self, text: str) -> list[str]:
        """Return ids, best first; none if the query has no term."""
        terms = dict.fromkeys(self._terms(text))
        if not terms:
            return []
        match = " OR ".join(f'"{term}"' for term in terms)
        sql = "SELECT id FROM docs WHERE text MATCH ? ORDER BY rank LIMIT ?"
        return [id_ for (id_,) in self._connection.execute(sql, (match, DEPTH))]


def words(material: Material, folder: Path) -> Fts5Peer:
    """Return FTS5 over jieba's words."""
    rows = ((id_, " ".join(own)) for id_, own in material.words())
    return Fts5Peer(_built(folder, "unicode61 remove_diacritics 0", rows), words_of)


def trigram(material: Material, folder: Path) -> Fts5Peer:
    """Return FTS5 over runs of three characters."""
    return Fts5Peer(_built(folder, "trigram", material.texts()), _threes)


def _threes(text: str) -> list[str]:
    runs = _RUN.findall(text)
    return [run[at : at + 3] for run in runs for at in range(len(run) - 2)]


def _built(folder: Path, tokenizer: str, rows: Iterable[tuple[str, str]]) -> Path:
    path = folder / "docs.sqlite3"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        part.unlink(missing_ok=True)
        with closing(sqlite3.connect(part)) as connection, connection:
            connection.execute(
                f"CREATE VIRTUAL TABLE docs USING fts5(id UNINDEXED, text, tokenize='{tokenizer}')"
            )
            connection.executemany("INSERT INTO docs VALUES (?, ?)", rows)
        part.rename(path)
    return path
