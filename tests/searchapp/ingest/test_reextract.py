from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from searchapp.check import check
from searchapp.cli import run
from searchapp.correct import Given, correct
from searchapp.desk import Desk
from searchapp.ingest import pipeline
from searchapp.ingest.reextract import reextract
from searchapp.stored_page import StoredPage
from searchapp.stored_page import stored_page as as_stored


@pytest.fixture
def outdated(desk: Desk, write: Callable[[str, str], str], monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Two articles read by rules that dated everything to one day and named it alike."""
    from searchapp.article import DateFact, Extraction, RawPage
    from searchapp.ingest import read_ahead

    def badly(page: RawPage, found: Extraction) -> StoredPage:
        return as_stored(page, replace(found, title="旧", date=DateFact("1999-01-01", "day", "")))

    record = {"title": "劳模休养", "date": "2020-10-09", "body": "广元市总工会组织劳模休养。"}
    text = "南京市总工会举办竞赛\n2021-05-06\n南京市总工会举办职工技能竞赛，二百人参加。\n"
    paths = [write("a.jsonl", json.dumps(record, ensure_ascii=False)), write("b.txt", text)]
    with monkeypatch.context() as patch:
        patch.setattr(read_ahead, "stored_page", badly)
        patch.setattr(pipeline, "rules_fingerprint", lambda: "old rules")
        pipeline.ingest(paths, desk)
    return desk


def test_what_would_change_is_told_and_nothing_is_changed(outdated: Desk) -> None:
    before = list(outdated.store.all_articles())
    told = list(reextract(outdated, apply=False))
    assert [one.changes["date"] for one in told] == [
        ("1999-01-01", "2020-10-09"),
        ("1999-01-01", "2021-05-06"),
    ]
    assert told[0].changes["title"] == ("旧", "劳模休养")
    assert list(outdated.store.all_articles()) == before


def test_applied_it_is_read_searched_and_counted_and_corrections_stay(
    outdated: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = outdated.store.all_articles()
    correct(outdated, second.id, Given(title="定好的标题"), by="李明")
    assert run(["--data", str(outdated.settings.data), "reextract", "--apply"]) == 0
    assert "有改动 2 篇（标题 2，日期 2" in capsys.readouterr().out
    found = {one.id: one for one in outdated.store.all_articles()}
    assert found[first.id].extraction.title == "劳模休养"
    assert found[second.id].extraction.title == "定好的标题"
    assert found[second.id].read.title == "南京市总工会举办竞赛"
    assert all(finding.agrees for finding in check(outdated))
    assert list(reextract(outdated, apply=True)) == []


def test_how_far_it_is_is_told_also_of_what_needs_no_reading(outdated: Desk) -> None:
    told: list[int] = []
    assert len(list(reextract(outdated, True, told.append))) == 2
    assert list(reextract(outdated, True, told.append)) == []
    assert told == [2, 2]


def test_workers_read_what_one_process_reads(
    outdated: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = list(reextract(outdated, apply=False))
    monkeypatch.setattr("searchapp.ingest.reextract.FEW", 1)
    many = replace(outdated, settings=replace(outdated.settings, workers=2))
    assert list(reextract(many, apply=False)) == alone
