"""Lists of names that the staff keep for tables: named, numbered, never changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.said import said
from searchapp.database import Connection, Database, Row
from searchapp.errors import InvalidParameter
from searchapp.sid import new_sid, read_sid
from searchapp.store_writer import now

PREFIX = "L"
MAX_NAME, MAX_BY = 60, 60
"""Characters."""
MAX_LISTS = 1_000


@dataclass(frozen=True, slots=True)
class UnitList:
    """One list. ``lid`` is its number (L-7K2M9QXA); moments are ISO in UTC."""

    lid: str
    name: str
    names: tuple[str, ...]
    by: str
    created_at: str


class UnitLists:
    """The lists of one store. Threads may share it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, name: str, names: Sequence[str], by: str = "") -> UnitList:
        """Keep ``names`` (as ``read_lines`` returns them) under a name; raise InvalidParameter for
        a list without a name or names, or one too many."""
        named, saver = " ".join(name.split())[:MAX_NAME], " ".join(by.split())[:MAX_BY]
        if not named:
            raise _refused("list_name", said("请给名单起一个名称，如“四川各市州总工会”。"))
        if not names:
            raise _refused("names", said("名单是空的。请一行写一个名称。"))
        with self._database.transaction() as connection:
            total = connection.execute("SELECT COUNT(*) FROM unit_lists").fetchone()[0]
            if total >= MAX_LISTS:
                raise _refused(
                    "list_name",
                    said("名单满 {max_lists} 份，不能再存。可直接粘贴使用。", max_lists=MAX_LISTS),
                )
            lid = _unused(connection)
            connection.execute(
                "INSERT INTO unit_lists (lid, name, names, saved_by, created_at)"
                " VALUES (?, ?, ?, ?, ?)",
                (lid, named, "\n".join(names), saver, now()),
            )
        return self.get(lid)

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
        """Return all lists, newest first."""
        query = "SELECT * FROM unit_lists ORDER BY seq DESC"
        return [_list(row) for row in self._database.rows(query)]


def _unused(connection: Connection) -> str:
    while True:
        lid = new_sid(PREFIX)
        query = "SELECT 1 FROM unit_lists WHERE lid = ?"
        if connection.execute(query, (lid,)).fetchone() is None:
            return lid


def _refused(parameter: str, detail: str) -> InvalidParameter:
    return InvalidParameter(parameter, "", "empty-list", detail)


def _list(row: Row) -> UnitList:
    names = tuple(row["names"].split("\n"))
    return UnitList(row["lid"], row["name"], names, row["saved_by"], row["created_at"])
