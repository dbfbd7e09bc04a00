from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path

import pytest

import searchapp.reposts
from index.query import Query
from searchapp.check import check
from searchapp.correct import Given, correct, restore, withdraw
from searchapp.desk import Desk, open_desk
from searchapp.ingest.pipeline import ingest
from searchapp.settings import Settings
from tests.searchapp.test_same_text import BODY, LEAD, OTHER, STORY

Write = Callable[[str, str], str]
TALE = OTHER * 2 + "他说，工会就是职工的娘家。"
PAGES = {
    "a": ("竞赛落幕", "2021-05-08", STORY),
    "b": ("广元职工大比武", "2021-05-06", STORY[: len(STORY) * 6 // 10]),
    "c": ("（转载）竞赛落幕", "2021-05-06", "近日，当地举行职工技能竞赛，选手同场竞技。" + BODY),
    "d": ("职工大比武", "2021-05-07", STORY.replace("广元市", "内江市")),
    "e": ("记者手记", "2021-05-09", TALE),
    "f": ("手记", "", TALE + "（责编：王小明）"),
    "g": ("简讯", "2021-05-09", LEAD),
    "h": ("简讯", "2021-05-10", LEAD),
}
STORIES = [{"a", "b", "c"}, {"e", "f"}, {"g", "h"}]


def line(name: str) -> str:
    title, date, body = PAGES[name]
    record = {"title": title, "date": date, "body": body, "url": f"http://a.cn/{name}.html"}
    return json.dumps({key: value for key, value in record.items() if value}, ensure_ascii=False)


def names(desk: Desk) -> dict[str, str]:
    urls = {one.id: one.extraction.url or "" for one in desk.store.all_articles()}
    return {id_: url[-6:-5] for id_, url in urls.items()}


def groups(desk: Desk) -> dict[str, set[str]]:
    """The canonical of each group with its members, by the names of their pages."""
    named = names(desk)
    found: dict[str, set[str]] = {}
    for id_, canonical in desk.store.canonicals(named).items():
        found.setdefault(named[canonical], set()).add(named[id_])
    return found


def all_agree(desk: Desk) -> bool:
    return all(finding.agrees for finding in check(desk))


@pytest.fixture
def filled(desk: Desk, write: Write) -> Desk:
    ingest([write("all.jsonl", "\n".join(map(line, PAGES)))], desk)
    return desk


def test_copies_are_one_group_shown_by_the_earliest_or_most_complete(filled: Desk) -> None:
    assert groups(filled) == {"c": {"a", "b", "c"}, "e": {"e", "f"}, "g": {"g", "h"}}
    result = filled.engine.search(Query(limit=0))
    assert (result.total, result.groups) == (8, 4)
    assert all_agree(filled)


@pytest.mark.parametrize("seed", range(6))
def test_the_groups_are_the_same_whatever_the_order_of_ingest(
    tmp_path: Path, write: Write, seed: int
) -> None:
    chance = random.Random(seed)
    order = chance.sample(sorted(PAGES), len(PAGES))
    desk = open_desk(Settings(data=tmp_path / "data"))
    while order:
        piece = [order.pop() for _ in range(min(len(order), chance.randint(1, 4)))]
        ingest([write(f"{len(order)}.jsonl", "\n".join(map(line, piece)))], desk)
    assert groups(desk) == {"c": {"a", "b", "c"}, "e": {"e", "f"}, "g": {"g", "h"}}
    assert desk.engine.search(Query(limit=0)).groups == 4
    assert all_agree(desk)
    with desk.store.writing() as writer:
        assert writer.regroup() == 0
    assert desk.store.behind() == 0
    desk.close()


def test_who_is_withdrawn_leaves_its_group_and_comes_back_to_it(filled: Desk) -> None:
    by_name = {name: id_ for id_, name in names(filled).items()}
    withdraw(filled, by_name["c"], by="李明", reason="误收")
    assert groups(filled)["b"] == {"a", "b"}
    withdraw(filled, by_name["e"], by="李明", reason="误收")
    assert groups(filled).keys() == {"b", "g"}
    assert all_agree(filled)
    restore(filled, by_name["c"], by="李明")
    assert groups(filled)["c"] == {"a", "b", "c"}
    assert all_agree(filled)


def test_a_corrected_date_may_change_who_a_group_is_shown_by(filled: Desk) -> None:
    by_name = {name: id_ for id_, name in names(filled).items()}
    correct(filled, by_name["a"], Given(date="2021-05-01"), by="李明")
    assert groups(filled)["a"] == {"a", "b", "c"}
    assert all_agree(filled)


def test_a_page_that_gets_another_text_leaves_its_group(filled: Desk, write: Write) -> None:
    changed = {**json.loads(line("f")), "body": "另一件事。" + BODY[::-1]}
    ingest([write("new.jsonl", json.dumps(changed, ensure_ascii=False))], filled)
    assert groups(filled).keys() == {"c", "g"}
    assert all_agree(filled)


def test_other_rules_group_everything_anew(
    filled: Desk, monkeypatch: pytest.MonkeyPatch, write: Write
) -> None:
    monkeypatch.setattr(searchapp.reposts, "rules", lambda: "other rules")
    monkeypatch.setattr(searchapp.reposts, "shared_story", lambda one, other: 0)
    ingest([write("new.txt", "三八妇女节，女职工登山。\n" * 3)], filled)
    assert groups(filled) == {}
    assert filled.engine.search(Query(limit=0)).groups == 9
    assert all_agree(filled)


def test_a_line_under_very_many_pages_leads_to_few_of_them(
    filled: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searchapp.reposts, "FULL", 1)
    with filled.store.writing() as writer:
        writer.regroup()
    assert groups(filled)["c"] == {"a", "b", "c"}
