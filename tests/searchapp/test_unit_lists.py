"""Kept lists have a number, and never change."""

from __future__ import annotations

import re

import pytest

from searchapp.cli import run
from searchapp.desk import Desk
from searchapp.errors import InvalidParameter
from searchapp.params import SearchParams
from searchapp.stats import statistics
from searchapp.stats_params import StatsParams

NAMES = ("广元市总工会", "利州区总工会", "(厂) 工会")


def test_a_list_is_kept_as_it_was_given(desk: Desk) -> None:
    kept, _ = desk.store.lists.add("  广元\n各区县 ", NAMES, "宣教部")
    assert re.fullmatch(r"L-[0-9A-HJKMNP-TV-Z]{8}", kept.lid)
    assert (kept.name, kept.names, kept.by) == ("广元 各区县", NAMES, "宣教部")
    assert desk.store.lists.get(f"{kept.lid.lower()}）。") == kept
    later, _ = desk.store.lists.add("另一份", NAMES[:1])
    assert desk.store.lists.newest() == [later, kept]


@pytest.mark.parametrize("lid", ["", "L-00000000", "S-7K2M9QXA", "名单"])
def test_a_number_without_a_list_is_said_so(desk: Desk, lid: str) -> None:
    with pytest.raises(InvalidParameter, match="没有编号为"):
        desk.store.lists.get(lid)


def test_a_list_needs_a_name_and_names(desk: Desk) -> None:
    for name, names in (("", NAMES), (" \n", NAMES), ("空的", ())):
        with pytest.raises(InvalidParameter):
            desk.store.lists.add(name, names)
    assert desk.store.lists.newest() == []


def test_a_table_has_the_rows_of_the_list_and_names_it_in_its_link(desk: Desk) -> None:
    kept, _ = desk.store.lists.add("广元", NAMES)
    table = statistics(SearchParams(), StatsParams(rows="org", kept=kept.lid.lower()), desk)
    assert [row.label for row in table.rows] == list(NAMES)
    assert table.zero_rows == len(NAMES)
    assert f"list={kept.lid}" in table.path() and "names=" not in table.path()


def test_a_list_is_renamed_and_deleted_and_its_tables_stay(desk: Desk) -> None:
    lists = desk.store.lists
    kept, token = lists.add("广元", NAMES)
    assert lists.may_edit(kept.lid, f" {token}\n")
    assert not lists.may_edit(kept.lid, "") and not lists.may_edit("L-00000000", token)
    lists.rename(kept.lid, " 广元 各区县 ")
    assert lists.get(kept.lid).name == "广元 各区县"
    with pytest.raises(InvalidParameter, match="起一个名称"):
        lists.rename(kept.lid, " ")
    lists.delete(kept.lid)
    assert lists.newest() == []
    assert lists.get(kept.lid).deleted_at
    table = statistics(SearchParams(), StatsParams(rows="org", kept=kept.lid), desk)
    assert [row.label for row in table.rows] == list(NAMES)


def test_a_list_kept_before_there_were_tokens_is_nobody_s_to_change(desk: Desk) -> None:
    kept, _ = desk.store.lists.add("广元", NAMES)
    with desk.store.lists._database.transaction() as connection:
        connection.execute("UPDATE unit_lists SET edit_token_hash = ''")
    assert not desk.store.lists.may_edit(kept.lid, "")


def test_the_server_s_own_command_changes_lists(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    kept, _ = desk.store.lists.add("广元", NAMES, "宣教部")
    data = ["--data", str(desk.settings.data), "lists"]
    assert run([*data, "rename", kept.lid, "--name", "广元各区县"]) == 0
    assert run([*data, "list"]) == 0
    assert run([*data, "delete", kept.lid]) == 0
    assert run([*data, "delete", "L-00000000"]) == 2
    out, error = capsys.readouterr()
    assert "宣教部  3 行  广元各区县" in out
    assert "没有编号为" in error
    assert desk.store.lists.newest() == []
