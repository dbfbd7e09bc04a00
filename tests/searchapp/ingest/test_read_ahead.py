from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from searchapp import cut_ahead
from searchapp.article import RawPage
from searchapp.check import check
from searchapp.desk import Desk, open_desk
from searchapp.document import to_document
from searchapp.export import export_rows
from searchapp.indexing import rebuild
from searchapp.ingest import extract, pipeline, read_ahead
from searchapp.ingest.page import CleanPage
from searchapp.ingest.pipeline import ingest
from searchapp.settings import Settings
from searchapp.workers import WorkerDied

ROOT = Path(__file__).resolve().parents[3]
RECORDS = 90


@pytest.fixture
def records(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A collection with bad lines and repeats, worked at as if it were large."""
    for module in (cut_ahead, read_ahead):
        monkeypatch.setattr(module, "FEW", 5)
        monkeypatch.setattr(module, "PIECE", 4)
    path = tmp_path / "records.jsonl"
    with path.open("w", encoding="utf-8") as file:
        for n in range(RECORDS):
            title = f"广元市总工会举办第{n % 80}场技能竞赛"
            made = {"title": title, "body": f"{title}，职工参加。" * (n % 7 + 1)}
            file.write(json.dumps(made, ensure_ascii=False) + "\n" if n % 11 else "no JSON\n")
    return str(path)


def desk_with(folder: Path, workers: int) -> Iterator[Desk]:
    desk = open_desk(Settings(data=folder, workers=workers))
    yield desk
    assert [str(finding) for finding in check(desk) if not finding.agrees] == []
    desk.close()


@pytest.fixture
def alone(tmp_path: Path) -> Iterator[Desk]:
    yield from desk_with(tmp_path / "alone", 1)


@pytest.fixture
def helped(tmp_path: Path) -> Iterator[Desk]:
    yield from desk_with(tmp_path / "helped", 2)


def test_one_worker_or_two_the_collection_is_the_same(
    records: str, alone: Desk, helped: Desk
) -> None:
    one, two = ingest([records], alone), ingest([records], helped)
    assert replace(one, seconds=0) == replace(two, seconds=0)
    assert json.dumps([*export_rows(alone)]) == json.dumps([*export_rows(helped)])
    assert alone.engine.ids() == helped.engine.ids()
    assert alone.store.quarantine() and len(alone.store.quarantine()) == len(
        helped.store.quarantine()
    )


def test_workers_build_the_same_index_again(records: str, helped: Desk) -> None:
    ingest([records], helped)
    told: list[int] = []
    assert rebuild(helped, told.append) == len(helped.store.ids()) == sum(told)


def test_the_document_fresh_from_reading_is_the_one_of_the_stored_article(
    alone: Desk, tmp_path: Path
) -> None:
    title = "广元市总工会慰问\ud800职工"
    path = tmp_path / "a.txt"
    path.write_text(
        f"{title}\n2021-05-06 来源：广元工会网\n正文 &#xD800; 渝北区总工会。", "utf-8", "replace"
    )
    page = RawPage(path.read_bytes(), str(path), "txt")
    ingest([str(path)], alone)
    (article,) = alone.store.all_articles()
    fresh = read_ahead.read(page).document
    assert replace(fresh, id=article.id) == to_document(article, alone.gazetteer)


def test_a_page_that_breaks_a_worker_s_reading_goes_to_quarantine(
    records: str, helped: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = extract.clean_page

    def breaking(raw: RawPage, today: date | None) -> CleanPage:
        if "#30" in raw.place:
            raise RecursionError("too deep")
        return real(raw, today)

    monkeypatch.setattr(extract, "clean_page", breaking)
    assert ingest([records], helped).quarantined == 1 + len(range(0, RECORDS, 11))
    assert "RecursionError" in "".join(entry.reason for entry in helped.store.quarantine())
    monkeypatch.undo()
    ingest([records], helped)


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_a_worker_killed_is_said_and_the_same_command_goes_on(
    records: str, helped: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, writer = extract.clean_page, os.getpid()

    def dying(raw: RawPage, today: date | None) -> CleanPage:
        if "#60" in raw.place and os.getpid() != writer:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(raw, today)

    monkeypatch.setattr(extract, "clean_page", dying)
    monkeypatch.setattr(pipeline, "PAGES", 10)
    with pytest.raises(WorkerDied, match="再次运行"):
        ingest([records], helped)
    kept = len(helped.store.ids())
    assert 0 < kept < 80
    monkeypatch.setattr(extract, "clean_page", real)
    again = ingest([records], helped)
    assert again.new + kept == len(helped.store.ids())


CHILD = """
import sys
from pathlib import Path
from searchapp import cut_ahead
from searchapp.desk import open_desk
from searchapp.ingest import extract, pipeline, read_ahead
from searchapp.settings import Settings

read_ahead.FEW, read_ahead.PIECE, pipeline.PAGES = 5, 4, 10
data, path = sys.argv[1:]


def told(outcome):
    if outcome.read == 25:
        print("read", flush=True)
        sys.stdin.read()  # wait to be killed


pipeline.ingest([path], open_desk(Settings(data=Path(data), workers=2)), progress=told)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")
@pytest.mark.parametrize("sent", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_the_workers_of_a_killed_ingest_end_and_the_next_one_goes_on(
    records: str, tmp_path: Path, sent: int
) -> None:
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, str(tmp_path / "data"), records],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert child.stdout is not None
    assert child.stdout.readline() == b"read\n"
    workers = children_of(child.pid)
    assert len(workers) == 2
    child.send_signal(sent)
    child.communicate(timeout=30)
    end = time.monotonic() + 10
    while any(is_alive(worker) for worker in workers):
        assert time.monotonic() < end, "a worker outlived its writer"
        time.sleep(0.05)
    for desk in desk_with(tmp_path / "data", 2):
        kept = len(desk.store.ids())
        assert ingest([records], desk).new == len(desk.store.ids()) - kept > 0


def children_of(pid: int) -> list[int]:
    return [int(n) for n in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
