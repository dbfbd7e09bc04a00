"""Saved searches: a name, a note and a short id for a search; its answer stays live."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from urllib.parse import parse_qs, urlencode

from index.said import said
from searchapp.database import Connection, Database, Row
from searchapp.edit_token import is_token, new_token
from searchapp.errors import InvalidParameter
from searchapp.params import SearchParams
from searchapp.sid import new_sid
from searchapp.store_writer import now

MAX_NAME, MAX_NOTE, MAX_BY = 120, 2_000, 60
"""Characters."""
MAX_SAVED = 10_000
"""Saved searches that are not deleted."""


@dataclass(frozen=True, slots=True)
class SavedText:
    """What a person wrote about a saved search, cleaned and within its limits."""

    name: str
    note: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """One saved search, or its tombstone (``deleted_at``). Moments are ISO in UTC."""

    sid: str
    text: SavedText
    query: str
    created_at: str
    changed_at: str
    changed_by: str
    deleted_at: str | None
    deleted_by: str

    @property
    def params(self) -> SearchParams:
        """The search itself, under the parameter names of today."""
        return SearchParams.from_args(parse_qs(self.query))

    @property
    def path(self) -> str:
        """The address of its page within the site."""
        return f"/s/{self.sid}"


def read_text(name: str, note: str = "", by: str = "") -> SavedText:
    """Return what was typed, without control characters; raise InvalidParameter for the rest."""
    text = SavedText(_line(name), _lines(note), _line(by))
    if not text.name:
        raise _refused("name", "", said("请给这次检索起一个名称，如“广元劳模疗休养”。"))
    limits = (
        ("name", said("名称"), text.name, MAX_NAME),
        ("note", said("备注"), text.note, MAX_NOTE),
    )
    for parameter, label, value, limit in (*limits, ("by", said("保存人"), text.by, MAX_BY)):
        if len(value) > limit:
            detail = said(
                "{label}共 {total} 个字符，最多 {limit} 个。请缩短。",
                label=label,
                total=len(value),
                limit=limit,
            )
            raise _refused(parameter, value[:40], detail)
    return text


def _refused(parameter: str, value: str, detail: str) -> InvalidParameter:
    return InvalidParameter(parameter, value, "invalid-saved", detail)


def _line(text: str) -> str:
    return " ".join(_lines(text).split())


def _lines(text: str) -> str:
    sound = text.encode("utf-8", "replace").decode().replace("\r\n", "\n").replace("\r", "\n")
    kept = (c for c in sound if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cf"))
    return "".join(kept).strip()


class SavedSearches:
    """The saved searches of one store. Threads may share it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, text: SavedText, params: SearchParams) -> tuple[SavedSearch, str]:
        """Save resolved ``params`` and return the saved search with its edit token.

        The token is kept as a hash only: it cannot be told again. Raises InvalidParameter when
        there are too many.
        """
        (token, token_hash), moment = new_token(), now()
        with self._database.transaction() as connection:
            if self._count(connection) >= MAX_SAVED:
                detail = said(
                    "已存检索满 {max_saved} 个。请先删去不用的，或请管理员删去。",
                    max_saved=MAX_SAVED,
                )
                raise InvalidParameter("name", text.name[:40], "saved-full", detail)
            sid = _unused(connection)
            values = (sid, text.name, text.note, text.by, urlencode(params.but().pairs()))
            connection.execute(
                "INSERT INTO saved_searches (sid, name, note, saved_by, query, created_at,"
                " changed_at, edit_token_hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (*values, moment, moment, token_hash),
            )
        return self._sure(sid), token

    def get(self, sid: str) -> SavedSearch | None:
        """Return the saved search ``sid``, deleted or not; None if there never was one."""
        rows = self._database.rows("SELECT * FROM saved_searches WHERE sid = ?", sid)
        return _saved(rows[0]) if rows else None

    def live(self, limit: int, offset: int = 0) -> list[SavedSearch]:
        """Return saved searches that are not deleted, newest first."""
        rows = self._database.rows(
            "SELECT * FROM saved_searches WHERE deleted_at IS NULL"
            " ORDER BY seq DESC LIMIT ? OFFSET ?",
            limit,
            offset,
        )
        return [_saved(row) for row in rows]

    def count(self) -> int:
        """Return how many there are that are not deleted."""
        return self._count(self._database.connection())

    def may_edit(self, sid: str, token: str) -> bool:
        """Say whether ``token`` is the edit token of ``sid``."""
        rows = self._database.rows("SELECT edit_token_hash FROM saved_searches WHERE sid = ?", sid)
        return is_token(token, rows[0]["edit_token_hash"] if rows else "")

    def edit(self, sid: str, text: SavedText, by: str = "") -> bool:
        """Change name, note and saver; False when there is none to change."""
        return self._change(
            "name = ?, note = ?, saved_by = ?, changed_at = ?, changed_by = ?",
            (text.name, text.note, text.by, now(), by),
            sid,
        )

    def delete(self, sid: str, by: str = "") -> bool:
        """Make a tombstone of it: the note goes, name and search stay readable."""
        changes = "note = '', deleted_at = ?, deleted_by = ?"
        return self._change(changes, (now(), by), sid)

    def _change(self, changes: str, values: tuple[str, ...], sid: str) -> bool:
        with self._database.transaction() as connection:
            cursor = connection.execute(
                f"UPDATE saved_searches SET {changes} WHERE sid = ? AND deleted_at IS NULL",
                (*values, sid),
            )
            return cursor.rowcount == 1

    def _count(self, connection: Connection) -> int:
        query = "SELECT COUNT(*) FROM saved_searches WHERE deleted_at IS NULL"
        return int(connection.execute(query).fetchone()[0])

    def _sure(self, sid: str) -> SavedSearch:
        found = self.get(sid)
        if found is None:
            raise LookupError(sid)
        return found


def _unused(connection: Connection) -> str:
    while True:
        sid = new_sid()
        query = "SELECT 1 FROM saved_searches WHERE sid = ?"
        if connection.execute(query, (sid,)).fetchone() is None:
            return sid


def _saved(row: Row) -> SavedSearch:
    return SavedSearch(
        sid=row["sid"],
        text=SavedText(row["name"], row["note"], row["saved_by"]),
        query=row["query"],
        created_at=row["created_at"],
        changed_at=row["changed_at"],
        changed_by=row["changed_by"],
        deleted_at=row["deleted_at"],
        deleted_by=row["deleted_by"],
    )
