"""Characters taken for one another by eye."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

TABLE = Path(__file__).parent / "data" / "lookalikes.tsv"


def lookalikes(char: str) -> frozenset[str]:
    """Return the characters that look much like ``char``, without itself.

    >>> sorted(lookalikes("已"))
    ['己', '巳', '巴']
    """
    return _table().get(char, frozenset())


@lru_cache(maxsize=1)
def _table() -> dict[str, frozenset[str]]:
    rows = TABLE.read_text(encoding="utf-8").splitlines()
    groups = [row for row in rows if row and not row.startswith("#")][1:]
    found: dict[str, set[str]] = {}
    for group in groups:
        for char in group:
            found.setdefault(char, set()).update(group)
    return {char: frozenset(others - {char}) for char, others in found.items()}
