"""One list behind everything: pages, cursor, export, snapshot and their JSON give the same ids, and
the feed those of them that came in last.

Forty random requests in the suite; by `make one-list` a thousand, over the small collection and
over ``ARTICLES`` of the shared news.
"""

from __future__ import annotations

import csv
import io
import os
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from searchapp.desk import Desk, open_desk
from searchapp.ingest.pipeline import ingest
from searchapp.params import SearchParams
from searchapp.saved import SavedText
from searchapp.settings import Settings
from searchapp.take_snapshot import take_snapshot
from searchapp.web import html_exports
from searchapp.web.app import create_app
from tests.web_pages import make_desk

REQUESTS = int(os.environ.get("REQUESTS", "1000"))
ARTICLES = int(os.environ.get("ARTICLES", "4000"))

OPERATORS = (" ", " OR ", " -", "")


@dataclass(frozen=True)
class Vocabulary:
    """What the requests to one collection are made of."""

    words: tuple[str, ...]
    regions: tuple[str, ...]
    sites: tuple[str, ...]
    years: range
    per_page: tuple[str, ...]


SMALL = Vocabulary(
    ("工会", "劳模", "职工", "驿站", "帮扶", "广元市总工会", "休养", "女职工维权", "会", "2015"),
    ("510800", "510100", "500117", "510000", "350500", "none"),
    ("示例工人报", "示例工会网", "none"),
    range(2014, 2022),
    ("10", "7", "20"),
)
NEWS = Vocabulary(
    (
        *(
            "工会",
            "劳模",
            "职工",
            "劳动模范",
            "农民工",
            "就业",
            "全国总工会",
            "产业工人",
            "技能大赛",
        ),
        *("工资", "春运", "慰问", "救援", "社会保险", "五一", "权益", "工伤", "2012年8月"),
    ),
    ("110000", "510000", "440000", "310000", "440300", "none"),
    ("CNTV", "中国新闻网", "none"),
    range(2012, 2015),
    ("100", "50", "73"),
)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    opened = make_desk(tmp_path_factory.mktemp("one-list"))
    yield opened
    opened.close()


def any_request(chance: random.Random, known: Vocabulary) -> SearchParams:
    """Return a request as readers make them, nearly everything possible."""

    def some(values: tuple[str, ...], most: int = 2) -> tuple[str, ...]:
        wanted = chance.randint(1, most) if chance.random() < 0.3 else 0
        return tuple(sorted(chance.sample(values, wanted)))

    q = chance.choice(known.words)
    if chance.random() < 0.5:
        q += chance.choice(OPERATORS) + chance.choice(known.words)
    if chance.random() < 0.1:
        q = chance.choice(("", f"“{q}”", f"标题：{q}"))
    args = {
        "q": [q],
        "region": list(some(known.regions)),
        "year": list(some(tuple(map(str, known.years)), min(4, len(known.years)))),
        "source": list(some(known.sites)),
        "in": [chance.choice(("all", "all", "title", "body"))],
        "sort": [chance.choice(("relevance", "date_desc", "date_asc"))],
        "dup": [chance.choice(("all", "all", "group"))],
        "syn": [chance.choice(("on", "on", "off"))],
        "per_page": [chance.choice(known.per_page)],
    }
    if chance.random() < 0.2:
        args["from"] = [f"{known.years[0] + chance.randint(0, 4)}-0{chance.randint(1, 9)}"]
    return SearchParams.from_args(args)


def by_pages(client: FlaskClient, params: SearchParams) -> list[str]:
    return _read(client, params.canonical("/api/v1/search"))


def by_cursor(client: FlaskClient, params: SearchParams) -> list[str]:
    first = params.canonical("/api/v1/search")
    return _read(client, f"{first}{'&' if '?' in first else '?'}cursor=*")


def _read(client: FlaskClient, url: str) -> list[str]:
    seen: list[str] = []
    while url:
        body = client.get(url).json
        assert body is not None
        seen += [item["id"] for item in body["items"]]
        url = body["page"]["next"] or ""
    return seen


def by_html(client: FlaskClient, params: SearchParams, total: int) -> list[str]:
    found: list[str] = []
    for number in range(1, -(-total // params.per_page) + 1):
        text = client.get(params.but(page=number).canonical()).text
        list_part = text.partition('class="partial"')[0]
        found += re.findall(r'<h3><a href="/doc/(d\w{12,13})', list_part)
    return found


def check(client: FlaskClient, desk: Desk, params: SearchParams) -> int:
    """Check that every way to the list of ``params`` gives the same ids; return how many."""
    expected = by_pages(client, params)
    assert len(expected) == len(set(expected))
    assert by_cursor(client, params) == expected
    assert by_html(client, params, len(expected)) == expected
    file = client.get(params.but().canonical("/export.csv")).data.decode("utf-8-sig")
    assert [line["编号"] for line in csv.DictReader(io.StringIO(file))] == expected
    saved, _ = desk.store.saved.add(SavedText("一"), params)
    taken = take_snapshot(saved, "", desk)
    assert [row.id for row in desk.store.snapshots.rows(taken)] == expected
    kept = client.get(f"/api/v1/saved/{saved.sid}/snapshots/1").json
    assert kept is not None
    assert [item["id"] for item in kept["items"]] == expected
    lines = client.get(f"{taken.path}/export.jsonl").text.splitlines()
    assert [line.split('"id": "')[1].split('"')[0] for line in lines] == expected
    assert by_feed(client, params) == newest_of(expected, desk)
    return len(expected)


def by_feed(client: FlaskClient, params: SearchParams) -> list[str]:
    text = client.get(params.but().canonical("/feed")).text
    return re.findall(r"<id>http://localhost/doc/(\w+)</id>", text)


def newest_of(ids: list[str], desk: Desk) -> list[str]:
    """Return the fifty of ``ids`` that the store minted last, the latest first."""
    rows = desk.store._database.rows("SELECT id, seq FROM articles")
    came = {row["id"]: row["seq"] for row in rows}
    return sorted(ids, key=lambda id_: -came[id_])[:50]


def check_many(desk: Desk, requests: int, seed: int, known: Vocabulary = SMALL) -> list[int]:
    client, chance = create_app(desk, rate=None).test_client(), random.Random(seed)
    found = [check(client, desk, any_request(chance, known)) for _ in range(requests)]
    assert sum(1 for n in found if n) > requests / 4  # most say something
    return found


def test_every_way_to_a_list_gives_the_same_ids_in_the_same_order(desk: Desk) -> None:
    check_many(desk, 40, 7)


@pytest.mark.slow
def test_a_thousand_requests(desk: Desk) -> None:
    check_many(desk, REQUESTS, 20261121)


@pytest.fixture(scope="module")
def news(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    opened = open_desk(Settings(data=tmp_path_factory.mktemp("news")))
    names = ("union_pages.jsonl", "news_xwlb_2012_2026.jsonl.gz", "chinanews_2020.jsonl.gz")
    parts = (None, ARTICLES, ARTICLES // 4)
    for name, limit in zip(names, parts, strict=True):
        ingest([str(shared / "data" / name)], opened, limit=limit)
    yield opened
    opened.close()


@pytest.mark.slow
def test_a_thousand_requests_over_the_news(news: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html_exports, "AT_ONCE", 10**6)
    found = check_many(news, REQUESTS, 20261121, NEWS)
    total = news.engine.stats().documents
    print(f"\n{REQUESTS} requests over {total} articles: {sum(found)} hits, at most {max(found)}")
