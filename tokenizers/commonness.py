"""How ordinary a run of Chinese looks: the measure that tells text from bytes read wrongly."""

from __future__ import annotations

import math
from functools import lru_cache
from pathlib import Path

from tokenizers.traditional import simplify

_TABLE = Path(__file__).parent / "data" / "han_frequency.tsv"
_PUNCTUATION = dict.fromkeys("，。、；：！？“”‘’（）《》【】「」『』—…·　", 8.0)


def commonness(text: str) -> float:
    """Return the mean logarithmic frequency of the characters of ``text`` outside ASCII.

    Traditional characters count as their Simplified ones, characters that no news page uses
    count nothing. Ordinary text has about 8, wrongly decoded bytes below 5; 0.0 if all is ASCII.
    """
    weights = [_weight(char) for char in text if char >= "\x80"]
    return sum(weights) / len(weights) if weights else 0.0


@lru_cache(maxsize=65536)
def _weight(char: str) -> float:
    known = _PUNCTUATION.get(char)
    return known if known is not None else math.log1p(_frequencies().get(simplify(char), 0))


@lru_cache(maxsize=1)
def _frequencies() -> dict[str, int]:
    rows = (line.split("\t") for line in _TABLE.read_text(encoding="utf-8").splitlines()[1:])
    return {character: int(count) for character, count in rows}
