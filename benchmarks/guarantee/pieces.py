"""Pieces of texts as displayed, and how people type them."""

from __future__ import annotations

import random
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

import opencc

LONGEST = 20
_SPLICE = re.compile(r"\([a-z\u00e0-\u01dc]{1,6}\)")
_UNITS = re.compile(rf".{_SPLICE.pattern}|.", re.DOTALL)
_QUOTES = {'""': '"＂', "“”": "“”", "「」": "「」", "『』": "『』"}
"""Pairs, and the signs that a piece in them must be free of."""


class Shown(NamedTuple):
    """One text a reader sees: of which article, and what it says."""

    id: str
    text: str


def full_width(text: str) -> str:
    """Return ``text`` with its ASCII characters in full width."""
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


SPELLINGS: dict[str, Callable[[str], str]] = {
    "as displayed": str,
    "simplified": opencc.OpenCC("t2s").convert,
    "traditional": opencc.OpenCC("s2t").convert,
    "full-width": full_width,
    "upper case": str.upper,
    "lower case": str.lower,
    "spaced": " ".join,
}


def pieces(
    shown: Sequence[Shown], count: int, seed: int, lengths: tuple[int, int] = (1, LONGEST)
) -> Iterator[Shown]:
    """Yield ``count`` random pieces of so many characters with a letter or digit, every place of
    every text as likely as any other."""
    draw = random.Random(seed)
    ends = list(accumulate(len(one.text) for one in shown))
    while count:
        at = draw.randrange(ends[-1])
        index = bisect_right(ends, at)
        one = shown[index]
        start = at - ends[index] + len(one.text)
        piece = one.text[start : start + draw.randint(*lengths)]
        if any(unicodedata.category(char)[0] in "LN" for char in piece):
            count -= 1
            yield Shown(one.id, piece)


def spliced(raw: str, count: int, seed: int) -> Iterator[str]:
    """Yield random pieces of a dirty page that hold a spliced reading and cut none in two."""
    draw = random.Random(seed)
    units = [found.group() for found in _UNITS.finditer(raw)]
    while count:
        start = draw.randrange(len(units))
        piece = "".join(units[start : start + draw.randint(1, LONGEST)])
        if "(" in piece:
            count -= 1
            yield piece


def without_splices(piece: str) -> str:
    """Return ``piece`` with every bracket of Latin letters gone, whatever it may be."""
    return _SPLICE.sub("", piece)


def quoted(typed: str) -> str | None:
    """Return ``typed`` in the first quotes it has none of; None if it has some of every kind."""
    free = (pair for pair, signs in _QUOTES.items() if not set(signs) & set(typed))
    pair = next(free, None)
    return pair and pair[0] + typed + pair[1]
