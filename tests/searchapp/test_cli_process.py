"""The command line as a process: locale, signals, servers."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest

from searchapp.cli import run

ROOT = Path(__file__).resolve().parents[2]
GOOD = """渝北区总工会举办职工技能竞赛
2021-05-06
5月6日，重庆市渝北区总工会举办职工技能竞赛，二百名职工参加。
"""
OTHER = """广元市总工会走访慰问困难职工
2020年10月9日
广元市总工会走访慰问困难职工，送去清凉。
"""


def searchapp(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "searchapp", *arguments],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
    )


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pages = tmp_path_factory.mktemp("pages")
    (pages / "good.txt").write_text(GOOD, encoding="utf-8")
    (pages / "other.txt").write_text(OTHER, encoding="utf-8")
    data = tmp_path_factory.mktemp("data")
    assert run(["--data", str(data), "ingest", str(pages)]) == 0
    return data


def test_chinese_comes_out_as_utf_8_in_any_locale(data: Path) -> None:
    done = searchapp(
        "--data", str(data), "search", "总工会",
        LC_ALL="C", PYTHONCOERCECLOCALE="0", PYTHONUTF8="0", PYTHONIOENCODING="ascii",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("共 ")


def test_a_reader_that_stops_reading_is_no_failure(data: Path) -> None:
    process = start("--data", str(data), "export", "--jsonl")
    assert process.stdout and process.stderr
    process.stdout.close()
    with process.stderr:
        assert (process.wait(60), process.stderr.read()) == (0, "")


@pytest.mark.skipif(sys.platform == "win32", reason="sends SIGINT")
def test_an_interrupted_ingest_says_so_and_goes_on_the_next_time(tmp_path: Path) -> None:
    pages = tmp_path / "a.jsonl"
    with pages.open("w", encoding="utf-8") as file:
        for n in range(3000):
            row = {"title": f"第{n}场竞赛", "body": f"广元市总工会举办第{n}场竞赛。" * 3}
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
    store = tmp_path / "data" / "store.sqlite3"
    process = start("--data", str(tmp_path / "data"), "ingest", str(pages))
    wait_until(lambda: store.with_name("store.sqlite3-wal").exists())
    time.sleep(1)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 3
    assert "再次运行同一命令即可接着做" in err
    again = searchapp("--data", str(tmp_path / "data"), "ingest", str(pages), "--limit", "300")
    assert again.returncode == 0
    assert searchapp("--data", str(tmp_path / "data"), "check").returncode == 0


def start(*arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "searchapp", *arguments],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )


def wait_until(true: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(data: Path, port: int, *options: str) -> Iterator[subprocess.Popen[str]]:
    command = ["--data", str(data), "serve", "--port", str(port), *options]
    process = start(*command)
    try:
        assert process.stdout is not None
        assert f"http://127.0.0.1:{port}" in process.stdout.readline()
        yield process
    finally:
        process.kill()
        process.communicate(timeout=30)


def total(port: int, query: str) -> int:
    with urlopen(f"http://127.0.0.1:{port}/api/v1/search?q={query}", timeout=10) as answer:
        return int(json.load(answer)["total"]["articles"])


def test_a_server_sees_a_finished_ingest_within_two_seconds(
    data: Path, port: int, tmp_path: Path
) -> None:
    shutil.copytree(data, tmp_path / "data")
    new = tmp_path / "new.txt"
    new.write_text(GOOD.replace("竞赛", "竞赛unseen2026"), encoding="utf-8")
    with serving(tmp_path / "data", port):
        assert total(port, "unseen2026") == 0
        assert run(["--data", str(tmp_path / "data"), "ingest", str(new)]) == 0
        end = time.monotonic() + 2
        while total(port, "unseen2026") == 0:
            assert time.monotonic() < end, "not seen within two seconds"
            time.sleep(0.05)


def test_a_port_that_is_taken_is_said_with_what_to_do(data: Path, port: int) -> None:
    with serving(data, port):
        second = searchapp("--data", str(data), "serve", "--port", str(port))
    assert second.returncode == 3
    assert f"端口 {port} 已被占用" in second.stderr
    assert f"--port {port + 1}" in second.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="sends SIGTERM")
def test_a_server_that_is_told_to_stop_stops_in_order(data: Path, port: int) -> None:
    with serving(data, port) as server:
        server.send_signal(signal.SIGTERM)
        assert server.wait(30) == 0


def test_a_server_rebuilds_an_index_that_may_not_answer_before_it_opens(
    data: Path, port: int, tmp_path: Path
) -> None:
    shutil.copytree(data, tmp_path / "data")
    shutil.rmtree(tmp_path / "data" / "index")
    with serving(tmp_path / "data", port):
        assert total(port, "") == 2


def test_the_first_start_with_samples_fills_an_empty_folder_and_says_so(
    tmp_path: Path, port: int
) -> None:
    with serving(tmp_path, port, "--sample"):
        assert total(port, "") >= 80
        with urlopen(f"http://127.0.0.1:{port}/", timeout=10) as page:
            assert "示例数据" in page.read().decode("utf-8")
