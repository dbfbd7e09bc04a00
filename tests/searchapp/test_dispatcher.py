"""Which thread answers."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from searchapp.dispatcher import Dispatcher

_PATIENCE = 20.0
"""Seconds until a test gives up."""


class _Task:
    """Notes which thread did it, and waits to be let go where ``held``."""

    def __init__(self, held: threading.Event | None = None) -> None:
        self.thread = ""
        self.begun, self.done = threading.Event(), threading.Event()
        self._held = held

    def service(self) -> None:
        self.thread = threading.current_thread().name
        self.begun.set()
        if self._held:
            assert self._held.wait(_PATIENCE)
        self.done.set()

    def cancel(self) -> None:
        raise AssertionError("nothing is left to be cancelled")


@pytest.fixture
def dispatcher() -> Iterator[Dispatcher]:
    made = Dispatcher(3)
    yield made
    made.shutdown()


def _idle(dispatcher: Dispatcher) -> None:
    """Wait until all threads wait."""
    pause = threading.Event()
    while dispatcher.active_count:
        pause.wait(0.001)


def test_requests_one_after_another_are_answered_by_one_thread(dispatcher: Dispatcher) -> None:
    _idle(dispatcher)
    tasks = [_Task() for _ in range(20)]
    for task in tasks:
        dispatcher.add_task(task)
        assert task.done.wait(_PATIENCE)
        _idle(dispatcher)
    assert len({task.thread for task in tasks}) == 1


def test_requests_at_once_are_answered_by_as_many_threads(dispatcher: Dispatcher) -> None:
    go = threading.Event()
    tasks = [_Task(go) for _ in range(3)]
    for task in tasks:
        dispatcher.add_task(task)
    assert all(task.begun.wait(_PATIENCE) for task in tasks)
    assert len({task.thread for task in tasks}) == 3
    go.set()
    assert all(task.done.wait(_PATIENCE) for task in tasks)


def test_a_request_waits_while_all_threads_are_busy_and_is_answered_then(
    dispatcher: Dispatcher,
) -> None:
    go = threading.Event()
    tasks = [_Task(go) for _ in range(7)]
    for task in tasks:
        dispatcher.add_task(task)
    go.set()
    assert all(task.done.wait(_PATIENCE) for task in tasks)


def test_all_threads_end_with_the_server() -> None:
    dispatcher = Dispatcher(3)
    _idle(dispatcher)
    dispatcher.shutdown(timeout=int(_PATIENCE))
    assert not dispatcher.threads
