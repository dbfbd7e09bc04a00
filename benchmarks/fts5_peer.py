"""SQLite FTS5: words and grams in contentless tables, facets by joins with the hits."""

from __future__ import annotations

import sqlite3
import string
from collections.abc import Iterable
from operator import add
from pathlib import Path
from typing import Any

from benchmarks.corpus import TEXTS, Item
from benchmarks.engine import HEAD, SHOWN, Counts, Page
from benchmarks.ordinals import Ordinals
from benchmarks.queries import COUNTED, EXACT, KINDS, BenchQuery, unlike_total

_TOKENS = "".join(c for c in string.punctuation if c not in "'\"")
_CUT = f"tokenize=\"ascii tokenchars '{_TOKENS}'\""
_FILTERS = {"region": ("province", "city"), "org": ("organization",)}
_FACET_TABLES = (*COUNTED, "year")


def _create(database: sqlite3.Connection) -> None:
    database.executescript(
        f"""
        CREATE VIRTUAL TABLE words USING fts5(title, body, content='', {_CUT});
        CREATE VIRTUAL TABLE grams1 USING fts5(title, body, content='', detail=none, {_CUT});
        CREATE VIRTUAL TABLE grams2 USING fts5(title, body, content='', {_CUT});
        CREATE TABLE stored (doc INTEGER PRIMARY KEY, id TEXT, title TEXT, date TEXT, source TEXT,
                             body TEXT);
        """
    )
    for name in _FACET_TABLES:
        columns = "doc INTEGER, value INTEGER, PRIMARY KEY (doc, value)"
        database.execute(f"CREATE TABLE {name} ({columns}) WITHOUT ROWID")
        database.execute(f"CREATE INDEX {name}_value ON {name} (value)")


class Fts5Builder:
    """Builds and opens an FTS5 database."""

    name = "fts5"

    def build(self, folder: Path, items: Iterable[Item], grams: bool) -> None:
        """Write a database of ``items``."""
        folder.mkdir(parents=True)
        database = sqlite3.connect(folder / "fts5.db")
        database.execute("PRAGMA journal_mode = OFF")
        database.execute("PRAGMA synchronous = OFF")
        database.execute("PRAGMA cache_size = -262144")
        _create(database)
        ordinals = Ordinals()
        _write(database, items, ordinals, grams)
        for table in ("words", "grams1", "grams2"):
            database.execute(f"INSERT INTO {table}({table}) VALUES ('optimize')")
        database.execute("ANALYZE")
        database.commit()
        database.close()
        ordinals.write(folder)

    def open(self, folder: Path) -> Fts5Peer:
        """Open what was built."""
        return Fts5Peer(folder)


def builder(cache: Path) -> Fts5Builder:
    """Return FTS5; it comes with Python."""
    return Fts5Builder()


def _write(
    database: sqlite3.Connection, items: Iterable[Item], ordinals: Ordinals, grams: bool
) -> None:
    for item in items:
        doc, given = item.number, item.document
        words = [" ".join(item.words[text]) for text in TEXTS]
        database.execute("INSERT INTO words(rowid, title, body) VALUES (?, ?, ?)", (doc, *words))
        if grams:
            streams = [item.streams[text] for text in TEXTS]
            ones = [" ".join(dict.fromkeys(s)) for s in streams]
            twos = [" ".join(map(add, s, s[1:])) for s in streams]
            for table, texts in (("grams1", ones), ("grams2", twos)):
                insert = f"INSERT INTO {table}(rowid, title, body) VALUES (?, ?, ?)"
                database.execute(insert, (doc, *texts))
        row = (doc, given.id, given.title, item.date, given.source, given.body)
        database.execute("INSERT INTO stored VALUES (?, ?, ?, ?, ?, ?)", row)
        for name, values in ordinals.of(item).items():
            rows = [(doc, value) for value in values]
            database.executemany(f"INSERT INTO {name} VALUES (?, ?)", rows)
    database.commit()


