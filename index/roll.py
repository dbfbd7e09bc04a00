"""Who was handed over, in no memory: enough to tell whether the same documents arrived."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

_READ = 50_000
_WIDTH = (1 << 64) - 1


class Roll:
    """Ids called, in any order: their number, and a sum that other ids do not add up to."""

    def __init__(self) -> None:
        self.count = 0
        self._sum = 0

    def call(self, id_: bytes) -> None:
        """Add one id."""
        self.count += 1
        self._sum = (self._sum + hash(id_)) & _WIDTH

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Roll):
            return NotImplemented
        return (self.count, self._sum) == (other.count, other._sum)

    @classmethod
    def of(cls, parts: Iterable[NDArray[np.bytes_]]) -> Roll:
        """Return the roll of all ids in ``parts``."""
        roll = cls()
        for part in parts:
            for start in range(0, len(part), _READ):
                for id_ in part[start : start + _READ].tolist():
                    roll.call(id_)
        return roll


def called_twice(parts: Iterable[NDArray[np.bytes_]]) -> str | None:
    """Return an id that is in ``parts`` twice, None if there is none."""
    held = list(parts)
    ids = np.sort(np.concatenate(held)) if held else np.zeros(0, np.bytes_)
    again = np.flatnonzero(ids[1:] == ids[:-1])
    return str(ids[again[0]].decode()) if len(again) else None
