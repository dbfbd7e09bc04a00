"""Exports of a long list: how much memory above idle, how long, how large a file.

The application runs as it does for readers: the list is a snapshot in its store, or what a search
for everything finds in a real data folder; the file is asked for at its address and made in the
background.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from flask.testing import FlaskClient

from benchmarks.build import forget_peak, memory
from searchapp.desk import open_desk
from searchapp.listed import ListedArticle
from searchapp.params import SearchParams
from searchapp.saved import SavedText
from searchapp.settings import Settings
from searchapp.snapshot import PART_ROWS, Key, Part, Snapshot, Taken, part_of
from searchapp.store import Store
from searchapp.web.app import create_app

SUFFIXES = ("csv", "xlsx", "jsonl", "md", "ris", "bib")


def measure(rows: int) -> dict[str, Any]:
    """Export ``rows`` articles in every format; return the figures of each."""
    with TemporaryDirectory() as folder:
        desk = open_desk(Settings(data=Path(folder), public_url="https://search.union.example"))
        started = time.process_time()
        snapshot = _kept(desk.store, rows)
        figures: dict[str, Any] = {"snapshot": {"cpu_seconds": time.process_time() - started}}
        client = create_app(desk, rate=None).test_client()
        client.get(snapshot.path)
        for suffix in SUFFIXES:
            figures[suffix] = _one(client, snapshot.path, suffix)
        desk.close()
    return figures


def measure_live(data: Path) -> dict[str, Any]:
    """Export every article of a data folder, found by a search at that moment; return the figures
    of each format."""
    settings = Settings(data=data, public_url="https://search.union.example")
    desk = open_desk(settings)
    client = create_app(desk, rate=None).test_client()
    client.get("/search")  # idle is a server that has answered
    figures: dict[str, Any] = {"articles": desk.engine.stats().documents}
    for suffix in SUFFIXES:
        figures[suffix] = _one(client, "", suffix)
    desk.close()
    return figures


def _one(client: FlaskClient, path: str, suffix: str) -> dict[str, float]:
    idle, started = forget_peak(), time.process_time()
    job = client.get(f"{path}/export.{suffix}").location
    while (state := _state(client, job))["state"] in ("waiting", "running"):
        time.sleep(0.2)
    if state["state"] != "done":
        raise RuntimeError(f"export {suffix} {state}")
    size = sum(len(piece) for piece in client.get(f"{job}/file").response)
    return {
        "idle_mb": idle,
        "above_idle_mb": memory("VmHWM") - idle,
        "cpu_seconds": time.process_time() - started,
        "file_mb": size / 1e6,
    }


def _state(client: FlaskClient, job: str) -> dict[str, Any]:
    found: dict[str, Any] = client.get(job, headers={"Accept": "application/json"}).get_json()
    return found


def _kept(store: Store, rows: int) -> Snapshot:
    saved, _ = store.saved.add(SavedText("全部"), SearchParams())
    taken = Taken(
        taken_at="2026-11-21T08:00:00+08:00", name="全部", note="", query="", q="",
        conditions=(), warnings=(), terms=(), expansion=(), synonyms="", synonym_only=0,
        articles=rows, groups=rows, listed=rows, partial_dates=0, undated=0, generation="-",
        documents=rows, fingerprint="-", newest_seq=rows, facets=(),
    )  # fmt: skip
    return store.snapshots.add(saved.sid, taken, _parts(rows))


def _parts(rows: int) -> Iterator[Part]:
    for start in range(0, rows, PART_ROWS):
        numbers = range(start, min(start + PART_ROWS, rows))
        keys = [Key(f"d{n:012}", n, 1) for n in numbers]
        yield part_of(keys, [_row(n) for n in numbers])


def _row(n: int) -> ListedArticle:
    return ListedArticle(
        id=f"d{n:012}",
        title=f"广元市总工会组织第 {n} 批劳模疗休养，惠及一线职工 {n * 7919 % 1000} 人",
        title_inferred=n % 20 == 0,
        date=f"20{10 + n % 15}-{1 + n % 12:02}-{1 + n % 28:02}" if n % 10 else None,
        organization="广元市总工会",
        organization_inferred=n % 3 == 0,
        publisher="广元市总工会",
        publisher_inferred=n % 3 == 0,
        regions=("四川省 广元市", "四川省 广元市 利州区"),
        site="广元工会网",
        url=f"https://news.example.com/{n // 100}/{n}.html",
        url_trust="declared" if n % 2 else "mirror",
        sha256=f"{n:064x}",
    )
