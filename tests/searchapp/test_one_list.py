"""One list behind everything: pages, cursor, export, snapshot and their JSON give the same ids.

Forty random requests in the suite; a thousand by `make one-list`.
"""

from __future__ import annotations

import csv
import io
import os
import random
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from searchapp.desk import Desk
from searchapp.params import SearchParams
from searchapp.saved import SavedText
from searchapp.take_snapshot import take_snapshot
from searchapp.web.app import create_app
from tests.web_pages import make_desk

WORDS = ("工会", "劳模", "职工", "驿站", "帮扶", "广元市总工会", "休养", "女职工维权", "会", "2015")
OPERATORS = (" ", " OR ", " -", "")
REGIONS = ("510800", "510100", "500117", "510000", "350500", "none")
SITES = ("示例工人报", "示例工会网", "none")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    opened = make_desk(tmp_path_factory.mktemp("one-list"))
    yield opened
    opened.close()


def any_request(chance: random.Random) -> SearchParams:
    """Return a request as readers make them, nearly everything possible."""

    def some(values: tuple[str, ...], most: int = 2) -> tuple[str, ...]:
        wanted = chance.randint(1, most) if chance.random() < 0.3 else 0
        return tuple(sorted(chance.sample(values, wanted)))

    q = chance.choice(WORDS)
    if chance.random() < 0.5:
        q += chance.choice(OPERATORS) + chance.choice(WORDS)
    if chance.random() < 0.1:
        q = chance.choice(("", f"“{q}”", f"标题：{q}"))
    args = {
        "q": [q],
        "region": list(some(REGIONS)),
        "year": list(some(tuple(str(year) for year in range(2014, 2022)), 4)),
        "source": list(some(SITES)),
        "in": [chance.choice(("all", "all", "title", "body"))],
        "sort": [chance.choice(("relevance", "date_desc", "date_asc"))],
        "dup": [chance.choice(("all", "all", "group"))],
        "syn": [chance.choice(("on", "on", "off"))],
        "per_page": [chance.choice(("10", "7", "20"))],
    }
    if chance.random() < 0.2:
        args["from"] = [f"201{chance.randint(4, 8)}-0{chance.randint(1, 9)}"]
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
    import re

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
    return len(expected)


def check_many(desk: Desk, requests: int, seed: int) -> None:
    client, chance = create_app(desk, rate=None).test_client(), random.Random(seed)
    found = [check(client, desk, any_request(chance)) for _ in range(requests)]
    assert sum(1 for n in found if n) > requests / 4  # most say something


def test_every_way_to_a_list_gives_the_same_ids_in_the_same_order(desk: Desk) -> None:
    check_many(desk, 40, 7)


@pytest.mark.slow
def test_a_thousand_requests(desk: Desk) -> None:
    check_many(desk, int(os.environ.get("REQUESTS", "1000")), 20261121)
