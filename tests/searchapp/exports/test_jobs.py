"""Exports in the background: one at a time, told as they go, gone after a while."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import pytest

from searchapp.exports import jobs as module
from searchapp.exports.export_list import Told
from searchapp.exports.jobs import ExportJobs, Job, TooManyExports

FILE = ("a.csv", "text/csv")


def until(job: Job, *states: str) -> None:
    end = time.monotonic() + 10
    while job.state not in states:
        assert time.monotonic() < end, job.state
        time.sleep(0.01)


def writing(text: bytes) -> Callable[[BinaryIO, Told], None]:
    def make(file: BinaryIO, told: Told) -> None:
        file.write(text)
        told(3)

    return make


def test_a_file_is_made_once_for_the_same_wish(tmp_path: Path) -> None:
    jobs = ExportJobs(tmp_path / "exports")
    job = jobs.start("a", FILE, 3, "/search", writing(b"x"))
    until(job, "done")
    assert (job.rows, job.path.read_bytes(), job.seconds_left) == (3, b"x", None)
    assert jobs.start("a", FILE, 3, "/search", writing(b"y")) is job
    assert jobs.get(job.id) is job
    assert jobs.get("nothing") is None
    other = jobs.start("b", FILE, 3, "/search", writing(b"y"))
    until(other, "done")
    assert other.path.read_bytes() == b"y"


def test_a_failure_is_told_and_may_be_tried_again(tmp_path: Path) -> None:
    jobs = ExportJobs(tmp_path / "exports")

    def full(file: BinaryIO, told: Told) -> None:
        told(2)
        raise OSError(28, "No space left on device")

    job = jobs.start("a", FILE, 3, "/search", full)
    until(job, "failed")
    assert (job.rows, job.reason) == (2, "磁盘写不进去，可能已满")
    assert list((tmp_path / "exports").iterdir()) == []
    again = jobs.start("a", FILE, 3, "/search", writing(b"x"))
    until(again, "done")
    assert again is not job


def test_only_so_many_may_wait(tmp_path: Path) -> None:
    jobs, go = ExportJobs(tmp_path / "exports"), threading.Event()

    def slow(file: BinaryIO, told: Told) -> None:
        go.wait(10)

    started = [jobs.start(str(n), FILE, 1, "/", slow) for n in range(module.WAITING)]
    until(started[0], "running")
    assert [job.state for job in started[1:]] == ["waiting"] * (module.WAITING - 1)
    with pytest.raises(TooManyExports):
        jobs.start("more", FILE, 1, "/", slow)
    go.set()
    until(started[-1], "done")
    jobs.start("more", FILE, 1, "/", slow)


def test_files_go_away_by_themselves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "exports"
    folder.mkdir()
    left = folder / "left-behind.part"
    left.write_bytes(b"x")
    monkeypatch.setattr(module, "KEPT", 2)
    jobs = ExportJobs(folder)
    made = []
    for n in range(4):
        made.append(jobs.start(str(n), FILE, 1, "/", writing(b"x")))
        until(made[-1], "done")
    assert left.exists()  # another process may be writing it
    assert jobs.get(made[0].id) is None
    assert not made[0].path.exists()
    assert made[3].path.exists()
    monkeypatch.setattr(module, "KEEP", -1.0)
    assert jobs.get(made[3].id) is None
    jobs.start("last", FILE, 1, "/", writing(b"x"))
    end = time.monotonic() + 10
    while left.exists() and time.monotonic() < end:
        time.sleep(0.01)
    assert not left.exists()


def test_without_work_no_thread_is_left(tmp_path: Path) -> None:
    before = set(threading.enumerate())  # some may be of tests before and end at any time

    def left() -> set[threading.Thread]:
        return set(threading.enumerate()) - before

    jobs = ExportJobs(tmp_path / "exports")
    for key in ("a", "b"):  # the second finds the first's thread ended, and gets its own
        job = jobs.start(key, FILE, 3, "/search", writing(b"x"))
        end = time.monotonic() + 30
        while (job.state != "done" or left()) and time.monotonic() < end:
            time.sleep(0.01)
        assert (job.state, left()) == ("done", set())
