"""A snapshot, its page, its files and its citation stay byte for byte, whatever happens after.

Articles are added (some with old dates), corrected and withdrawn, and the index is rebuilt with
another dictionary; the comparison lists exactly what was done. In the suite with a few articles;
`make forever` does it with 500 added, 20 corrected, 5 withdrawn.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from index.errors import IndexOutdated
from searchapp.correct import Given, correct, withdraw
from searchapp.desk import Desk, open_desk
from searchapp.exports.formats import FORMATS
from searchapp.indexing import rebuild
from searchapp.ingest.pipeline import ingest
from searchapp.params import SearchParams
from searchapp.saved import SavedText
from searchapp.search import search
from searchapp.settings import Settings
from searchapp.take_snapshot import take_snapshot
from searchapp.web.app import create_app
from tokenizers import analyzer, dictionary, fingerprint

CITIES = ("广元市", "成都市", "泉州市", "汉中市", "普洱市", "宝鸡市", "达州市")


@dataclass(frozen=True, slots=True)
class Amount:
    """How many articles there are, and how many of them something happens to."""

    first: int
    added: int
    corrected: int
    withdrawn: int


def put(desk: Desk, folder: Path, names: range, day: str) -> None:
    lines = [
        {
            "title": f"{CITIES[n % 7]}总工会慰问劳模（第{n}批）",
            "body": f"{CITIES[n % 7]}总工会慰问第{n}批劳模，惠及职工{n + 3}人，编号{n * 7919}。",
            "date": day.format(1 + n % 28),
            "url": f"http://news.example.com/{n}.html",
            "site": "示例工会网",
        }
        for n in names
    ]
    path = folder / f"{names.start}.jsonl"
    path.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), "utf-8")
    ingest([str(path)], desk)


def everything(client: FlaskClient, path: str) -> dict[str, bytes]:
    """Return what may never change of the snapshot at ``path``."""
    sid, n = path.split("/")[2], path.rsplit("/", 1)[1]
    kept = {"json": client.get(f"/api/v1/saved/{sid}/snapshots/{n}").data}
    for page in (1, 2):
        text = client.get(f"{path}?page={page}").text
        kept[f"page {page}"] = re.findall(r'<div id="record".*</main>', text, re.S)[0].encode()
    for suffix in FORMATS:
        kept[suffix] = client.get(f"{path}/export.{suffix}", buffered=True).data
    kept["citations"] = re.findall(r'<p class="cite-text".*?</p>', client.get(path).text, re.S)[
        0
    ].encode()
    kept["references"] = (
        client.get(f"{path}/cite").text.partition("<main")[2].partition("</main>")[0].encode()
    )
    return kept


@pytest.fixture
def other_dictionary(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let one more word be in the dictionary from here on."""
    read = dictionary.read_table

    def more(name: str) -> list[tuple[str, ...]]:
        rows = [tuple(row) for row in read(name)]
        return [*rows, ("慰问第", "99999", "")] if name == "union_terms" else rows

    def forget() -> None:
        dictionary.load_dictionary.cache_clear()
        fingerprint.fingerprint.cache_clear()
        analyzer.open_analyzer.cache_clear()

    monkeypatch.setattr(dictionary, "read_table", more)
    forget()
    yield
    monkeypatch.undo()
    forget()


def live_through(folder: Path, amount: Amount, request: pytest.FixtureRequest) -> None:
    settings = Settings(data=folder / "data", public_url="https://search.union.example")
    desk = open_desk(settings)
    put(desk, folder, range(amount.first), "2019-05-{:02}")
    saved, _ = desk.store.saved.add(SavedText("慰问劳模"), SearchParams(q="慰问 劳模", dup="all"))
    taken = take_snapshot(saved, "年终总结", desk)
    assert taken.taken.listed == amount.first
    client = create_app(desk, rate=None).test_client()
    before = everything(client, taken.path)

    old = amount.added // 5
    put(desk, folder, range(10_000, 10_000 + amount.added - old), "2026-10-{:02}")
    put(desk, folder, range(20_000, 20_000 + old), "2003-05-{:02}")
    ids = [key.id for key in desk.store.snapshots.keys(taken)]
    corrected, withdrawn = ids[: amount.corrected], ids[-amount.withdrawn :]
    for n, id_ in enumerate(corrected):
        given = Given(title=f"更正后的题名{n}：慰问劳模") if n % 2 else Given(date="2018-03-04")
        correct(desk, id_, given, "李")
    for id_ in withdrawn:
        withdraw(desk, id_, "李", "来稿单位要求")
    assert everything(client, taken.path) == before
    desk.close()

    request.getfixturevalue("other_dictionary")
    desk = open_desk(settings)
    client = create_app(desk, rate=None).test_client()
    with pytest.raises(IndexOutdated):
        search(saved.params, desk)
    assert everything(client, taken.path) == before  # even while there is no index to search
    rebuild(desk)
    assert search(saved.params, desk).fingerprint != taken.taken.fingerprint
    assert everything(client, taken.path) == before

    body = client.get(f"/api/v1/saved/{saved.sid}/snapshots/1/diff").json
    assert body is not None
    new = [*range(10_000, 10_000 + amount.added - old), *range(20_000, 20_000 + old)]
    added = [row["source"]["url"] for rows in body["added"].values() for row in rows]
    assert set(added) == {f"http://news.example.com/{n}.html" for n in new}
    assert len(added) == amount.added == body["total"]["added"]
    assert [row["id"] for row in body["gone"]] == withdrawn
    assert all(row["withdrawn"] for row in body["gone"])
    what = {change["before"]["id"]: change["what"] for change in body["changed"]}
    assert what == {id_: ["题名"] if n % 2 else ["日期"] for n, id_ in enumerate(corrected)}
    desk.close()


def test_nothing_that_happens_later_changes_it(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    live_through(tmp_path, Amount(first=60, added=15, corrected=4, withdrawn=2), request)


@pytest.mark.slow
def test_five_hundred_more_articles_change_nothing(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    live_through(tmp_path, Amount(first=300, added=500, corrected=20, withdrawn=5), request)
