"""A snapshot is what was found, for ever: whatever comes, goes, changes or is rebuilt later."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from searchapp import snapshot as snapshot_module
from searchapp import snapshots as module
from searchapp import take_snapshot as taking
from searchapp.check import check
from searchapp.desk import Desk
from searchapp.difference import added_since, compared, compared_with_now
from searchapp.errors import InvalidParameter
from searchapp.ingest.pipeline import ingest
from searchapp.params import SearchParams
from searchapp.saved import SavedSearch, SavedText
from searchapp.search import listing, search
from searchapp.snapshot import BrokenSnapshot, Snapshot
from searchapp.snapshot_json import snapshot_text
from searchapp.take_snapshot import take_snapshot

CITIES = ("广元市", "成都市", "泉州市", "汉中市", "普洱市")


@pytest.fixture
def add(desk: Desk, write: Callable[[str, str], str]) -> Callable[..., None]:
    def add_page(name: str, city: str, what: str, day: str = "2021-05-06") -> None:
        text = f"{city}总工会{what}\n{day}\n{city}总工会{what}，惠及职工三百余人。\n"
        ingest([write(f"{name}.txt", text)], desk)

    return add_page


@pytest.fixture
def saved(desk: Desk, add: Callable[..., None]) -> SavedSearch:
    for n, city in enumerate(CITIES):
        add(str(n), city, "慰问劳模")
    return desk.store.saved.add(SavedText("慰问"), SearchParams(q="慰问"))[0]


def whole(snapshot: Snapshot, desk: Desk) -> str:
    """Return all of a snapshot as its JSON has it."""
    return "".join(snapshot_text(snapshot, desk.store.snapshots.rows(snapshot), "http://x"))


def test_it_holds_the_whole_answer_in_its_order(desk: Desk, saved: SavedSearch) -> None:
    taken = take_snapshot(saved, "通报", desk)
    page = search(saved.params, desk)
    rows = list(desk.store.snapshots.rows(taken))
    assert tuple(row.id for row in rows) == listing(saved.params, desk).ids
    assert [row.title for row in rows] == [hit.plain_title for hit in page.hits]
    assert taken.number == f"{saved.sid}/1"
    assert taken.taken.articles == page.total == 5
    assert (taken.taken.name, taken.taken.note, taken.taken.query) == (
        "慰问",
        "通报",
        "q=%E6%85%B0%E9%97%AE",
    )
    assert taken.taken.generation == page.generation
    assert taken.taken.taken_at.endswith("+08:00")
    regions = next(facet for facet in taken.taken.facets if facet.name == "region")
    assert ("510800", "四川省 广元市", 1) in regions.values


def test_what_was_searched_beside_the_words_is_recorded(
    desk: Desk, add: Callable[..., None]
) -> None:
    add("a", "广元市", "慰问劳模")
    add("b", "成都市", "慰问劳动模范")
    saved = desk.store.saved.add(SavedText("一"), SearchParams(q="劳模"))[0]
    taken = take_snapshot(saved, "", desk).taken
    assert ("劳模", True) in {(typed, "劳动模范" in also) for typed, also in taken.expansion}
    assert taken.synonym_only == 1
    assert taken.synonyms
    typed = desk.store.saved.add(SavedText("二"), SearchParams(q="劳模", synonyms=False))[0]
    assert take_snapshot(typed, "", desk).taken.expansion == ()


def test_it_is_read_back_as_it_was_taken(desk: Desk, saved: SavedSearch) -> None:
    first, second = take_snapshot(saved, "", desk), take_snapshot(saved, "二", desk)
    assert desk.store.snapshots.get(saved.sid, 1) == first
    assert desk.store.snapshots.of(saved.sid) == [second, first]
    assert desk.store.snapshots.newest(saved.sid) == second
    assert desk.store.snapshots.get(saved.sid, 3) is None
    assert desk.store.snapshots.newest("S-00000000") is None
    assert desk.store.snapshots.is_sound(first)


def test_a_list_of_many_parts_is_read_from_anywhere(
    desk: Desk, saved: SavedSearch, monkeypatch: pytest.MonkeyPatch
) -> None:
    for one in (snapshot_module, taking, module):
        monkeypatch.setattr(one, "PART_ROWS", 2)
    taken = take_snapshot(saved, "", desk)
    assert len(taken.parts) == 3
    rows = list(desk.store.snapshots.rows(taken))
    assert [len(list(desk.store.snapshots.rows(taken, n))) for n in range(7)] == [
        5,
        4,
        3,
        2,
        1,
        0,
        0,
    ]
    assert list(desk.store.snapshots.rows(taken, 3)) == rows[3:]
    assert [key.id for key in desk.store.snapshots.keys(taken)] == [row.id for row in rows]


def test_a_search_that_finds_nothing_can_be_kept_too(desk: Desk, saved: SavedSearch) -> None:
    none = desk.store.saved.add(SavedText("无"), SearchParams(q="绝无此词"))[0]
    taken = take_snapshot(none, "", desk)
    assert taken.taken.articles == 0
    assert list(desk.store.snapshots.rows(taken)) == []
    assert compared_with_now(taken, none.params, desk).is_empty


def test_there_are_limits_and_they_are_named(
    desk: Desk, saved: SavedSearch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking, "MAX_ROWS", 4)
    with pytest.raises(InvalidParameter, match="命中 5 篇"):
        take_snapshot(saved, "", desk)
    monkeypatch.undo()
    monkeypatch.setattr(module, "MAX_SNAPSHOTS", 1)
    take_snapshot(saved, "", desk)
    with pytest.raises(InvalidParameter, match="已有 1 个快照"):
        take_snapshot(saved, "", desk)


def test_the_file_itself_refuses_to_change_one(desk: Desk, saved: SavedSearch) -> None:
    take_snapshot(saved, "", desk)
    connection = sqlite3.connect(desk.settings.data / "store.sqlite3")
    for change in (
        "UPDATE snapshots SET articles = 9",
        "DELETE FROM snapshots",
        "UPDATE snapshot_parts SET keys = x''",
        "DELETE FROM snapshot_parts",
    ):
        with pytest.raises(sqlite3.IntegrityError, match="never"):
            connection.execute(change)
    connection.close()


def spoil(desk: Desk, table: str, column: str, blob: bytes) -> None:
    connection = sqlite3.connect(desk.settings.data / "store.sqlite3")
    connection.execute(f"DROP TRIGGER {table}_stay")
    connection.execute(f"UPDATE {table} SET {column} = ?", (blob,))
    connection.commit()
    connection.close()


@pytest.mark.parametrize("blob", [b"", b"\x00" * 9, zlib.compress(b"[]")])
def test_a_damaged_one_is_told_apart_from_a_sound_one(
    desk: Desk, saved: SavedSearch, blob: bytes
) -> None:
    taken = take_snapshot(saved, "", desk)
    spoil(desk, "snapshot_parts", "facts", blob)
    assert not desk.store.snapshots.is_sound(taken)
    (found,) = [finding for finding in check(desk) if not finding.agrees]
    assert (found.name, found.detail) == ("快照与校验值", taken.number)
    with pytest.raises(BrokenSnapshot):
        list(desk.store.snapshots.rows(taken))
    spoil(desk, "snapshots", "head", blob)
    with pytest.raises(BrokenSnapshot):
        desk.store.snapshots.get(saved.sid, 1)


def test_it_stays_when_the_search_is_deleted(desk: Desk, saved: SavedSearch) -> None:
    taken = take_snapshot(saved, "", desk)
    before = whole(taken, desk)
    desk.store.saved.delete(saved.sid)
    assert desk.store.snapshots.get(saved.sid, 1) == taken
    assert whole(taken, desk) == before


def test_nothing_differs_until_something_happens(
    desk: Desk, saved: SavedSearch, add: Callable[..., None]
) -> None:
    taken = take_snapshot(saved, "", desk)
    add("other", "西安市", "举办技能竞赛")
    assert compared_with_now(taken, saved.params, desk).is_empty
    assert added_since(taken, saved.params, desk) == 0


def test_new_reports_are_told_by_when_they_were_published(
    desk: Desk, saved: SavedSearch, add: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking, "beijing_now", lambda: "2021-06-01T08:00:00+08:00")
    taken = take_snapshot(saved, "", desk)
    for name, city, day in (
        ("before", "西安市", "2021-05-31"),
        ("undated", "遵义市", ""),
        ("that-day", "昆明市", "2021-06-01"),
        ("that-month", "南昌市", "2021年6月"),
        ("after", "长沙市", "2021-06-02"),
    ):
        add(name, city, "慰问职工", day)
    found = compared_with_now(taken, saved.params, desk)
    assert [row.title[:3] for row in found.published] == ["长沙市"]
    assert {row.title[:3] for row in found.ingested} == {"西安市", "遵义市", "昆明市", "南昌市"}
    assert (found.added, found.matched, found.gone, found.changed) == (5, (), (), ())
    assert added_since(taken, saved.params, desk) == 5


def test_a_new_text_of_the_same_page_is_a_change(
    desk: Desk, saved: SavedSearch, add: Callable[..., None]
) -> None:
    taken = take_snapshot(saved, "", desk)
    add("0", "广元市", "慰问劳模和职工")
    add("1", "成都市", "慰问劳模", "2021-05-07")
    add("2", "泉州市", "举办技能竞赛")
    found = compared_with_now(taken, saved.params, desk)
    what = {change.before.title[:3]: change.what for change in found.changed}
    assert what == {"广元市": ("题名", "正文"), "成都市": ("日期",)}
    assert [row.title for row in found.gone] == ["泉州市总工会慰问劳模"]
    assert found.added == 0


def test_two_snapshots_are_compared_like_one_with_now(
    desk: Desk, saved: SavedSearch, add: Callable[..., None]
) -> None:
    first = take_snapshot(saved, "", desk)
    add("old", "西安市", "慰问职工", "2012-01-02")
    add("0", "广元市", "慰问劳模和职工")
    add("2", "泉州市", "举办技能竞赛")
    with_now = compared_with_now(first, saved.params, desk)
    second = take_snapshot(saved, "", desk)
    assert compared(first, second, desk) == with_now
    assert (with_now.added, len(with_now.gone), len(with_now.changed)) == (1, 1, 1)


def test_an_article_there_before_and_found_only_now_is_neither_new_nor_late(
    desk: Desk, saved: SavedSearch, add: Callable[..., None]
) -> None:
    add("late", "西安市", "举办技能竞赛")
    taken = take_snapshot(saved, "", desk)
    add("late", "西安市", "举办技能竞赛并慰问选手")
    found = compared_with_now(taken, saved.params, desk)
    assert [row.title for row in found.matched] == ["西安市总工会举办技能竞赛并慰问选手"]
    assert (found.published, found.ingested) == ((), ())


def test_a_store_without_snapshots_is_brought_forward(tmp_path: Path, desk: Desk) -> None:
    assert desk.store.snapshots.of("S-00000000") == []
    assert desk.store.snapshots.all_numbers() == []
