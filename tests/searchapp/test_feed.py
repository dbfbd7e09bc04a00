from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from searchapp.desk import Desk, open_desk
from searchapp.feed import ENTRIES, feed
from searchapp.ingest.pipeline import ingest
from searchapp.params import SearchParams
from searchapp.search import listing
from searchapp.settings import Settings


def report(n: int, topic: str, date: str) -> str:
    body = f"广元市总工会第{n}次{topic}工作会召开，职工代表参加会议。" * (1 + n % 9)
    record = {"title": f"广元市总工会推进{topic}（第{n}期）", "body": body, "date": date}
    return json.dumps(record | {"url": f"http://news.example.com/{topic}/{n}"}, ensure_ascii=False)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    opened = open_desk(Settings(data=tmp_path / "data"))
    add(opened, tmp_path, 1, [report(n, "劳模", f"2020-{1 + n % 12:02}-09") for n in range(70)])
    yield opened
    opened.close()


def add(desk: Desk, folder: Path, number: int, lines: list[str]) -> None:
    path = folder / f"{number}.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    ingest([str(path)], desk)


def test_a_feed_is_the_newest_ingested_part_of_what_the_search_finds(
    desk: Desk, tmp_path: Path
) -> None:
    add(desk, tmp_path, 2, [report(n, "驿站", "2021-05-01") for n in range(5)])
    add(desk, tmp_path, 3, [report(n, "劳模", "1999-05-01") for n in range(70, 75)])
    for q in ("劳模", "驿站", "广元"):
        found = feed(SearchParams(q=q), desk)
        whole = [a.id for a in desk.store.all_articles()][::-1]
        matching = set(listing(SearchParams(q=q), desk).ids)
        expected = [id_ for id_ in whole if id_ in matching][:ENTRIES]
        assert [entry.article.id for entry in found.entries] == expected
        assert found.entries[0].published is not None


def test_a_feed_does_not_change_until_something_of_it_comes_in(desk: Desk, tmp_path: Path) -> None:
    before = feed(SearchParams(q="劳模"), desk)
    assert feed(SearchParams(q="劳模"), desk) == before
    add(desk, tmp_path, 2, [report(1, "驿站", "2021-05-01")])
    assert feed(SearchParams(q="劳模"), desk) == before
    add(desk, tmp_path, 3, [report(99, "劳模", "2010-05-01")])
    after = feed(SearchParams(q="劳模"), desk)
    assert after.entries[1:] == before.entries[: ENTRIES - 1]


def test_a_listing_is_in_the_order_of_the_pages(desk: Desk) -> None:
    params = SearchParams(q="劳模", region=("四川省/广元市",))
    found = listing(params, desk)
    assert len(found.ids) == len(set(found.ids)) == 70
    assert found.params.region == ("510800",)
