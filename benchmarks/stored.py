"""Stored texts by id, for engines that keep none themselves."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path

from isal import isal_zlib

from benchmarks.corpus import Item
from benchmarks.engine import HEAD, SHOWN, Row

CHARSET = "gb18030"
"""All of Unicode, most Chinese characters in two bytes: a fifth less of it when compressed."""
_TABLE = """
    CREATE TABLE IF NOT EXISTS stored
    (number INTEGER PRIMARY KEY, title TEXT, date TEXT, source TEXT, head TEXT, rest BLOB)
"""


_INSERT = "INSERT INTO stored VALUES (?, ?, ?, ?, ?, ?)"
_SELECT = (
    "SELECT number, title, date, source, head FROM stored"
    f" WHERE number IN ({','.join('?' * SHOWN)})"
)
_BATCH = 256


class StoredTexts:
    """One SQLite table. What a page shows of a body lies open, the rest is compressed."""

    def __init__(self, folder: Path) -> None:
        self._database = sqlite3.connect(folder / "stored.db")
        self._database.execute("PRAGMA mmap_size = 4294967296")
        self._database.execute(_TABLE)

    def add(self, items: Iterable[Item]) -> Iterable[Item]:
        """Pass ``items`` on, storing each; committed when the last one is through."""
        with self._database:
            source = iter(items)
            while taken := list(islice(source, _BATCH)):
                self._database.executemany(_INSERT, map(_row, taken))
                yield from taken

    def rows(self, ids: Sequence[str]) -> tuple[Row, ...]:
        """Return what a page shows of ``ids``, in their order."""
        numbers = [int(id_[1:]) for id_ in ids]
        # Always as many places: SQLite prepares the statement once.
        places = numbers + [-1] * (SHOWN - len(numbers))
        found = {row[0]: row[1:] for row in self._database.execute(_SELECT, places)}
        return tuple([found[number] for number in numbers])

    def close(self) -> None:
        """Close the file."""
        self._database.close()


def _row(item: Item) -> tuple[int, str, str, str | None, str, bytes]:
    document = item.document
    rest = isal_zlib.compress(document.body[HEAD:].encode(CHARSET), 1)
    return item.number, document.title, item.date, document.source, document.body[:HEAD], rest
