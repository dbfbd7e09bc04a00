"""Lists of names that the staff keep for tables: numbered; their names never change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.said import said
from searchapp.database import Connection, Database, Row
from searchapp.edit_token import is_token, new_token
from searchapp.errors import InvalidParameter
from searchapp.sid import new_sid, read_sid
from searchapp.store_writer import now

PREFIX = "L"
MAX_NAME, MAX_BY = 60, 60
"""Characters."""
MAX_LISTS = 1_000


@dataclass(frozen=True, slots=True)
class UnitList:
    """One list. ``lid`` is its number (L-7K2M9QXA); moments are ISO in UTC. One with
    ``deleted_at`` is offered no more, and still serves the tables that name it."""

    lid: str
    name: str
    names: tuple[str, ...]
    by: str
    created_at: str
    deleted_at: str | None = None

    @property
    def path(self) -> str:
        """The address of its page within the site."""
        return f"/lists/{self.lid}"


class UnitLists:
    """The lists of one store. Threads may share it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, name: str, names: Sequence[str], by: str = "") -> tuple[UnitList, str]:
        """Keep ``names`` (as ``read_lines`` returns them) under a name; return the list and its
        edit token, which is kept as a hash only.

        Raises InvalidParameter for a list without a name or names, or one too many.
        """
        named, saver = _named(name), " ".join(by.split())[:MAX_BY]
        if not names:
            raise _refused("names", said("名单是空的。请一行写一个名称。"))
        with self._database.transaction() as connection:
            total = connection.execute(
                "SELECT COUNT(*) FROM unit_lists WHERE deleted_at IS NULL"
            ).fetchone()[0]
            if total >= MAX_LISTS:
                raise _refused(
                    "list_name",
                    said("名单满 {max_lists} 份，不能再存。可直接粘贴使用。", max_lists=MAX_LISTS),
                )
            lid, (token, token_hash) = _unused(connection), new_token()
            connection.execute(
                "INSERT INTO unit_lists (lid, name, names, saved_by, created_at, edit_token_hash)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                (lid, named, "\n".join(names), saver, now(), token_hash),
            )
        return self.get(lid), token

    def get(self, lid: str) -> UnitList:
        """Return the list a number stands for, however it was copied; raise InvalidParameter when
        there is none."""
        sound = read_sid(lid, PREFIX)
        query = "SELECT * FROM unit_lists WHERE lid = ?"
        rows = self._database.rows(query, sound) if sound else []
        if not rows:
            shown = lid[:40]
            detail = said(
                "没有编号为“{shown}”的名单。编号形如 L-7K2M9QXA，见“名单”页。", shown=shown
            )
            raise InvalidParameter("list", shown, "no-such-list", detail)
        return _list(rows[0])

    def newest(self) -> list[UnitList]:
        """Return all lists that are not deleted, newest first."""
        query = "SELECT * FROM unit_lists WHERE deleted_at IS NULL ORDER BY seq DESC"
        return [_list(row) for row in self._database.rows(query)]

    def may_edit(self, lid: str, token: str) -> bool:
        """Say whether ``token`` is the edit token of ``lid``."""
        rows = self._database.rows("SELECT edit_token_hash FROM unit_lists WHERE lid = ?", lid)
        return is_token(token, rows[0]["edit_token_hash"] if rows else "")

    def rename(self, lid: str, name: str) -> None:
        """Give a list that is not deleted another name; raise InvalidParameter for none."""
        self._change("name = ?", _named(name), lid)

    def delete(self, lid: str) -> None:
        """Offer a list no more; its number keeps working."""
        self._change("deleted_at = ?", now(), lid)

    def _change(self, change: str, value: str, lid: str) -> None:
        with self._database.transaction() as connection:
            connection.execute(
                f"UPDATE unit_lists SET {change} WHERE lid = ? AND deleted_at IS NULL", (value, lid)
            )


def _unused(connection: Connection) -> str:
    while True:
        lid = new_sid(PREFIX)
        query = "SELECT 1 FROM unit_lists WHERE lid = ?"
        if connection.execute(query, (lid,)).fetchone() is None:
            return lid


def _named(name: str) -> str:
    named = " ".join(name.split())[:MAX_NAME]
    if not named:
        raise _refused("list_name", said("请给名单起一个名称，如“四川各市州总工会”。"))
    return named


def _refused(parameter: str, detail: str) -> InvalidParameter:
    return InvalidParameter(parameter, "", "empty-list", detail)


def _list(row: Row) -> UnitList:
    names = tuple(row["names"].split("\n"))
    kept = (row["saved_by"], row["created_at"], row["deleted_at"])
    return UnitList(row["lid"], row["name"], names, *kept)
