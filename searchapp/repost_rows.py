"""What the store keeps of reposts: sketches, keys that lead to them, the canonical of a group."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

import numpy as np

from searchapp.database import Connection, Row
from searchapp.sketch import Pairs, keys
from tokenizers.folding import fold

SHORT = 40
"""Letters of a body below which the title counts with it: what is left of a page of pictures."""
_OF_THESE = "seq IN (SELECT value FROM json_each(?))"


@dataclass(frozen=True, slots=True)
class Candidate:
    """What decides which article a group is shown by: date (ISO) and letters of the body."""

    seq: int
    id: str
    date: str | None
    length: int


@dataclass(frozen=True, slots=True)
class Text:
    """The letters of an article that are compared."""

    seq: int
    letters: str


def letters(title: str, body: str) -> str:
    """Return the folded text by which an article is compared with others."""
    found = fold(body)
    return found if len(found) >= SHORT else fold(title) + found


class RepostRows:
    """Reads and writes of one open transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def members(self, seqs: set[int]) -> set[int]:
        """Return the articles in the groups of ``seqs``."""
        rows = self._rows(
            "SELECT seq FROM articles WHERE canonical IN"
            f" (SELECT canonical FROM articles WHERE {_OF_THESE})",
            seqs,
        )
        return {row["seq"] for row in rows}

    def live(self, seqs: set[int]) -> dict[int, bytes]:
        """Return the sketches of those of ``seqs`` that are not withdrawn and have a text."""
        rows = self._rows(
            f"SELECT seq, sketch FROM sketches JOIN articles USING (seq) WHERE {_OF_THESE}"
            " AND NOT withdrawn AND sketch <> x''",
            seqs,
        )
        return {row["seq"]: row["sketch"] for row in rows}

    def owners(self, wanted: list[int]) -> tuple[Pairs, Pairs]:
        """Return the keys of ``wanted`` that lead somewhere, each with an article."""
        cursor = self._connection.cursor()
        cursor.row_factory = None  # there may be many: nothing but the two numbers of each
        rows = cursor.execute(
            "SELECT held.key, seq FROM json_each(?) AS wanted"
            " JOIN sketch_keys AS held ON held.key = wanted.value",
            (json.dumps(wanted),),
        )
        table = np.fromiter(chain.from_iterable(rows), np.int64).reshape(-1, 2)
        return table[:, 0], table[:, 1]

    def put_keys(self, wanted: list[int], seqs: list[int]) -> None:
        """Let keys lead to articles."""
        self._connection.executemany(
            "INSERT OR IGNORE INTO sketch_keys VALUES (?, ?)", zip(wanted, seqs, strict=True)
        )

    def put_sketches(self, sketches: Iterable[tuple[int, bytes]]) -> None:
        """Keep sketches; the keys of earlier ones lead nowhere any more."""
        for seq, packed in sketches:
            put_sketch(self._connection, seq, packed)

    def candidates(self, seqs: set[int]) -> dict[int, Candidate]:
        """Return what a canonical is chosen by."""
        rows = self._rows(
            "SELECT articles.seq, id, date, length(body) AS length FROM articles JOIN revisions"
            f" ON revisions.seq = articles.seq AND n = revision WHERE articles.{_OF_THESE}",
            seqs,
        )
        return {row["seq"]: Candidate(**dict(row)) for row in rows}

    def texts(self, seqs: Iterable[int]) -> dict[int, Text]:
        """Return the letters of articles as their rules read them."""
        rows = self._rows(
            "SELECT articles.seq, title, body FROM articles JOIN revisions"
            f" ON revisions.seq = articles.seq AND n = revision WHERE articles.{_OF_THESE}",
            seqs,
        )
        return {row["seq"]: Text(row["seq"], letters(row["title"], row["body"])) for row in rows}

    def settle(self, canonicals: Mapping[int, int | None], waiting: set[int]) -> None:
        """Write the canonicals that changed; who is not ``waiting`` for the index then does."""
        query = f"SELECT seq, canonical FROM articles WHERE {_OF_THESE} AND canonical IS NOT NULL"
        before = {row["seq"]: row["canonical"] for row in self._rows(query, canonicals)}
        changed = [(new, seq) for seq, new in canonicals.items() if before.get(seq) != new]
        self._connection.executemany(
            "UPDATE articles SET canonical = ?, version = version + ? WHERE seq = ?",
            [(new, seq not in waiting, seq) for new, seq in changed],
        )

    def batches(self, size: int) -> Iterator[list[int]]:
        """Yield all articles in the order of first ingest, ``size`` at a time."""
        last = 0
        query = "SELECT seq FROM articles WHERE seq > ? ORDER BY seq LIMIT ?"
        while found := [row["seq"] for row in self._connection.execute(query, (last, size))]:
            yield found
            last = found[-1]

    def forget(self, sketches: bool) -> dict[int, int]:
        """Forget all groups and keys, with ``sketches`` these too; return the canonicals."""
        query = "SELECT seq, canonical FROM articles WHERE canonical IS NOT NULL"
        before = {row["seq"]: row["canonical"] for row in self._connection.execute(query)}
        self._connection.execute("UPDATE articles SET canonical = NULL WHERE canonical IS NOT NULL")
        self._connection.execute("DELETE FROM sketch_keys")
        if sketches:
            self._connection.execute("DELETE FROM sketches")
        return before

    def touch_changed(self, before: Mapping[int, int]) -> int:
        """Let articles whose canonical is no longer what it was ``before`` wait for the index."""
        query = "SELECT seq, canonical FROM articles WHERE canonical IS NOT NULL"
        now = {row["seq"]: row["canonical"] for row in self._connection.execute(query)}
        changed = [seq for seq in before.keys() | now.keys() if before.get(seq) != now.get(seq)]
        self._connection.executemany(
            "UPDATE articles SET version = version + 1 WHERE seq = ?", [(seq,) for seq in changed]
        )
        return len(changed)

    def note(self, key: str) -> str | None:
        """Return a note about the whole store."""
        query = "SELECT value FROM meta WHERE key = ?"
        row = self._connection.execute(query, (key,)).fetchone()
        return row["value"] if row else None

    def set_note(self, key: str, value: str) -> None:
        """Make a note about the whole store."""
        self._connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    def _rows(self, query: str, seqs: Iterable[int]) -> list[Row]:
        return self._connection.execute(query, (json.dumps(list(seqs)),)).fetchall()


def add_sketch(connection: Connection, seq: int, packed: bytes) -> None:
    """Keep the sketch of an article that has none."""
    connection.execute("INSERT INTO sketches VALUES (?, ?)", (seq, packed))


def put_sketch(connection: Connection, seq: int, packed: bytes) -> None:
    """Keep the sketch of an article; the keys of an earlier one lead nowhere any more."""
    row = connection.execute("SELECT sketch FROM sketches WHERE seq = ?", (seq,)).fetchone()
    if row is not None and row["sketch"] != packed:
        connection.executemany(
            "DELETE FROM sketch_keys WHERE key = ? AND seq = ?",
            [(key, seq) for key in keys(row["sketch"])],
        )
    if row is None or row["sketch"] != packed:
        connection.execute("INSERT OR REPLACE INTO sketches VALUES (?, ?)", (seq, packed))
