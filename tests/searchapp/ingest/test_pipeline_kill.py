"""An ingest killed with SIGKILL and run again ends as if it had never been killed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from searchapp.check import check
from searchapp.desk import open_desk
from searchapp.ingest.pipeline import ingest
from searchapp.settings import Settings

ROOT = Path(__file__).resolve().parents[3]
RECORDS = 120

CHILD = """
import os, signal, sys
from dataclasses import replace
from pathlib import Path
from searchapp import indexing
from searchapp.desk import open_desk
from searchapp.ingest import pipeline
from searchapp.settings import Settings

data, path, moment, count = sys.argv[1:]
pipeline.PAGES = indexing.BATCH = pipeline.BATCH = 20


def die():
    os.kill(os.getpid(), signal.SIGKILL)


class Engine:
    def __init__(self, engine):
        self.engine, self.left = engine, int(count)

    def __getattr__(self, name):
        return getattr(self.engine, name)

    def update(self, documents):
        self.left -= 1
        documents = list(documents)
        if not self.left and moment == "before":
            die()
        done = self.engine.update(documents)
        if not self.left and moment == "after":
            die()
        return done


def told(outcome):
    if moment == "reading" and outcome.read == int(count):
        die()


desk = open_desk(Settings(data=Path(data)))
pipeline.ingest([path], replace(desk, engine=Engine(desk.engine)), progress=told)
"""


@pytest.fixture
def records(tmp_path: Path) -> Path:
    path = tmp_path / "records.jsonl"
    with path.open("w", encoding="utf-8") as file:
        for n in range(RECORDS):
            title = f"广元市总工会举办第{n}场技能竞赛"
            record = {"title": title, "body": f"{title}，职工参加。", "date": "2021-05-06"}
            file.write(json.dumps(record, ensure_ascii=False) + "\n")
    return path


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
@pytest.mark.parametrize(
    ("moment", "count", "kept"),
    [
        ("reading", 1, 0),
        ("reading", 53, 40),
        ("before", 3, 60),
        ("after", 1, 20),
        ("after", 6, 120),
    ],
)
def test_killed_and_run_again_nothing_is_lost_or_doubled(
    tmp_path: Path, records: Path, moment: str, count: int, kept: int
) -> None:
    data = tmp_path / "data"
    child = subprocess.run(
        [sys.executable, "-c", CHILD, str(data), str(records), moment, str(count)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        timeout=120,
    )
    assert child.returncode == -signal.SIGKILL

    desk = open_desk(Settings(data=data))
    assert desk.store.problems() == []
    assert len(desk.store.ids()) == kept
    outcome = ingest([str(records)], desk)
    assert (outcome.same, outcome.new) == (kept, RECORDS - kept)
    titles = [article.extraction.title for article in desk.store.all_articles()]
    assert titles == [f"广元市总工会举办第{n}场技能竞赛" for n in range(RECORDS)]
    assert len(desk.engine.ids()) == RECORDS
    assert [str(finding) for finding in check(desk) if not finding.agrees] == []
    desk.close()
