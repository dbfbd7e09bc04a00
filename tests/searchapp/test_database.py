from __future__ import annotations

import shutil
import threading
from pathlib import Path

import pytest

from searchapp.database import MIGRATIONS, Database, StoreError


def pragma(database: Database, name: str) -> object:
    return database.connection().execute(f"PRAGMA {name}").fetchone()[0]


def test_a_new_file_has_the_newest_schema_and_the_durable_settings(tmp_path: Path) -> None:
    database = Database(tmp_path / "deep" / "a.sqlite3")
    newest = max(int(path.name[:4]) for path in MIGRATIONS.glob("*.sql"))
    assert pragma(database, "user_version") == newest
    assert pragma(database, "journal_mode") == "wal"
    assert pragma(database, "synchronous") == 2  # FULL
    assert pragma(database, "foreign_keys") == 1
    assert database.problems() == []
    database.close()


def test_an_older_file_is_brought_to_the_newest_schema_and_keeps_its_rows(tmp_path: Path) -> None:
    steps = tmp_path / "steps"
    steps.mkdir()
    (steps / "0001_a.sql").write_text("CREATE TABLE a (x TEXT); -- one; two\n")
    first = Database(tmp_path / "a.sqlite3", steps)
    first.connection().execute("INSERT INTO a VALUES ('kept')")
    first.close()
    (steps / "0002_b.sql").write_text("ALTER TABLE a ADD COLUMN y TEXT;\nUPDATE a SET y = 'a;b';\n")
    second = Database(tmp_path / "a.sqlite3", steps)
    assert tuple(second.connection().execute("SELECT x, y FROM a").fetchone()) == ("kept", "a;b")
    second.close()


def test_a_step_that_fails_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    steps = tmp_path / "steps"
    shutil.copytree(MIGRATIONS, steps)
    number = len(list(steps.glob("*.sql"))) + 1
    Database(tmp_path / "a.sqlite3", steps).close()
    bad = steps / f"{number:04}_bad.sql"
    bad.write_text("CREATE TABLE half (x TEXT);\nINSERT INTO nowhere VALUES (1);\n")
    with pytest.raises(StoreError):
        Database(tmp_path / "a.sqlite3", steps)
    bad.unlink()
    database = Database(tmp_path / "a.sqlite3", steps)
    assert (
        database.connection().execute("SELECT 1 FROM sqlite_master WHERE name = 'half'").fetchone()
        is None
    )
    database.close()


def test_a_file_of_a_newer_program_is_refused_with_what_to_do(tmp_path: Path) -> None:
    database = Database(tmp_path / "a.sqlite3")
    database.connection().execute("PRAGMA user_version = 9999")
    database.close()
    with pytest.raises(StoreError, match=r"更新版本.*9999.*--data"):
        Database(tmp_path / "a.sqlite3")


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.sqlite3").write_bytes(b"not a database at all" * 100)
    with pytest.raises(StoreError, match="打不开"):
        Database(tmp_path / "a.sqlite3")


def test_a_transaction_that_fails_leaves_nothing(tmp_path: Path) -> None:
    database = Database(tmp_path / "a.sqlite3")
    with pytest.raises(RuntimeError), database.transaction() as connection:
        connection.execute("INSERT INTO meta VALUES ('a', 'b')")
        raise RuntimeError
    assert database.connection().execute("SELECT COUNT(*) FROM meta").fetchone()[0] == 0
    database.close()


def test_what_sqlite_refuses_is_said_as_an_error_of_the_store(tmp_path: Path) -> None:
    database = Database(tmp_path / "a.sqlite3")
    database.connection().execute("PRAGMA max_page_count = 40")
    with pytest.raises(StoreError, match=r"写不进去.*full"), database.transaction() as connection:
        connection.execute("INSERT INTO meta VALUES ('a', ?)", ("x" * 1_000_000,))
    with pytest.raises(StoreError, match="读不出"):
        database.rows("SELECT * FROM nowhere")
    assert database.rows("SELECT COUNT(*) FROM meta")[0][0] == 0
    database.close()


def test_many_threads_write_without_losing_anything(tmp_path: Path) -> None:
    database = Database(tmp_path / "a.sqlite3")

    def write(worker: int) -> None:
        for number in range(20):
            with database.transaction() as connection:
                connection.execute("INSERT INTO meta VALUES (?, '')", (f"{worker}-{number}",))

    threads = [threading.Thread(target=write, args=(worker,)) for worker in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert database.connection().execute("SELECT COUNT(*) FROM meta").fetchone()[0] == 120
    database.close()


def test_what_is_remembered_is_made_anew_after_any_commit(tmp_path: Path) -> None:
    database, other = Database(tmp_path / "a.sqlite3"), Database(tmp_path / "a.sqlite3")
    made = []

    def notes() -> int:
        made.append(1)
        return int(database.rows("SELECT COUNT(*) AS n FROM meta")[0]["n"])

    assert [database.remembered(notes) for _ in range(3)] == [0, 0, 0]
    assert len(made) == 1
    for writer in (database, other):
        before = database.remembered(notes)
        with writer.transaction() as connection:
            connection.execute("INSERT INTO meta VALUES (?, '')", (f"note {before}",))
        assert database.remembered(notes) == before + 1
    answers: list[int] = []
    made.clear()
    thread = threading.Thread(target=lambda: answers.append(database.remembered(notes)))
    thread.start()
    thread.join()
    assert answers == [2] and not made, "what one thread has counted no other counts again"
    with pytest.raises(KeyError), database.transaction() as connection:
        connection.execute("INSERT INTO meta VALUES ('never kept', '')")
        assert database.remembered(notes) == 3
        raise KeyError
    assert database.remembered(notes) == 2
    database.close()
    other.close()
