"""One client cannot take the whole server; others do not notice."""

from __future__ import annotations

from searchapp.web.rate import MAX_CLIENTS, Rate, RateLimit


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_a_burst_is_granted_then_the_client_waits_and_is_served_again() -> None:
    clock = Clock()
    limit = RateLimit(Rate(per_second=2, burst=3), clock)
    assert [limit.wait("a") for _ in range(4)] == [0, 0, 0, 1]
    clock.now += 0.5
    assert limit.wait("a") == 0
    assert limit.wait("a") == 1


def test_waiting_is_told_in_whole_seconds_that_suffice() -> None:
    clock = Clock()
    limit = RateLimit(Rate(per_second=0.1, burst=1), clock)
    assert limit.wait("a") == 0
    seconds = limit.wait("a")
    assert seconds == 10
    clock.now += seconds
    assert limit.wait("a") == 0


def test_a_long_pause_saves_no_more_than_one_burst() -> None:
    clock = Clock()
    limit = RateLimit(Rate(per_second=5, burst=2), clock)
    clock.now += 3600
    assert [limit.wait("a") > 0 for _ in range(3)] == [False, False, True]


def test_clients_do_not_share_a_bucket() -> None:
    limit = RateLimit(Rate(per_second=0.001, burst=1), Clock())
    assert [limit.wait(client) > 0 for client in ("a", "b", "a")] == [False, False, True]


def test_memory_is_bounded_and_the_busy_client_is_not_forgotten() -> None:
    limit = RateLimit(Rate(per_second=0.0001, burst=1), Clock())
    limit.wait("busy")
    for n in range(MAX_CLIENTS + 10):
        if n % 1000 == 0:
            assert limit.wait("busy") > 0
        limit.wait(f"client {n}")
    assert len(limit._buckets) == MAX_CLIENTS
