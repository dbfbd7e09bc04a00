"""Where snapshots are kept: added and read, never changed."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator

from index.said import said
from searchapp.database import Connection, Database, Row
from searchapp.errors import InvalidParameter
from searchapp.listed import ListedArticle
from searchapp.snapshot import (
    PART_ROWS,
    BrokenSnapshot,
    Key,
    Part,
    Snapshot,
    Taken,
    head,
    keys_of,
    opened,
    rows_of,
    sealed,
)

MAX_SNAPSHOTS = 999
"""Snapshots of one saved search."""


class Snapshots:
    """The snapshots of one store. Threads may share it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, sid: str, taken: Taken, parts: Iterable[Part]) -> Snapshot:
        """Keep one more snapshot of ``sid`` and return it with its number.

        Raises InvalidParameter when there are too many.
        """
        packed = [(p.sha256, zlib.compress(p.keys), zlib.compress(p.facts)) for p in parts]
        with self._database.transaction() as connection:
            n = self._last(connection, sid) + 1
            if n > MAX_SNAPSHOTS:
                detail = said(
                    "{sid} 已有 {max_snapshots} 个快照，不能再加。请另存一个检索。",
                    sid=sid,
                    max_snapshots=MAX_SNAPSHOTS,
                )
                raise InvalidParameter("sid", sid, "snapshots-full", detail)
            digests = tuple(digest for digest, _, _ in packed)
            snapshot = sealed(sid, n, taken, digests)
            connection.execute(
                "INSERT INTO snapshots VALUES (?, ?, ?, ?, ?, ?)",
                (
                    sid,
                    n,
                    taken.taken_at,
                    taken.articles,
                    zlib.compress(head(sid, n, taken, digests)),
                    snapshot.checksum,
                ),
            )
            connection.executemany(
                "INSERT INTO snapshot_parts VALUES (?, ?, ?, ?, ?)",
                [(sid, n, i, keys, facts) for i, (_, keys, facts) in enumerate(packed)],
            )
        return snapshot

    def get(self, sid: str, n: int) -> Snapshot | None:
        """Return snapshot ``n``, None if there is none; raise BrokenSnapshot for a damaged one."""
        rows = self._database.rows(
            "SELECT head, checksum FROM snapshots WHERE sid = ? AND n = ?", sid, n
        )
        return _opened(rows[0]) if rows else None

    def of(self, sid: str) -> list[Snapshot]:
        """Return the snapshots of one saved search, the newest first."""
        query = "SELECT head, checksum FROM snapshots WHERE sid = ? ORDER BY n DESC"
        return [_opened(row) for row in self._database.rows(query, sid)]

    def newest(self, sid: str) -> Snapshot | None:
        """Return the last snapshot of a saved search, None if it has none."""
        query = "SELECT head, checksum FROM snapshots WHERE sid = ? ORDER BY n DESC LIMIT 1"
        rows = self._database.rows(query, sid)
        return _opened(rows[0]) if rows else None

    def rows(self, snapshot: Snapshot, start: int = 0) -> Iterator[ListedArticle]:
        """Yield the list from row ``start`` (0 = the first), one part in memory at a time."""
        skip = start % PART_ROWS
        for part in range(start // PART_ROWS, len(snapshot.parts)):
            yield from rows_of(self._part(snapshot, part).facts)[skip:]
            skip = 0

    def keys(self, snapshot: Snapshot) -> list[Key]:
        """Return the keys of the whole list, in its order."""
        rows = self._database.rows(
            "SELECT keys FROM snapshot_parts WHERE sid = ? AND n = ? ORDER BY part",
            snapshot.sid,
            snapshot.n,
        )
        return [key for row in rows for key in keys_of(zlib.decompress(row["keys"]))]

    def is_sound(self, snapshot: Snapshot) -> bool:
        """Say whether every part of the list is still what was taken."""
        try:
            for part in range(len(snapshot.parts)):
                self._part(snapshot, part)
        except BrokenSnapshot:
            return False
        return True

    def broken(self) -> Iterator[str]:
        """Yield the numbers of the snapshots that are not what was taken."""
        for sid, n in self.all_numbers():
            try:
                snapshot = self.get(sid, n)
            except BrokenSnapshot:
                snapshot = None
            if snapshot is None or not self.is_sound(snapshot):
                yield f"{sid}/{n}"

    def all_numbers(self) -> list[tuple[str, int]]:
        """Return (sid, n) of every snapshot there is."""
        rows = self._database.rows("SELECT sid, n FROM snapshots ORDER BY sid, n")
        return [(row["sid"], row["n"]) for row in rows]

    def versions(self, ids: Iterable[str]) -> dict[str, Key]:
        """Return the state every article of ``ids`` is in now; those that are gone are left out."""
        rows = self._database.rows(
            "SELECT id, seq, version FROM articles WHERE id IN (SELECT value FROM json_each(?))",
            json.dumps(list(ids)),
        )
        return {row["id"]: Key(row["id"], row["seq"], row["version"]) for row in rows}

    def newest_seq(self) -> int:
        """Return the number of the last article that the index has; 0 when it has none."""
        query = "SELECT MAX(seq) AS seq FROM articles WHERE indexed_version > 0"
        return int(self._database.rows(query)[0]["seq"] or 0)

    def _part(self, snapshot: Snapshot, part: int) -> Part:
        rows = self._database.rows(
            "SELECT keys, facts FROM snapshot_parts WHERE sid = ? AND n = ? AND part = ?",
            snapshot.sid,
            snapshot.n,
            part,
        )
        try:
            found = Part(*(zlib.decompress(blob) for blob in rows[0])) if rows else None
        except zlib.error:
            found = None
        if found is None or found.sha256 != snapshot.parts[part]:
            raise BrokenSnapshot(said("快照 {number} 的清单与校验值不符", number=snapshot.number))
        return found

    def _last(self, connection: Connection, sid: str) -> int:
        query = "SELECT COALESCE(MAX(n), 0) FROM snapshots WHERE sid = ?"
        return int(connection.execute(query, (sid,)).fetchone()[0])


def _opened(row: Row) -> Snapshot:
    try:
        stored = zlib.decompress(row["head"])
    except zlib.error as error:
        raise BrokenSnapshot(said("快照的记录读不出")) from error
    return opened(stored, row["checksum"])
