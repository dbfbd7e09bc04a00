"""What may be written to the store, inside one transaction."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

from searchapp.article import Decision, RawPage
from searchapp.database import Connection
from searchapp.errors import IngestError
from searchapp.identity import declared_url, mint
from searchapp.repost_rows import add_sketch, put_sketch
from searchapp.reposts import group, grouped, regroup
from searchapp.store_facts import add_values, name_source, recount, write_facts
from searchapp.store_rows import Version, storable
from searchapp.stored_page import StoredPage


def now() -> str:
    """Return the time of day in UTC, ISO with seconds."""
    return _written(int(time.time()))


@lru_cache(maxsize=1)
def _written(second: int) -> str:
    return datetime.fromtimestamp(second, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass(frozen=True, slots=True)
class Arrival:
    """A page at its place, as it is stored. ``rules`` names the rules that read it."""

    page: RawPage
    locator: str
    stored: StoredPage
    rules: str


class Writer:
    """Writes of one open transaction; also answers what identity must know (``Known``)."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._waits: bool | None = None
        """Whether anything waits in quarantine, once somebody has asked."""

    def by_digest(self, page_digest: str) -> int | None:
        """Return the seq of the article that has, or had, these bytes."""
        return self._seq("SELECT seq FROM digests WHERE digest = ?", page_digest)

    def by_url(self, url: str) -> int | None:
        """Return the seq of the article one of whose records declared this URL."""
        return self._seq("SELECT seq FROM urls WHERE url = ?", url)

    def at_place(self, locator: str) -> tuple[int, str] | None:
        """Return (seq, digest) of what was last seen at a path."""
        row = self._connection.execute(
            "SELECT seq, digest FROM places WHERE locator = ?", (locator,)
        ).fetchone()
        return (row["seq"], row["digest"]) if row else None

    def read_by(self, seq: int, page_digest: str) -> str | None:
        """Return the rules that read the newest revision, None if it has other bytes."""
        row = self._connection.execute(
            "SELECT rules FROM revisions JOIN articles USING (seq)"
            " WHERE seq = ? AND n = revision AND digest = ?",
            (seq, page_digest),
        ).fetchone()
        return row["rules"] if row else None

    def id_of(self, seq: int) -> str:
        """Return the id of an article."""
        row = self._connection.execute("SELECT id FROM articles WHERE seq = ?", (seq,)).fetchone()
        return str(row["id"])

    def add(self, arrival: Arrival) -> str:
        """Store a new article at its place and return the id minted for it."""
        stored = arrival.stored
        id_ = mint(stored.digest, self._is_taken)
        name_source(self._connection, stored.counted)
        cursor = self._connection.execute(
            "INSERT INTO articles"
            " (id, revision, version, first_place, created_at, date, source_id)"
            " VALUES (?, 1, 1, ?, ?, ?, ?)",
            (id_, arrival.page.place, now(), stored.counted.date, stored.counted.source_id),
        )
        assert cursor.lastrowid is not None
        seq = cursor.lastrowid
        self._put_revision(seq, 1, arrival)
        self._identify(seq, arrival)
        add_sketch(self._connection, seq, stored.sketch)
        add_values(self._connection, seq, stored.counted)
        return id_

    def revise(self, seq: int, arrival: Arrival) -> None:
        """Store a new revision of an article and make it the one that is shown."""
        row = self._connection.execute(
            "UPDATE articles SET revision = revision + 1 WHERE seq = ? RETURNING revision", (seq,)
        ).fetchone()
        self._put_revision(seq, row["revision"], arrival)
        self._identify(seq, arrival)
        self._write_facts(seq, arrival.stored)

    def reread(self, seq: int, arrival: Arrival) -> None:
        """Replace what was read out of the newest revision; its bytes stay as they are."""
        stored = arrival.stored
        self._connection.execute(
            "UPDATE revisions SET title = ?, body = ?, original = ?, facts = ?, rules = ?"
            " WHERE seq = ? AND n = (SELECT revision FROM articles WHERE seq = ?)",
            (
                stored.document.shown_title,
                stored.document.body,
                stored.original,
                stored.facts,
                arrival.rules,
                seq,
                seq,
            ),
        )
        self._write_facts(seq, stored)

    def decide(self, seq: int, decision: Decision) -> None:
        """Add a decision to the log of an article and count the article by it."""
        self._connection.execute(
            "INSERT INTO corrections (seq, action, changes, made_by, note, made_at)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (
                seq,
                decision.action,
                json.dumps(decision.changes, ensure_ascii=False),
                decision.made_by,
                decision.note,
                decision.made_at,
            ),
        )
        if decision.action != "correct":
            self._connection.execute(
                "UPDATE articles SET withdrawn = ? WHERE seq = ?",
                (decision.action == "withdraw", seq),
            )
        recount(self._connection, seq)

    def put_place(self, seq: int, place: str, locator: str, page_digest: str) -> None:
        """Note that bytes of this digest were seen at a place and belong to the article."""
        self._connection.execute(
            "INSERT INTO places (locator, place, seq, digest) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (locator) DO UPDATE SET seq = excluded.seq, digest = excluded.digest"
            " WHERE seq <> excluded.seq OR digest <> excluded.digest",
            (locator, place, seq, page_digest),
        )

    def quarantine(self, error: IngestError, locator: str, raw: bytes | None) -> None:
        """Note that what lies at a place could not be taken in, and why."""
        self._waits = True
        raw_sha256 = None if raw is None else hashlib.sha256(raw).hexdigest()
        seen = now()
        self._connection.execute(
            "INSERT INTO quarantine VALUES (?, ?, ?, ?, ?, ?, NULL)"
            " ON CONFLICT (locator) DO UPDATE SET reason = excluded.reason,"
            " raw_sha256 = excluded.raw_sha256, last_seen = excluded.last_seen, resolved_at = NULL",
            (locator, storable(error.place), storable(error.reason), raw_sha256, seen, seen),
        )

    def release(self, locator: str) -> None:
        """Note that what lies at a place has been taken in after all."""
        if self._waits is None:
            waiting = "SELECT 1 FROM quarantine WHERE resolved_at IS NULL LIMIT 1"
            self._waits = self._connection.execute(waiting).fetchone() is not None
        if not self._waits:
            return
        self._connection.execute(
            "UPDATE quarantine SET resolved_at = ? WHERE locator = ? AND resolved_at IS NULL",
            (now(), locator),
        )

    def group(self, seqs: Iterable[int]) -> None:
        """Put new and changed articles into their groups of reposts; all of them if the rules of
        grouping have changed. Articles that thereby stand in another group wait for the index."""
        if grouped(self._connection):
            group(self._connection, seqs)
        else:
            regroup(self._connection)

    def regroup(self) -> int:
        """Group all articles anew; return how many stand in another group than before."""
        return regroup(self._connection)

    def mark_indexed(self, versions: Iterable[Version]) -> None:
        """Note which versions the index has."""
        self._connection.executemany(
            "UPDATE articles SET indexed_version = ? WHERE seq = ?",
            [(v.version, v.seq) for v in versions],
        )

    def _seq(self, query: str, key: str) -> int | None:
        row = self._connection.execute(query, (key,)).fetchone()
        return row["seq"] if row else None

    def _is_taken(self, id_: str) -> bool:
        row = self._connection.execute("SELECT 1 FROM articles WHERE id = ?", (id_,)).fetchone()
        return row is not None

    def _put_revision(self, seq: int, number: int, arrival: Arrival) -> None:
        stored = arrival.stored
        self._connection.execute(
            "INSERT INTO revisions (seq, n, kind, digest, raw_sha256, raw, original, title, body,"
            " facts, rules, ingested_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                seq,
                number,
                arrival.page.kind,
                stored.digest,
                stored.raw_sha256,
                stored.raw,
                stored.original,
                stored.document.shown_title,
                stored.document.body,
                stored.facts,
                arrival.rules,
                now(),
            ),
        )

    def _identify(self, seq: int, arrival: Arrival) -> None:
        self._connection.execute(
            "INSERT OR IGNORE INTO digests VALUES (?, ?)", (arrival.stored.digest, seq)
        )
        url = declared_url(arrival.page)
        if url:
            self._connection.execute("INSERT OR IGNORE INTO urls VALUES (?, ?)", (url, seq))
        self.put_place(seq, arrival.page.place, arrival.locator, arrival.stored.digest)

    def _write_facts(self, seq: int, stored: StoredPage) -> None:
        put_sketch(self._connection, seq, stored.sketch)
        decided = "SELECT seq FROM corrections WHERE seq = ? LIMIT 1"
        if self._connection.execute(decided, (seq,)).fetchone():
            recount(self._connection, seq)
        else:
            write_facts(self._connection, seq, stored.counted)
