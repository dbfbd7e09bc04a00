"""Pages over HTTP: requests a second and how long they take, under several clients.

New searches are words with a year nobody chose before, each asked for once: the server knows
nothing of them. Pages are those of readers who turn them and choose how long they are: every query
in fifteen forms (three pages, of five lengths), of which the server keeps far fewer whole; the
counts and the list are remembered from form to form, as for whoever turns a page.
"""

from __future__ import annotations

import http.client
import multiprocessing
import random
import socket
import subprocess
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import numpy as np

from benchmarks.build import ROOT
from benchmarks.facts import SEED
from benchmarks.ingest import product
from benchmarks.queries import EXACT, BenchQuery, read_queries
from tokenizers.analyzer import open_analyzer

_PATIENCE = 600.0
"""Seconds a server may take to come up: it brings its index in order first."""
_WARMING = 10.0
"""Seconds of requests before any is timed."""
_WARM_YEARS, _NEW_YEARS = range(2010, 2013), range(2013, 2025)
"""The years searches are narrowed to while the server gets warm, and then."""
_PER_READER = 40
"""Requests from one address: the server refuses a reader who asks for hundreds at once."""


def load(data: Path, clients: int, seconds: float) -> dict[str, Any]:
    """Serve ``data``; return what one client gets for searches that are new and for pages of
    searches, then what ``clients`` at once get for pages."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    server = subprocess.Popen(product(data, "serve", "--port", str(port)), cwd=ROOT)
    try:
        _wait(port, server)
        queries = read_queries(open_analyzer(data))
        pages = [
            f"{path_of(query)}&page={page}&per_page={length}"
            for query in queries
            for page in (1, 2, 3)
            for length in range(10, 15)
        ]
        _ask(port, _narrowed(queries, _WARM_YEARS), 1, _WARMING)  # until code and files are warm
        new = _ask(port, _narrowed(queries, _NEW_YEARS), 1, seconds)
        _ask(port, pages, 1, _WARMING)
        return {
            "new_searches": _figures(new),
            "one_client": _figures(_ask(port, pages, 1, seconds)),
            f"{clients}_clients": _figures(_ask(port, pages, clients, seconds), clients),
        }
    finally:
        server.terminate()
        server.wait(30)


def _narrowed(queries: list[BenchQuery], years: range) -> list[str]:
    """Return the addresses of ``queries`` narrowed to each of ``years``."""
    open_ = [query for query in queries if "year" not in {**query.restrict, **query.chosen}]
    return [f"{path_of(query)}&year={year}" for query in open_ for year in years]


def path_of(query: BenchQuery) -> str:
    """Return the address of a query's page. Invented organizations are left out."""
    words = " OR ".join(query.text.split()) if query.kind == "or" else query.text
    given = {"q": f'"{words}"' if query.kind in EXACT else words}
    narrowed = {k: v for k, v in {**query.restrict, **query.chosen}.items() if k != "org"}
    return "/search?" + urlencode({**given, **narrowed}, doseq=True)


def _wait(port: int, server: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        if server.poll() is not None:
            raise SystemExit("the server did not start")
        try:
            _get(http.client.HTTPConnection("127.0.0.1", port, timeout=30), "/")
            return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("the server did not answer")


def _get(connection: http.client.HTTPConnection, path: str) -> int:
    connection.request("GET", path)
    answer = connection.getresponse()
    answer.read()
    return answer.status


def _ask(port: int, paths: list[str], clients: int, seconds: float) -> list[tuple[float, int]]:
    """Return milliseconds and status of every request of all clients, processes of their own."""
    with multiprocessing.get_context("spawn").Pool(clients) as pool:
        jobs = [(port, paths, number, seconds) for number in range(clients)]
        return [one for own in pool.starmap(_client, jobs) for one in own]


def _client(port: int, paths: list[str], number: int, seconds: float) -> list[tuple[float, int]]:
    """Ask for ``paths`` in an order of its own, each once, and again only when all were asked
    for; return milliseconds and status of each request."""
    order = random.Random(SEED + number)
    taken: list[tuple[float, int]] = []
    left: list[str] = []
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        if len(taken) % _PER_READER == 0:
            reader = (_reader(number, len(taken) // _PER_READER), 0)
            connection = http.client.HTTPConnection(
                "127.0.0.1", port, timeout=60, source_address=reader
            )
        left = left or order.sample(paths, len(paths))
        started = time.perf_counter()
        status = _get(connection, left.pop())
        taken.append(((time.perf_counter() - started) * 1e3, status))
    return taken


def _reader(client: int, count: int) -> str:
    """Return an address of this machine no other reader of this run has (Linux has them all)."""
    return f"127.{client + 1}.{count // 250 % 250 + 1}.{count % 250 + 1}"


def _figures(taken: list[tuple[float, int]], clients: int = 1) -> dict[str, Any]:
    """Return the figures of requests made by so many ``clients``, one after another by each."""
    good = [spent for spent, status in taken if status == 200]
    statuses = sorted({status for _, status in taken})
    counted = {str(s): sum(status == s for _, status in taken) for s in statuses}
    p50, p95, p99 = (round(float(np.percentile(good or [0.0], share)), 2) for share in (50, 95, 99))
    seconds = sum(spent for spent, _ in taken) / 1e3 / clients
    return {
        "requests_per_s": round(len(good) / seconds, 1),
        "p50_ms": p50,
        "p95_ms": p95,
        "p99_ms": p99,
        "statuses": counted,
    }