class Fts5Peer:
    """FTS5, open."""

    name = "fts5"
    version = f"SQLite {sqlite3.sqlite_version}"
    kinds = frozenset(KINDS)

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._ordinals = Ordinals.read(folder)
        self._database = sqlite3.connect(folder / "fts5.db")
        for pragma in ("mmap_size = 4294967296", "cache_size = -262144", "temp_store = MEMORY"):
            self._database.execute(f"PRAGMA {pragma}")
        self._database.execute("CREATE TEMP TABLE hits (doc INTEGER PRIMARY KEY, score REAL)")

    def page(self, query: BenchQuery) -> Page:
        """Answer one query: its hits are written down once, then ordered, shown and counted."""
        apart = unlike_total(query)
        counts: dict[str, dict[Any, int]] = {}
        for facet, names in apart.items():
            self._find(query, without=facet)
            counts |= self._counts(names)
        total = self._find(query, without=None)
        left = tuple(n for n in COUNTED if not any(n in names for names in apart.values()))
        counts |= self._counts(left)
        shown = self._database.execute(
            f"SELECT id, title, date, source, substr(body, 1, {HEAD}), score"
            f" FROM (SELECT * FROM hits ORDER BY score LIMIT {SHOWN}) JOIN stored USING (doc)"
        ).fetchall()
        shown.sort(key=lambda row: row[5])
        rows = tuple((row[1], row[2], row[3], row[4]) for row in shown)
        ids, scores = tuple(row[0] for row in shown), tuple(-row[5] for row in shown)
        return Page(ids, rows, total, counts, scores)

    def _find(self, query: BenchQuery, without: str | None) -> int:
        table, match = self._match(query)
        score = "rank" if query.kind not in EXACT else "0"
        where, values = [f"{table} MATCH ?"], [match]
        chosen = {name: v for name, v in query.chosen.items() if name != without}
        for name, wanted in [*query.restrict.items(), *chosen.items()]:
            where.append(self._filter(name, wanted))
        self._database.execute("DELETE FROM hits")
        insert = f"INSERT INTO hits SELECT rowid, {score} FROM {table} WHERE {' AND '.join(where)}"
        return self._database.execute(insert, values).rowcount

    def _match(self, query: BenchQuery) -> tuple[str, str]:
        if query.kind in EXACT:
            needle = query.needle
            if len(needle) == 1:
                return "grams1", f'"{needle}"'
            return "grams2", '"' + " ".join(map(add, needle, needle[1:])) + '"'
        between = " OR " if query.kind == "or" else " AND "
        return "words", between.join(f'"{word}"' for word in query.words)

    def _filter(self, name: str, values: tuple[str, ...]) -> str:
        parts = []
        for field in _FILTERS.get(name, (name,)):
            numbers = [self._ordinals.number(field, value) for value in values]
            known = ",".join(str(n) for n in numbers if n is not None)
            if known:
                parts.append(f"SELECT doc FROM {field} WHERE value IN ({known})")
        # The plus keeps SQLite from looking the words up anew for every row of the list.
        return f"+rowid IN ({' UNION ALL '.join(parts) or 'SELECT 0 WHERE 0'})"

    def _counts(self, names: tuple[str, ...]) -> dict[str, dict[Any, int]]:
        return {
            name: dict(
                self._database.execute(
                    f"SELECT value, count(*) FROM hits CROSS JOIN {name} USING (doc) GROUP BY value"
                )
            )
            for name in names
        }

    def named(self, page: Page) -> Counts | None:
        """Return the counts of ``page`` by code."""
        return self._ordinals.named(page.counts)

    def add(self, items: Iterable[Item]) -> None:
        """Add documents in one commit."""
        _write(self._database, items, self._ordinals, grams=True)
        self._ordinals.write(self._folder)

    def close(self) -> None:
        """Close the file."""
        self._database.close()
