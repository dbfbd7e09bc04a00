"""Traditional text: converted where a machine made it, kept where a writer did.

Mirror sites turn Simplified pages into Traditional ones character by character; people in Hong
Kong, Macau and Taiwan write Traditional. Which of both a page is, is decided by weighing what
stands on it (``data/script_markers.tsv``): words of mainland institutions and sites and slips of
the conversion (爲, 關系) against the words, places and 「」 of genuine Traditional. Without
evidence the text stays as written: matching folds both scripts anyway, so nothing is lost.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from opencc import OpenCC

_DATA = Path(__file__).parent / "data"
_SAMPLE = 20_000
_SHARE = 0.05
"""From this share of Traditional-only characters on, a text is Traditional."""
_SPLICED_SHARE = 0.02
_PROVENANCE = 4
"""What a page's own ``lang`` or its byte encoding weighs against words."""


def simplify(text: str) -> str:
    """Return ``text`` in Simplified Chinese, of the same length, character for character.

    >>> simplify("沿著總工會的著名陜西驛站")
    '沿着总工会的著名陕西驿站'
    """
    converted: str = _converter().convert(text) if _encodable(text) else text
    if len(converted) != len(text):
        converted = "".join(_one(char) for char in text)
    table, pattern = _exceptions()
    return pattern.sub(lambda found: table[found.group()], converted)


def mend_variants(text: str, script: str = "hans") -> str:
    """Return ``text`` with the characters that no page of its script means put right: 陜 on every
    page, 羣 on a Simplified one."""
    slips, pattern = _slips(script == "hans")
    return pattern.sub(lambda found: slips[found.group()], text)


def traditional_share(text: str) -> float:
    """Return the share of Traditional-only characters among the Han characters of ``text``."""
    units = np.frombuffer(text[:_SAMPLE].encode("utf-16-le", "surrogatepass"), np.uint16)
    _, simplified, traditional = np.bincount(_kinds().take(units), minlength=3).tolist()
    return traditional / (simplified + traditional) if traditional else 0.0


def script_of(
    text: str, *, splices: int = 0, lang: str | None = None, encoding: str | None = None
) -> str:
    """Return what ``text`` is written in: ``hans``, ``hant`` (genuine Traditional) or
    ``converted`` (Traditional made by a machine, to be turned back).

    ``splices`` is the number of pinyin splices found, ``lang`` the page's own attribute,
    ``encoding`` the one its bytes came in.
    """
    share = traditional_share(text)
    if share < (_SPLICED_SHARE if splices > 1 else _SHARE):
        return "hans"
    if splices > 1:
        return "converted"
    genuine, mainland = _weigh(text[:_SAMPLE])
    if re.match(r"zh[-_]?(?:hant|tw|hk|mo)", lang or "", re.IGNORECASE):
        genuine += _PROVENANCE
    if (encoding or "").startswith("big5"):
        genuine += _PROVENANCE
    if (encoding or "").startswith("gb"):
        mainland += _PROVENANCE
    return "converted" if mainland > genuine else "hant"


def _weigh(text: str) -> tuple[int, int]:
    genuine = mainland = 0
    for marker, is_genuine, weight in _markers():
        if marker in text:
            genuine += weight * is_genuine
            mainland += weight * (not is_genuine)
    return genuine, mainland


def _encodable(text: str) -> bool:
    return not re.search("[\ud800-\udfff]", text)


@lru_cache(maxsize=4096)
def _one(char: str) -> str:
    converted: str = _converter().convert(char) if _encodable(char) else char
    return converted if len(converted) == 1 else char


@lru_cache(maxsize=1)
def _converter() -> OpenCC:
    return OpenCC("t2s")


@lru_cache(maxsize=1)
def _kinds() -> NDArray[np.uint8]:
    """Return of every code point what it is: 2 for a Traditional-only Han character, 1 for
    another, 0 for what is none."""
    kinds = np.zeros(1 << 16, np.uint8)
    han = [chr(code) for code in range(0x4E00, 0xA000)]
    simplified = _converter().convert("\n".join(han)).split("\n")
    pairs = zip(han, simplified, strict=True)
    kinds[0x4E00:0xA000] = [1 + (written != plain) for written, plain in pairs]
    return kinds


def _rows(name: str) -> list[list[str]]:
    lines = (_DATA / name).read_text(encoding="utf-8").splitlines()[1:]
    return [line.split("\t") for line in lines]


@lru_cache(maxsize=1)
def _exceptions() -> tuple[dict[str, str], re.Pattern[str]]:
    """Return what OpenCC leaves and the words in which 著 is not 着, with a pattern of them."""
    rows = [row for row in _rows("simplification.tsv") if row[2] != "simplified"]
    words = {written: written for written, _, _ in rows if len(written) > 1}
    characters = {"著": "着"} | {written: to for written, to, _ in rows if len(written) == 1}
    begins = "".join(sorted({written[0] for written in (*words, *characters)}))
    one = f"[{''.join(characters)}]"
    return words | characters, re.compile(f"(?=[{begins}])(?:{'|'.join(words)}|{one})")


@lru_cache(maxsize=2)
def _slips(simplified: bool) -> tuple[dict[str, str], re.Pattern[str]]:
    pages = ("always", "simplified") if simplified else ("always",)
    slips = {written: to for written, to, on in _rows("simplification.tsv") if on in pages}
    return slips, re.compile(f"[{''.join(slips)}]")


@lru_cache(maxsize=1)
def _markers() -> tuple[tuple[str, bool, int], ...]:
    rows = _rows("script_markers.tsv")
    return tuple((marker, side == "genuine", int(weight)) for marker, side, weight in rows)
