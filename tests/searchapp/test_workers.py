from __future__ import annotations

import os
import signal
import sys
import time
from functools import partial

import pytest

from searchapp.workers import WorkerDied, Workers

IDLE = partial(int)


def double(number: int) -> int:
    time.sleep(0.02 if number % 5 == 0 else 0)
    return 2 * number


def divide(number: int) -> int:
    return 1 // number


def die(number: int) -> int:
    if number == 7:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def test_results_come_in_the_order_of_the_work_whoever_is_first() -> None:
    with Workers(2, IDLE) as workers:
        made = list(workers.in_order(((n, n) for n in range(40)), double))
    assert made == [(n, 2 * n) for n in range(40)]


def test_what_needs_no_work_keeps_its_place_and_starts_nobody() -> None:
    with Workers(2, IDLE) as workers:
        assert list(workers.in_order([("a", None), ("b", None)], double)) == [
            ("a", None),
            ("b", None),
        ]
        assert workers.started == 0
        mixed = [("a", 1), ("b", None), ("c", 3)]
        assert list(workers.in_order(mixed, double)) == [("a", 2), ("b", None), ("c", 6)]
        assert workers.started == 2


def test_no_more_is_taken_from_the_reader_than_a_few_pieces_ahead() -> None:
    taken: list[int] = []

    def pieces() -> object:
        for n in range(100):
            taken.append(n)
            yield n, n

    with Workers(2, IDLE) as workers:
        results = workers.in_order(pieces(), double)  # type: ignore[arg-type]
        next(results)
        assert len(taken) < 10


def test_what_work_raises_is_raised_where_its_result_was_due() -> None:
    with Workers(2, IDLE) as workers:
        results = workers.in_order([("a", 1), ("b", 0)], divide)
        assert next(results) == ("a", 1)
        with pytest.raises(ZeroDivisionError):
            next(results)


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_a_killed_worker_is_a_clear_error_and_no_endless_wait() -> None:
    with Workers(2, IDLE) as workers, pytest.raises(WorkerDied, match="再次运行"):
        list(workers.in_order(((n, n) for n in range(40)), die))
