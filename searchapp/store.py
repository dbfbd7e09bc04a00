"""The store: every article with its bytes, text, facts and places. The truth; the index is not."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from index.result import FacetCounts
from searchapp.article import Article, Decision
from searchapp.database import Database, Row
from searchapp.saved import SavedSearches
from searchapp.snapshots import Snapshots
from searchapp.store_copies import Copy, copies
from searchapp.store_counts import facet_counts
from searchapp.store_rows import QuarantineEntry, Summary, Version, article, decision
from searchapp.store_writer import Writer, now
from searchapp.unit_lists import UnitLists
from tokenizers.folding import fold

_ARTICLES = """
    SELECT id, articles.seq, revision, version, first_place, kind, raw_sha256, title, body,
           original, facts, ingested_at,
           (SELECT id FROM articles AS shown WHERE shown.seq = articles.canonical) AS canonical_id,
           (SELECT json_group_array(place) FROM (
                SELECT place FROM places WHERE places.seq = articles.seq ORDER BY rowid
            )) AS places,
           EXISTS (SELECT 1 FROM corrections WHERE corrections.seq = articles.seq) AS decided
    FROM articles JOIN revisions ON revisions.seq = articles.seq AND n = revision
"""
_CHUNK = 200
MAX_CANDIDATES = 50
"""Organizations or sources a name may stand for before the rest is left unsaid."""


class Store:
    """The articles of one data folder. Threads may share it."""

    def __init__(self, path: Path) -> None:
        """Open the store at ``path``, creating or migrating it; raise StoreError if impossible."""
        self._database = Database(path)
        self.saved = SavedSearches(self._database)
        self.snapshots = Snapshots(self._database)
        self.lists = UnitLists(self._database)

    def article(self, id_: str) -> Article | None:
        """Return one article, None if there is no such id."""
        return self.articles([id_]).get(id_)

    def articles(self, ids: Iterable[str]) -> dict[str, Article]:
        """Return the articles of ``ids``; an id that does not exist is left out."""
        wanted = "WHERE id IN (SELECT value FROM json_each(?))"
        rows = self._rows(f"{_ARTICLES} {wanted}", json.dumps(list(ids)))
        return {found.id: found for found, _ in self._read(rows)}

    def all_articles(self) -> Iterator[Article]:
        """Yield every article that is not withdrawn in the order of first ingest, a few in memory
        at a time."""
        for found, _ in self.all_versions():
            if not found.withdrawal:
                yield found

    def all_versions(self) -> Iterator[tuple[Article, Version]]:
        """Yield every article, withdrawn ones too, with the version it is read at."""
        last = 0
        while rows := self._rows(
            f"{_ARTICLES} WHERE articles.seq > ? ORDER BY articles.seq LIMIT ?", last, _CHUNK
        ):
            yield from self._read(rows)
            last = rows[-1]["seq"]

    def waiting(self, limit: int) -> list[tuple[str, Version]]:
        """Return up to ``limit`` articles the index does not have in their newest version."""
        rows = self._rows(
            "SELECT id, seq, version FROM articles WHERE indexed_version <> version"
            " ORDER BY seq LIMIT ?",
            limit,
        )
        return [(row["id"], Version(row["seq"], row["version"])) for row in rows]

    def canonicals(self, ids: Iterable[str]) -> dict[str, str]:
        """Return id → id of the article its group is shown by, for those that stand in one."""
        rows = self._rows(
            "SELECT one.id, shown.id AS canonical FROM articles AS one"
            " JOIN articles AS shown ON shown.seq = one.canonical"
            " WHERE one.id IN (SELECT value FROM json_each(?))",
            json.dumps(list(ids)),
        )
        return {row["id"]: row["canonical"] for row in rows}

    def copies(self, canonicals: Iterable[str]) -> dict[str, tuple[Copy, ...]]:
        """Return the articles of each group of reposts, named by the one it is shown by."""
        return copies(self._database, canonicals)

    def stories(self) -> int:
        """Return how many articles there are with each group of reposts counted once."""
        query = "SELECT COUNT(DISTINCT COALESCE(canonical, -seq)) AS n FROM articles"
        return int(self._rows(f"{query} WHERE NOT withdrawn")[0]["n"])

    def has_read(self, page_digest: str, rules: str) -> bool:
        """Return whether these bytes are stored and need no reading by ``rules``."""
        rows = self._rows(
            "SELECT rules FROM digests LEFT JOIN articles USING (seq) LEFT JOIN revisions"
            " ON revisions.seq = articles.seq AND n = revision AND revisions.digest = ?"
            " WHERE digests.digest = ?",
            page_digest,
            page_digest,
        )
        return bool(rows) and rows[0]["rules"] in (rules, None)

    def newest(self, limit: int, among: Collection[str] | None = None) -> list[Article]:
        """Return the ``limit`` articles (of ``among``) that came in last, the latest first."""
        found: list[str] = []
        last = 1 << 62
        query = "SELECT seq, id FROM articles WHERE seq < ? ORDER BY seq DESC LIMIT ?"
        wanted = limit if among is None else min(limit, len(among))
        while len(found) < wanted and (rows := self._rows(query, last, _CHUNK)):
            found += [row["id"] for row in rows if among is None or row["id"] in among]
            last = rows[-1]["seq"]
        read = self.articles(found[:limit])
        return [read[id_] for id_ in found[:limit]]

    def behind(self) -> int:
        """Return how many articles the index does not have in their newest version."""
        query = "SELECT COUNT(*) AS n FROM articles WHERE indexed_version <> version"
        return int(self._rows(query)[0]["n"])

    def raw(self, id_: str) -> bytes | None:
        """Return the bytes of an article's newest revision, None if there is no such id."""
        rows = self._rows(
            "SELECT raw FROM revisions JOIN articles USING (seq) WHERE id = ? AND n = revision", id_
        )
        return zlib.decompress(rows[0]["raw"]) if rows else None

    def ids(self) -> frozenset[str]:
        """Return the ids of all articles that can be found: those not withdrawn."""
        rows = self._rows("SELECT id FROM articles WHERE NOT withdrawn")
        return frozenset(row["id"] for row in rows)

    def withdrawn(self) -> frozenset[str]:
        """Return the ids of the withdrawn articles."""
        return frozenset(row["id"] for row in self._rows("SELECT id FROM articles WHERE withdrawn"))

    def organizations(self, ids: Iterable[str]) -> dict[str, str]:
        """Return id → name of those organizations that are known."""
        return self._names("organizations", ids)

    def sources(self, ids: Iterable[str]) -> dict[str, str]:
        """Return id → name of those publishing sites that are known."""
        return self._names("sources", ids)

    def find_organizations(self, name: str) -> list[tuple[str, str]]:
        """Return (id, name) of the organizations of that name; without one, of those whose name
        contains it, shortest first. Traditional, width and case do not matter."""
        used = "SELECT 1 FROM article_organizations WHERE organization_id = id"
        return self._find("organizations", used, name)

    def find_sources(self, name: str) -> list[tuple[str, str]]:
        """Return (id, name) of the publishing sites of that name, else containing it."""
        return self._find("sources", "SELECT 1 FROM articles WHERE source_id = sources.id", name)

    def quarantine(self) -> list[QuarantineEntry]:
        """Return what is in quarantine, newest first."""
        rows = self._rows(
            "SELECT place, reason, first_seen, last_seen, raw_sha256 FROM quarantine"
            " WHERE resolved_at IS NULL ORDER BY last_seen DESC, place"
        )
        return [QuarantineEntry(**row) for row in rows]

    def summary(self) -> Summary:
        """Return the collection in numbers."""
        return self._database.remembered(self._summary)

    def _summary(self) -> Summary:
        row = self._rows(
            "SELECT COUNT(*) AS articles, MIN(substr(date, 1, 4)) AS first_year,"
            " MAX(substr(date, 1, 4)) AS last_year, COUNT(*) - COUNT(date) AS undated,"
            " (SELECT COALESCE(MAX(finished_at), MAX(started_at)) FROM runs) AS last_ingest,"
            " (SELECT COUNT(*) FROM articles WHERE indexed_version <> version) AS pending,"
            " (SELECT COUNT(*) FROM quarantine WHERE resolved_at IS NULL) AS quarantined,"
            " (SELECT COUNT(*) FROM articles WHERE withdrawn) AS withdrawn"
            " FROM articles WHERE NOT withdrawn"
        )[0]
        years = {k: int(row[k]) if row[k] else None for k in ("first_year", "last_year")}
        return Summary(**{**dict(row), **years})

    def facet_counts(self, facet: str, ancestors: Callable[[str], tuple[str, ...]]) -> FacetCounts:
        """Return the counts of a facet over all articles, from SQL; ``ancestors`` of a region."""
        return facet_counts(self._database.connection(), facet, ancestors)

    def meta(self, key: str) -> str | None:
        """Return a note about the whole store, None if it was never made."""
        rows = self._rows("SELECT value FROM meta WHERE key = ?", key)
        return str(rows[0]["value"]) if rows else None

    def set_meta(self, key: str, value: str) -> None:
        """Make a note about the whole store."""
        with self._database.transaction() as connection:
            connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    @contextmanager
    def writing(self) -> Iterator[Writer]:
        """Open one write transaction; an exception inside leaves the store as it was."""
        with self._database.transaction() as connection:
            yield Writer(connection)

    def start_run(self, paths: Iterable[str]) -> int:
        """Note that an ingest has started and return its number."""
        with self._database.transaction() as connection:
            cursor = connection.execute(
                "INSERT INTO runs (paths, started_at) VALUES (?, ?)",
                (json.dumps(list(paths)), now()),
            )
            return int(cursor.lastrowid or 0)

    def finish_run(self, run: int, outcome: str) -> None:
        """Note that an ingest has finished, with its outcome as JSON."""
        with self._database.transaction() as connection:
            connection.execute(
                "UPDATE runs SET finished_at = ?, outcome = ? WHERE id = ?", (now(), outcome, run)
            )

    def problems(self) -> list[str]:
        """Return what is damaged in the file, empty when it is sound."""
        return self._database.problems()

    def close(self) -> None:
        """Close every connection."""
        self._database.close()

    def _rows(self, query: str, *values: str | int) -> list[Row]:
        return self._database.rows(query, *values)

    def _read(self, rows: list[Row]) -> list[tuple[Article, Version]]:
        decisions = self._decisions([row["seq"] for row in rows if row["decided"]])
        return [
            (article(row, tuple(decisions.get(seq, ()))), Version(seq, row["version"]))
            for row in rows
            for seq in (row["seq"],)
        ]

    def _decisions(self, seqs: list[int]) -> dict[int, list[Decision]]:
        """Return the log of decisions about some articles, oldest first; most have none."""
        found: dict[int, list[Decision]] = {}
        query = "SELECT * FROM corrections WHERE seq IN (SELECT value FROM json_each(?)) ORDER BY n"
        for row in self._rows(query, json.dumps(seqs)) if seqs else ():
            found.setdefault(row["seq"], []).append(decision(row))
        return found

    def _names(self, table: str, ids: Iterable[str]) -> dict[str, str]:
        query = f"SELECT id, name FROM {table} WHERE id IN (SELECT value FROM json_each(?))"
        return {row["id"]: row["name"] for row in self._rows(query, json.dumps(list(ids)))}

    def _find(self, table: str, used: str, name: str) -> list[tuple[str, str]]:
        wanted = fold(name)
        if not wanted:
            return []
        rows = self._rows(
            f"SELECT id, name, folded FROM {table} WHERE instr(folded, ?) AND EXISTS ({used})"
            " ORDER BY length(name), name, id LIMIT ?",
            wanted,
            MAX_CANDIDATES,
        )
        exact = [row for row in rows if row["folded"] == wanted]
        return [(row["id"], row["name"]) for row in exact or rows]
