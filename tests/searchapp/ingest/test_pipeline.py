from __future__ import annotations

import json
import os
import random
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.query import Phrase, Query
from searchapp.article import Article
from searchapp.check import check
from searchapp.desk import Desk, open_desk
from searchapp.indexing import DataBusy, sole_writer
from searchapp.ingest import pipeline
from searchapp.ingest.outcome import Outcome
from searchapp.ingest.pipeline import ingest
from searchapp.settings import Settings

Write = Callable[[str, str | bytes], str]
Page = Callable[[str, str], str]


@pytest.fixture(autouse=True)
def store_and_index_agree_in_the_end(desk: Desk) -> Iterator[None]:
    yield
    assert [str(finding) for finding in check(desk) if not finding.agrees] == []


def counts(outcome: Outcome) -> dict[str, int]:
    names = ("new", "same", "moved", "revised", "quarantined")
    return {name: n for name in names if (n := getattr(outcome, name))}


def only(desk: Desk) -> Article:
    (article,) = desk.store.all_articles()
    return article


def found(desk: Desk, text: str) -> list[str]:
    return [hit.id for hit in desk.engine.search(Query(Phrase(text), limit=100)).hits]


def collection(write: Write, name: str, *records: dict[str, str]) -> str:
    return write(name, "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records))


def record(title: str, url: str = "") -> dict[str, str]:
    made = {"title": title, "body": f"{title}。这是正文，讲的是职工的事情。", "date": "2020-01-02"}
    return {**made, "url": url} if url else made


# --- identity, all the way through ---------------------------------------------------------------


def test_a_new_page_is_stored_and_searchable(desk: Desk, write: Write, page: Page) -> None:
    outcome = ingest([write("a.txt", page("广元市", "走访慰问"))], desk)
    assert counts(outcome) == {"new": 1}
    assert outcome.indexed == 1
    assert found(desk, "走访慰问") == [only(desk).id]


def test_the_same_command_again_does_nothing(desk: Desk, write: Write, page: Page) -> None:
    path = write("a.txt", page("广元市", "走访慰问"))
    ingest([path], desk)
    again = ingest([path], desk)
    assert counts(again) == {"same": 1}
    assert again.indexed == 0


def test_identical_bytes_elsewhere_are_the_same_article_with_two_places(
    desk: Desk, write: Write, page: Page
) -> None:
    first = write("a.txt", page("广元市", "走访慰问"))
    second = write("deep/b.txt", page("广元市", "走访慰问").replace("\n", "\r\n"))
    assert counts(ingest([first, second], desk)) == {"new": 1, "moved": 1}
    assert only(desk).places == (first, second)
    assert counts(ingest([first, second], desk)) == {"same": 2}


def test_changed_bytes_at_a_path_are_a_revision_of_the_same_article(
    desk: Desk, write: Write, page: Page
) -> None:
    path = write("a.txt", page("广元市", "走访慰问"))
    ingest([path], desk)
    id_ = only(desk).id
    write("a.txt", page("广元市", "表彰先进"))
    assert counts(ingest([path], desk)) == {"revised": 1}
    assert (only(desk).id, only(desk).revision) == (id_, 2)
    assert found(desk, "走访慰问") == []
    assert found(desk, "表彰先进") == [id_]


def test_a_page_that_goes_back_to_its_old_text_is_shown_with_it(
    desk: Desk, write: Write, page: Page
) -> None:
    path = write("a.txt", page("广元市", "走访慰问"))
    ingest([path], desk)
    write("a.txt", page("广元市", "表彰先进"))
    ingest([path], desk)
    write("a.txt", page("广元市", "走访慰问"))
    assert counts(ingest([path], desk)) == {"revised": 1}
    assert only(desk).revision == 3
    assert found(desk, "走访慰问") == [only(desk).id]


def test_a_place_that_takes_the_bytes_of_another_article_moves_to_it(
    desk: Desk, write: Write, page: Page
) -> None:
    a, b = write("a.txt", page("广元市", "走访")), write("b.txt", page("南京市", "竞赛"))
    ingest([a, b], desk)
    write("a.txt", page("南京市", "竞赛"))
    assert counts(ingest([a], desk)) == {"moved": 1}
    first, second = desk.store.all_articles()
    assert second.places == (a, b)
    assert first.places == (a,), "without a place left, an article keeps where it first was"


def test_one_file_named_in_two_ways_is_one_place(
    desk: Desk, write: Write, page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = Path(write("a.txt", page("广元市", "走访慰问")))
    ingest([str(path)], desk)
    monkeypatch.chdir(path.parent)
    assert counts(ingest(["a.txt", ".", f"../{path.parent.name}/"], desk)) == {"same": 3}
    write("a.txt", page("广元市", "表彰先进"))
    assert counts(ingest(["."], desk)) == {"revised": 1}


def test_equal_relative_paths_in_two_folders_are_two_places(
    desk: Desk, write: Write, page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = Path(write("one/news/a.txt", page("广元市", "走访")))
    two = Path(write("two/news/a.txt", page("南京市", "竞赛")))
    for path in (one, two):
        monkeypatch.chdir(path.parents[1])
        assert counts(ingest(["news"], desk)) == {"new": 1}
    assert {article.places for article in desk.store.all_articles()} == {("news/a.txt",)}


def test_a_place_is_the_given_path_and_the_path_below_it(
    desk: Desk, write: Write, page: Page
) -> None:
    path = Path(write("四川/a.txt", page("广元市", "走访")))
    collection(write, "四川/b.jsonl", record("甲"), record("乙"))
    ingest([f"{path.parents[1]}/"], desk)
    places = [place for article in desk.store.all_articles() for place in article.places]
    root = path.parents[1]
    assert places == [f"{root}/四川/a.txt", f"{root}/四川/b.jsonl#1", f"{root}/四川/b.jsonl#2"]


# --- records of a collection ---------------------------------------------------------------------


def test_records_keep_their_identity_when_lines_shift(desk: Desk, write: Write) -> None:
    path = collection(write, "a.jsonl", record("甲", "http://a.cn/1"), record("乙"))
    ingest([path], desk)
    before = {article.id: article.revision for article in desk.store.all_articles()}
    collection(write, "a.jsonl", record("新"), record("甲", "http://a.cn/1"), record("乙"))
    assert counts(ingest([path], desk)) == {"new": 1, "same": 2}
    after = {article.id: article.revision for article in desk.store.all_articles()}
    assert before.items() <= after.items()
    places = {a.extraction.title: a.places for a in desk.store.all_articles()}
    assert places == {"甲": (f"{path}#2",), "乙": (f"{path}#3",), "新": (f"{path}#1",)}


def test_a_changed_record_with_its_url_is_a_revision_wherever_it_comes_from(
    desk: Desk, write: Write
) -> None:
    ingest([collection(write, "a.jsonl", record("甲", "http://a.cn/1"))], desk)
    id_ = only(desk).id
    outcome = ingest([collection(write, "z.jsonl", record("甲二", "http://A.cn/1#top"))], desk)
    assert counts(outcome) == {"revised": 1}
    assert (only(desk).id, only(desk).extraction.title) == (id_, "甲二")


def test_records_that_share_only_the_home_page_stay_apart(desk: Desk, write: Write) -> None:
    records = [record(title, "http://a.cn/") for title in ("甲", "乙", "丙")]
    assert counts(ingest([collection(write, "a.jsonl", *records)], desk)) == {"new": 3}


def test_two_states_of_one_record_in_one_collection_do_not_flap(desk: Desk, write: Write) -> None:
    url = "http://a.cn/1"
    path = collection(write, "a.jsonl", record("旧", url), record("新", url))
    assert counts(ingest([path], desk)) == {"new": 1, "revised": 1}
    assert counts(ingest([path], desk)) == {"same": 2}
    assert (only(desk).extraction.title, only(desk).revision) == ("新", 2)


def test_a_changed_record_without_url_is_another_article(desk: Desk, write: Write) -> None:
    path = collection(write, "a.jsonl", record("甲"))
    ingest([path], desk)
    collection(write, "a.jsonl", record("乙"))
    assert counts(ingest([path], desk)) == {"new": 1}
    assert len(desk.store.ids()) == 2


# --- limits, quarantine, rules -------------------------------------------------------------------


def test_a_limit_counts_pages_read_so_the_same_command_gives_the_same_set(
    desk: Desk, write: Write
) -> None:
    path = collection(write, "a.jsonl", *(record(f"第{n}条") for n in range(9)))
    assert counts(ingest([path], desk, limit=4)) == {"new": 4}
    assert counts(ingest([path], desk, limit=4)) == {"same": 4}
    assert counts(ingest([path], desk, limit=6)) == {"same": 4, "new": 2}


def test_pages_are_read_again_when_the_rules_change_and_only_then(
    desk: Desk, write: Write, page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write("a.txt", page("广元市", "走访慰问"))
    ingest([path], desk)
    assert ingest([path], desk).reread == 0
    monkeypatch.setattr(pipeline, "rules_fingerprint", lambda: "other rules")
    again = ingest([path], desk)
    assert (again.reread, again.indexed, counts(again)) == (1, 1, {"same": 1})
    assert only(desk).revision == 1
    assert ingest([path], desk).reread == 0


@pytest.mark.skipif(sys.platform != "linux", reason="names of arbitrary bytes exist on Linux")
def test_file_names_in_gbk_are_taken_in_and_kept_apart(
    desk: Desk, tmp_path: Path, page: Page
) -> None:
    folder = tmp_path / os.fsdecode("新闻".encode("gbk"))
    folder.mkdir()
    for name, city in (("工会", "广元市"), ("新闻", "南京市")):
        file = folder / os.fsdecode(name.encode("gbk") + b".txt")
        file.write_bytes(page(city, "走访").encode("gbk"))
    given_path = str(folder)
    assert counts(ingest([given_path], desk)) == {"new": 2}
    assert counts(ingest([given_path], desk)) == {"same": 2}
    for article in desk.store.all_articles():
        assert article.places[0].encode("utf-8").endswith(b".txt")


def test_a_second_ingest_at_the_same_time_is_refused(desk: Desk, write: Write) -> None:
    with sole_writer(desk.settings), pytest.raises(DataBusy):
        ingest([write("a.txt", "正文")], desk)


def test_progress_is_told_after_every_page(desk: Desk, write: Write) -> None:
    path = collection(write, "a.jsonl", *(record(f"第{n}条") for n in range(5)))
    seen: list[tuple[int, int]] = []
    ingest([path], desk, progress=lambda o: seen.append((o.read, o.indexed)))
    assert seen == [(1, 0), (2, 0), (3, 0), (4, 0), (5, 0), (5, 5)]


def test_the_summary_names_the_last_ingest(desk: Desk, write: Write, page: Page) -> None:
    assert desk.store.summary().last_ingest is None
    ingest([write("a.txt", page("广元市", "走访"))], desk)
    assert desk.store.summary().last_ingest is not None


def test_another_open_desk_sees_a_finished_ingest(desk: Desk, write: Write, page: Page) -> None:
    other = open_desk(Settings(data=desk.settings.data))
    assert found(other, "走访慰问") == []
    ingest([write("a.txt", page("广元市", "走访慰问"))], desk)
    assert found(other, "走访慰问") == [only(desk).id]
    assert other.store.article(only(desk).id) == only(desk)
    other.close()


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(raw=st.binary(max_size=400), suffix=st.sampled_from(["txt", "html", "jsonl", "jsonl.gz"]))
def test_no_bytes_stop_an_ingest(desk: Desk, write: Write, raw: bytes, suffix: str) -> None:
    random.seed()  # hypothesis repeats its random numbers, and Whoosh names its files by them
    outcome = ingest([write(f"any.{suffix}", raw)], desk)
    assert outcome.read == sum(counts(outcome).values())
