"""One character written in different ways: Traditional, Simplified, variant.

The classes are wider than any conversion (后 = 後, 干 = 乾 = 幹): a search that confuses two
characters now and then costs little, one that misses a page is wrong.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from tokenizers.place import read_table


def representative(char: str) -> str:
    """Return the character that stands for all writings of ``char``, the Simplified one.

    >>> representative("聯"), representative("陜"), representative("着")
    ('联', '陕', '着')
    """
    return _tables()[0].get(char, char)


def read_as(char: str) -> str:
    """Return what the segmenter's dictionary has for ``char``: its Simplified form.

    Unlike ``representative`` it keeps what Simplified itself tells apart.

    >>> read_as("聯"), read_as("著")
    ('联', '著')
    """
    return _tables()[1].get(char, char)


def classes() -> Mapping[str, str]:
    """Return every character that is not its own representative, with its representative."""
    return _tables()[0]


@lru_cache(maxsize=1)
def _tables() -> tuple[Mapping[str, str], Mapping[str, str]]:
    same: dict[str, str] = {}
    read: dict[str, str] = {}
    for char, standing_for_all, simplified in read_table("variants"):
        if standing_for_all != char:
            same[char] = standing_for_all
        if simplified != char:
            read[char] = simplified
    return MappingProxyType(same), MappingProxyType(read)
