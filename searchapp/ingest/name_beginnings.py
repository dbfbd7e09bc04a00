"""Where in a text a known name may begin: a look at every pair of characters, all at once."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

_BITS = 17
_SPREAD = np.uint32(0x9E3779B1)
_DROP = np.uint32(12)
_MASK = np.uint32((1 << _BITS) - 1)
_Codes = NDArray[np.uint32]


class NameBeginnings:
    """The first two characters of many names, as a table of their hashes."""

    def __init__(self, beginnings: Iterable[str]) -> None:
        self._known = frozenset(beginnings)
        self._table = np.zeros(1 << _BITS, bool)
        codes = _codes("".join(self._known)).reshape(-1, 2)
        self._table[_hashes(codes[:, 0], codes[:, 1])] = True

    def find(self, text: str) -> list[int]:
        """Return where in ``text`` a name may begin, in order."""
        codes = _codes(text)
        likely = np.flatnonzero(self._table.take(_hashes(codes[:-1], codes[1:])))
        return [start for start in likely.tolist() if text[start : start + 2] in self._known]


def _codes(text: str) -> _Codes:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def _hashes(firsts: _Codes, seconds: _Codes) -> _Codes:
    spread = (firsts * _SPREAD) >> _DROP
    return (spread ^ (seconds * np.uint32(31))) & _MASK
