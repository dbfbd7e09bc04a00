"""Which rules read a page: a fingerprint of the code and tables that extraction runs through."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

import tokenizers

_HERE = Path(__file__).parent
_TOKENIZERS = Path(tokenizers.__file__).parent
_NO_RULES = (
    "pipeline.py",
    "outcome.py",
    "rules.py",
    "workload.py",
    "read_ahead.py",
    "reextract.py",
)
"""Files beside the rules that move pages without reading them."""
_LIBRARIES = ("trafilatura", "lxml", "opencc", "pypdf", "pypinyin")


@lru_cache(maxsize=1)
def rules_fingerprint() -> str:
    """Return 12 hex digits that change whenever a page might be read otherwise than before.

    Taken from the files themselves: nobody has to remember to raise a number, at the price of
    some pages read again for nothing.
    """
    digest = hashlib.sha256()
    for path in _files():
        digest.update(path.name.encode())
        digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
    for library in _LIBRARIES:
        digest.update(f"{library} {version(library)}".encode())
    return digest.hexdigest()[:12]


def _files() -> Iterator[Path]:
    for room in (_HERE, _TOKENIZERS):
        for path in sorted(room.rglob("*")):
            if path.is_file() and path.suffix != ".pyc" and path.name not in _NO_RULES:
                yield path
