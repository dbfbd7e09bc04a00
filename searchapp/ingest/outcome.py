"""What an ingest did, in numbers."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass


@dataclass(slots=True)
class Outcome:
    """Counts of one ingest, rising while it runs.

    Every page read is one of ``new``, ``same`` (known, nothing to do), ``moved`` (known bytes at
    a new place), ``revised`` (a new revision) or ``quarantined``. ``reread`` counts those of the
    same and moved whose text was read again because the rules have changed; ``indexed`` counts
    articles given to the index, also those an interrupted run had left behind.
    """

    read: int = 0
    bytes_read: int = 0
    new: int = 0
    same: int = 0
    moved: int = 0
    revised: int = 0
    quarantined: int = 0
    reread: int = 0
    indexed: int = 0
    seconds: float = 0.0

    def count(self, standing: str) -> None:
        """Add one page to the counter named ``standing``."""
        setattr(self, standing, getattr(self, standing) + 1)

    def to_json(self) -> str:
        """Return the counts as one JSON object."""
        return json.dumps(asdict(self))


Progress = Callable[[Outcome], None]
"""Told after every page and every index commit how far the ingest is."""
