"""Saved searches outlive everything but their deletion, and that leaves a tombstone."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.query import Sort
from searchapp import saved as module
from searchapp.cli import run
from searchapp.database import MIGRATIONS, Database
from searchapp.desk import Desk, open_desk
from searchapp.errors import InvalidParameter
from searchapp.indexing import rebuild
from searchapp.ingest.pipeline import ingest
from searchapp.params import SearchParams
from searchapp.saved import MAX_BY, MAX_NAME, MAX_NOTE, SavedText, read_text
from searchapp.search import search
from searchapp.store import Store

PARAMS = SearchParams(q="劳模", region=("510800",), year=("2020", "none"), sort=Sort.DATE_DESC)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store.sqlite3")


def test_a_saved_search_is_read_back_as_it_was_saved(store: Store) -> None:
    text = SavedText("广元劳模", "季度通报用", "宣教部")
    saved, token = store.saved.add(text, PARAMS.but(page=3))
    assert store.saved.get(saved.sid) == saved
    assert saved.text == text
    assert saved.params == PARAMS
    assert len(token) == 22  # 128 bits
    assert store.saved.may_edit(saved.sid, token)


def test_the_token_is_not_in_the_file(store: Store, tmp_path: Path) -> None:
    saved, token = store.saved.add(SavedText("一"), PARAMS)
    store.close()
    assert not any(token.encode() in file.read_bytes() for file in tmp_path.iterdir())
    again = Store(tmp_path / "store.sqlite3")
    assert not again.saved.may_edit(saved.sid, "")
    assert not again.saved.may_edit(saved.sid, token[:-1])
    assert not again.saved.may_edit("S-00000000", token)
    assert again.saved.may_edit(saved.sid, f" {token} ")


def test_the_newest_comes_first_and_a_deleted_one_not_at_all(store: Store) -> None:
    first, second, third = (store.saved.add(SavedText(name), PARAMS)[0] for name in "一二三")
    assert store.saved.delete(second.sid, "管理员")
    assert [found.sid for found in store.saved.live(9)] == [third.sid, first.sid]
    assert store.saved.count() == 2


def test_a_tombstone_keeps_name_and_search_and_loses_the_note(store: Store) -> None:
    saved, _ = store.saved.add(SavedText("一", "机密"), PARAMS)
    store.saved.delete(saved.sid, "管理员")
    stone = store.saved.get(saved.sid)
    assert stone is not None
    assert stone.deleted_at
    assert (stone.deleted_by, stone.text, stone.params) == ("管理员", SavedText("一"), PARAMS)
    assert not store.saved.delete(saved.sid)
    assert not store.saved.edit(saved.sid, SavedText("二"))


def test_an_id_is_never_given_twice(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    saved, _ = store.saved.add(SavedText("一"), PARAMS)
    store.saved.delete(saved.sid)
    offered = iter([saved.sid, saved.sid, "S-00000001"])
    monkeypatch.setattr(module, "new_sid", lambda: next(offered))
    assert store.saved.add(SavedText("二"), PARAMS)[0].sid == "S-00000001"


def test_there_is_a_limit_to_their_number(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_SAVED", 1)
    saved, _ = store.saved.add(SavedText("一"), PARAMS)
    with pytest.raises(InvalidParameter, match="满 1 个"):
        store.saved.add(SavedText("二"), PARAMS)
    store.saved.delete(saved.sid)
    store.saved.add(SavedText("二"), PARAMS)


@pytest.mark.parametrize(
    ("typed", "parameter"),
    [
        ({"name": " \n"}, "name"),
        ({"name": "一" * (MAX_NAME + 1)}, "name"),
        ({"name": "一", "note": "二" * (MAX_NOTE + 1)}, "note"),
        ({"name": "一", "by": "三" * (MAX_BY + 1)}, "by"),
    ],
)
def test_what_is_too_long_or_missing_is_named(typed: dict[str, str], parameter: str) -> None:
    with pytest.raises(InvalidParameter) as caught:
        read_text(**typed)
    assert caught.value.parameter == parameter


def test_the_longest_texts_allowed_are_kept() -> None:
    text = read_text("一" * MAX_NAME, "二" * MAX_NOTE, "三" * MAX_BY)
    assert (len(text.name), len(text.note), len(text.by)) == (MAX_NAME, MAX_NOTE, MAX_BY)


@given(st.text(st.characters(exclude_categories=[]), max_size=MAX_BY))
def test_any_text_is_stored_as_sound_text(text: str) -> None:
    kept = read_text("名", text, text)
    kept.note.encode("utf-8")
    assert "\x00" not in kept.note
    assert "\n" not in kept.by
    assert read_text("名", kept.note, kept.by) == kept


def test_they_survive_a_rebuilt_index_and_a_second_ingest(
    desk: Desk, write: Callable[[str, str], str], page: Callable[[str, str], str]
) -> None:
    path = write("a.txt", page("广元市", "慰问劳模"))
    ingest([path], desk)
    saved, token = desk.store.saved.add(SavedText("一"), SearchParams(q="劳模"))
    assert search(saved.params, desk).total == 1
    rebuild(desk)
    ingest([path, write("b.txt", page("成都市", "慰问劳模"))], desk)
    again = open_desk(desk.settings)
    assert again.store.saved.get(saved.sid) == saved
    assert again.store.saved.may_edit(saved.sid, token)
    assert search(saved.params, again).total == 2
    again.close()


def test_a_store_of_the_version_before_is_brought_forward(tmp_path: Path) -> None:
    steps = tmp_path / "steps"
    steps.mkdir()
    first = MIGRATIONS / "0001_store.sql"
    (steps / first.name).write_text(first.read_text(encoding="utf-8"), encoding="utf-8")
    Database(tmp_path / "store.sqlite3", steps).close()
    store = Store(tmp_path / "store.sqlite3")
    assert store.saved.count() == 0
    store.close()


def test_a_search_saved_under_old_names_still_opens(store: Store, tmp_path: Path) -> None:
    saved, _ = store.saved.add(SavedText("一"), PARAMS)
    connection = sqlite3.connect(tmp_path / "store.sqlite3")
    connection.execute("UPDATE saved_searches SET query = 'keyword=a&organization=510800-zgh'")
    connection.commit()
    connection.close()
    found = store.saved.get(saved.sid)
    assert found is not None
    assert found.params == SearchParams(q="a", org=("510800-zgh",))


def test_the_command_line_lists_renames_and_deletes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def call(*arguments: str) -> tuple[int, str, str]:
        code = run(["--data", str(tmp_path), "saved", *arguments])
        return code, *capsys.readouterr()

    store = Store(tmp_path / "store.sqlite3")
    saved, _ = store.saved.add(SavedText("一", "备注", "宣教部"), PARAMS)
    typed = saved.sid.lower().replace("-", "")
    assert call("rename", typed, "--name", "二", "--by", "李") == (
        0,
        f"已改名 {saved.sid} 二。\n",
        "",
    )
    changed = store.saved.get(saved.sid)
    assert changed is not None
    assert (changed.text, changed.changed_by) == (SavedText("二", "备注", "宣教部"), "李")
    code, out, _ = call("list")
    assert code == 0
    assert out.splitlines()[0] == "已存检索 1 个。"
    assert saved.sid in out
    assert PARAMS.canonical() in out
    assert call("delete", typed)[0] == 2
    assert call("delete", typed, "--by", "李")[0] == 0
    code, _, said = call("delete", typed, "--by", "李")
    assert code == 3
    assert "删除" in said
    assert call("rename", "S-00000000", "--name", "三", "--by", "李")[0] == 3
    assert call("list")[1] == "已存检索 0 个。\n"
    store.close()
