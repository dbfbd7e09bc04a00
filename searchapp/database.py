"""SQLite: connections, transactions and migrations. The only file that imports sqlite3."""

from __future__ import annotations

import re
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from searchapp.errors import AppError

Row = sqlite3.Row
Connection = sqlite3.Connection
T = TypeVar("T")

MIGRATIONS = Path(__file__).parent / "migrations"
BUSY_SECONDS = 30.0
CACHE_KB = 16_384
CHECKPOINT_PAGES = 8_000
"""Pages (of 4 KB) written beside the file before they are carried over: digests lie anywhere in
their index, so the more at once the fewer twice."""
_NUMBERED = re.compile(r"(\d{4})_\w+\.sql")


class StoreError(AppError):
    """The store cannot be opened or trusted; the message says why and what to do."""


class Database:
    """One SQLite file, with a connection for each thread that asks."""

    def __init__(self, path: Path, migrations: Path = MIGRATIONS) -> None:
        self.path = path
        self._local = threading.local()
        self._opened: list[Connection] = []
        self._lock = threading.Lock()
        self._remembering = threading.Lock()
        self._watch: Connection | None = None
        self._known: dict[str, tuple[int, Any]] = {}
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            migrate(self.connection(), path, migrations)
        except (sqlite3.Error, OSError) as error:
            self.close()
            raise StoreError(f"打不开数据库 {path}：{error}") from error
        except StoreError:
            self.close()
            raise

    def connection(self) -> Connection:
        """Return this thread's connection, opened on first use."""
        connection: Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = self._local.connection = self._open()
        return connection

    def _open(self) -> Connection:
        connection = _connect(self.path)
        with self._lock:
            self._opened.append(connection)
        return connection

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """Run a block as one write transaction: all of it is kept, or nothing."""
        connection = self.connection()
        try:
            connection.execute("BEGIN IMMEDIATE")
            yield connection
            connection.execute("COMMIT")
        except sqlite3.Error as error:
            _roll_back(connection)
            raise StoreError(f"数据库 {self.path} 写不进去：{error}") from error
        except BaseException:
            _roll_back(connection)
            raise

    def rows(self, query: str, *values: str | int) -> list[Row]:
        """Return all rows of a query; raise StoreError when the file cannot be read."""
        try:
            return self.connection().execute(query, values).fetchall()
        except sqlite3.Error as error:
            raise StoreError(f"数据库 {self.path} 读不出：{error}") from error

    def remembered(self, make: Callable[[], T]) -> T:
        """Return ``make()``, called again only after the database has changed; inside a write
        transaction it always is.

        SQLite tells a connection by ``data_version`` what others have committed: one that does
        nothing else is asked by all threads, so that none counts what another has counted.
        """
        if self.connection().in_transaction:
            return make()
        name = f"{make.__module__}.{make.__qualname__}"
        with self._remembering:
            if self._watch is None:
                self._watch = self._open()
            version = self._watch.execute("PRAGMA data_version").fetchone()[0]
            if name not in self._known or self._known[name][0] != version:
                self._known[name] = (version, make())
            found: T = self._known[name][1]
        return found

    def problems(self) -> list[str]:
        """Return what SQLite's own checks find wrong with the file; empty when all is well."""
        try:
            rows = self.connection().execute("PRAGMA integrity_check").fetchall()
            found = [str(row[0]) for row in rows if row[0] != "ok"]
            broken = self.connection().execute("PRAGMA foreign_key_check").fetchall()
        except sqlite3.DatabaseError as error:
            return [str(error)]
        return found + [f"{row[0]} → {row[2]}" for row in broken]

    def close(self) -> None:
        """Close the connections of all threads."""
        with self._lock:
            for connection in self._opened:
                connection.close()
            self._opened.clear()
        self._watch = None
        self._local = threading.local()


def _roll_back(connection: Connection) -> None:
    if connection.in_transaction:  # SQLite may have done it itself, as on a full disk
        connection.execute("ROLLBACK")


def _connect(path: Path) -> Connection:
    # close() may run in another thread than the one the connection serves.
    connection = sqlite3.connect(
        path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
    )
    connection.row_factory = Row
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute(f"PRAGMA cache_size = -{CACHE_KB}")
    connection.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES}")
    return connection


def migrate(connection: Connection, path: Path, migrations: Path = MIGRATIONS) -> int:
    """Bring the file to the newest schema and return its number.

    Each numbered file runs once, in its own transaction. Raises StoreError for a file written by
    a newer version of this program.
    """
    steps = _steps(migrations)
    newest = max(steps, default=0)
    found = _version(connection)
    if found > newest:
        raise StoreError(
            f"数据库 {path} 是更新版本的程序写的（结构 {found}，本程序只认识到 {newest}）。"
            "请换用新版本的程序，或另指定数据文件夹（--data）。"
        )
    for number in range(found + 1, newest + 1):
        _apply(connection, number, steps[number])
    return newest


def _apply(connection: Connection, number: int, script: Path) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        if _version(connection) < number:  # another process may have been faster
            for statement in _statements(script.read_text(encoding="utf-8")):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {number}")
    except BaseException:
        _roll_back(connection)
        raise
    connection.execute("COMMIT")


def _steps(migrations: Path) -> dict[int, Path]:
    found = {
        int(match[1]): path
        for path in migrations.iterdir()
        if (match := _NUMBERED.fullmatch(path.name))
    }
    if sorted(found) != list(range(1, len(found) + 1)):
        raise StoreError(f"{migrations} 里的迁移编号不连续：{sorted(found)}")
    return found


def _statements(script: str) -> Iterator[str]:
    """Cut a script into statements: ``executescript`` would commit our transaction first."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def _version(connection: Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def copy_database(source: Path, target: Path) -> None:
    """Copy one committed state of a database to ``target`` while others read and write it.

    Raises StoreError when either cannot be read or written, or the copy is not sound.
    """
    try:
        origin, copy = _connect(source), sqlite3.connect(target)
        try:
            origin.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")
            found = [str(row[0]) for row in copy.execute("PRAGMA integrity_check")]
        finally:
            copy.close()
            origin.close()
    except sqlite3.Error as error:
        raise StoreError(f"数据库 {source} 不能复制到 {target}：{error}") from error
    if found != ["ok"]:
        raise StoreError(f"数据库 {source} 已损坏（{found[0]}），没有备份。请用最近的备份恢复。")


def table_rows(path: Path) -> dict[str, int]:
    """Return the rows of every table of a sound database file; raise StoreError otherwise."""
    try:
        connection = sqlite3.connect(path)
        try:
            found = [str(row[0]) for row in connection.execute("PRAGMA integrity_check")]
            if found != ["ok"]:
                raise StoreError(f"数据库 {path} 已损坏：{found[0]}")
            names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            return {
                name: connection.execute(f'SELECT COUNT(*) FROM "{name}"').fetchone()[0]
                for (name,) in sorted(names)
            }
        finally:
            connection.close()
    except sqlite3.Error as error:
        raise StoreError(f"数据库 {path} 读不出：{error}") from error
