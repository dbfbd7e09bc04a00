"""What may be written to the store, inside one transaction."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from searchapp.article import Extraction, RawPage
from searchapp.database import Connection
from searchapp.document import about_regions, counted_organizations, source_id
from searchapp.errors import IngestError
from searchapp.identity import declared_url, digest, mint
from searchapp.store_rows import Version, facts_json, pack, storable
from tokenizers.folding import fold


def now() -> str:
    """Return the time of day in UTC, ISO with seconds."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass(frozen=True, slots=True)
class Arrival:
    """A page with what was read out of it. ``rules`` names the rules that read it."""

    page: RawPage
    locator: str
    extraction: Extraction
    rules: str


class Writer:
    """Writes of one open transaction; also answers what identity must know (``Known``)."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

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

    def add(self, arrival: Arrival) -> str:
        """Store a new article at its place and return the id minted for it."""
        page_digest = digest(arrival.page.raw)
        id_ = mint(page_digest, self._is_taken)
        cursor = self._connection.execute(
            "INSERT INTO articles (id, revision, version, first_place, created_at)"
            " VALUES (?, 0, 0, ?, ?)",
            (id_, arrival.page.place, now()),
        )
        assert cursor.lastrowid is not None
        self.revise(cursor.lastrowid, arrival)
        return id_

    def revise(self, seq: int, arrival: Arrival) -> None:
        """Store a new revision of an article and make it the one that is shown."""
        page = arrival.page
        self._connection.execute(
            "INSERT INTO revisions SELECT seq, revision + 1, ?, ?, ?, ?, x'', '', '', '', '', ?"
            " FROM articles WHERE seq = ?",
            (
                page.kind,
                digest(page.raw),
                hashlib.sha256(page.raw).hexdigest(),
                zlib.compress(page.raw, 6),
                now(),
                seq,
            ),
        )
        self._connection.execute(
            "UPDATE articles SET revision = revision + 1 WHERE seq = ?", (seq,)
        )
        self._identify(seq, arrival)
        self.reread(seq, arrival)

    def reread(self, seq: int, arrival: Arrival) -> None:
        """Replace what was read out of the newest revision; its bytes stay as they are."""
        found = arrival.extraction
        self._connection.execute(
            "UPDATE revisions SET title = ?, body = ?, original = ?, facts = ?, rules = ?"
            " WHERE seq = ? AND n = (SELECT revision FROM articles WHERE seq = ?)",
            (
                storable(found.title),
                storable(found.body),
                pack(found.original_text),
                storable(facts_json(found)),
                arrival.rules,
                seq,
                seq,
            ),
        )
        self._write_facts(seq, found)

    def put_place(self, seq: int, page: RawPage, locator: str) -> None:
        """Note that the bytes of ``page`` were seen at its place and belong to the article."""
        self._connection.execute(
            "INSERT INTO places (locator, place, seq, digest) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (locator) DO UPDATE SET seq = excluded.seq, digest = excluded.digest"
            " WHERE seq <> excluded.seq OR digest <> excluded.digest",
            (locator, page.place, seq, digest(page.raw)),
        )

    def quarantine(self, error: IngestError, locator: str, raw: bytes | None) -> None:
        """Note that what lies at a place could not be taken in, and why."""
        raw_sha256 = None if raw is None else hashlib.sha256(raw).hexdigest()
        time = now()
        self._connection.execute(
            "INSERT INTO quarantine VALUES (?, ?, ?, ?, ?, ?, NULL)"
            " ON CONFLICT (locator) DO UPDATE SET reason = excluded.reason,"
            " raw_sha256 = excluded.raw_sha256, last_seen = excluded.last_seen, resolved_at = NULL",
            (locator, storable(error.place), storable(error.reason), raw_sha256, time, time),
        )

    def release(self, locator: str) -> None:
        """Note that what lies at a place has been taken in after all."""
        self._connection.execute(
            "UPDATE quarantine SET resolved_at = ? WHERE locator = ? AND resolved_at IS NULL",
            (now(), locator),
        )

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

    def _identify(self, seq: int, arrival: Arrival) -> None:
        self._connection.execute(
            "INSERT OR IGNORE INTO digests VALUES (?, ?)", (digest(arrival.page.raw), seq)
        )
        url = declared_url(arrival.page)
        if url:
            self._connection.execute("INSERT OR IGNORE INTO urls VALUES (?, ?)", (url, seq))
        self.put_place(seq, arrival.page, arrival.locator)

    def _write_facts(self, seq: int, found: Extraction) -> None:
        execute, many = self._connection.execute, self._connection.executemany
        source = source_id(found)
        if source and found.site:
            self._name("sources", {source: found.site})
        organizations = counted_organizations(found)
        self._name("organizations", organizations)
        execute(
            "UPDATE articles SET version = version + 1, date = ?, source_id = ? WHERE seq = ?",
            (found.date.value if found.date else None, source, seq),
        )
        execute("DELETE FROM article_regions WHERE seq = ?", (seq,))
        execute("DELETE FROM article_organizations WHERE seq = ?", (seq,))
        many(
            "INSERT INTO article_regions VALUES (?, ?)",
            [(seq, code) for code in about_regions(found)],
        )
        many(
            "INSERT INTO article_organizations VALUES (?, ?)", [(seq, id_) for id_ in organizations]
        )

    def _name(self, table: str, names: dict[str, str]) -> None:
        self._connection.executemany(
            f"INSERT INTO {table} VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE"
            " SET name = excluded.name, folded = excluded.folded WHERE name <> excluded.name",
            [(id_, storable(name), fold(name)) for id_, name in names.items()],
        )
