"""Errors of the search room. Each carries what was wrong; the edges put it into Chinese."""

from __future__ import annotations


class SearchError(Exception):
    """Base of every error an engine or parser raises."""


class EngineUnavailable(SearchError):
    """There is no readable index at ``path``; ``reason`` says why."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class IndexOutdated(SearchError):
    """The index was built with another dictionary, schema or rule set than the running one."""

    def __init__(self, found: str, expected: str) -> None:
        super().__init__(f"index fingerprint {found}, expected {expected}")
        self.found = found
        self.expected = expected


class IndexBusy(SearchError):
    """Another process holds the write lock."""


class EngineTimeout(SearchError):
    """The answer took longer than ``seconds``; nothing partial is returned."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"no answer within {seconds} s")
        self.seconds = seconds
