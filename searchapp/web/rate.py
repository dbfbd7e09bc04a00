"""How many requests one client may send: a token bucket per address."""

from __future__ import annotations

import math
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

MAX_CLIENTS = 10_000
"""Buckets kept; the one unused longest goes first, so memory stays bounded."""


@dataclass(frozen=True, slots=True)
class Rate:
    """``per_second`` requests in the long run, up to ``burst`` at once."""

    per_second: float = 20.0
    burst: int = 60


class RateLimit:
    """Counts requests per client. Safe to share between threads."""

    def __init__(self, rate: Rate, clock: Callable[[], float] = time.monotonic) -> None:
        self._rate = rate
        self._clock = clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def wait(self, client: str) -> int:
        """Take one token of ``client``; return 0, or the whole seconds until the next is there."""
        with self._lock:
            now = self._clock()
            tokens, seen = self._buckets.pop(client, (float(self._rate.burst), now))
            tokens = min(self._rate.burst, tokens + (now - seen) * self._rate.per_second)
            granted = tokens >= 1
            self._buckets[client] = (tokens - 1 if granted else tokens, now)
            while len(self._buckets) > MAX_CLIENTS:
                self._buckets.popitem(last=False)
        return 0 if granted else math.ceil((1 - tokens) / self._rate.per_second)
