"""Pinyin spliced into text: 經(jīng)濟(jì) reads 經濟, but 职工(VIP) stays.

Mirror sites put a reading in brackets behind characters. A bracket goes only if what it holds
is a reading of the character before it, so nothing a writer meant is lost.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

from pypinyin import Style, pinyin

HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
# Combining marks stand for tones on pages that are not in NFC; NFC itself is applied to the
# bracket only, because on the whole text it would also rewrite compatibility characters.
_LETTER = "A-Za-zÀ-ÖØ-öø-ɏɡḀ-ỿ\u0300-\u036f"
_SPACE = r"[ \t\u00a0\u2000-\u200b\u3000]{0,3}"
_READING = rf"{_SPACE}(?:[{_LETTER}]{{1,12}}[1-5]?){_SPACE}[)）]"
_BRACKET = rf"[(（]{_READING}"
# What stands before is looked at last: a search for brackets alone is quick.
_SPLICES = re.compile(rf"[(（](?<=[{HAN}][(（]){_READING}(?:{_BRACKET})*")
_ONE = re.compile(_BRACKET)
# Pictographs only: (✔), (★) and (①) are written on purpose.
_PICTOGRAPH = (
    "\u231a-\u231b\u23e9-\u23f3\u2600-\u2604\u2607-\u260f\u2614-\u2712"
    "\u2719-\u2775\u2794-\u27bf\u2b50\U0001f000-\U0001faff"
)
_EMOJI = re.compile(
    rf"[(（](?<=[{HAN}{_LETTER})）][(（])"
    rf"{_SPACE}[{_PICTOGRAPH}][{_PICTOGRAPH}\ufe0f\u200d]{{0,8}}{_SPACE}[)）]"
    rf"(?=[{HAN}{_LETTER} (（)）]|$)"
)
_TONES = {"\u0304": "1", "\u0301": "2", "\u030c": "3", "\u0306": "3", "\u0300": "4"}
_PROOF = 3
"""Toned readings a page must show before a toneless one, 們(men), is taken for a splice."""
_PASSES = 8


def is_reading(char: str, reading: str) -> bool:
    """Return whether ``reading`` is a pinyin reading of ``char``.

    A toned reading may differ in its tone alone (sandhi, and tones the dictionary lacks); a
    toneless one (``men``) counts too.

    >>> is_reading("协", "xié"), is_reading("们", "men"), is_reading("工", "huì")
    (True, True, False)
    """
    base, _ = syllable(reading)
    return bool(base) and base in _readings(char)


def strip_splices(text: str) -> tuple[str, int]:
    """Return ``text`` without spliced readings and bracketed emoji, and how many went.

    Toneless readings go only where at least three toned ones prove that the page is spliced;
    brackets in capitals, (a), (ACFTU) and (中央处理器) always stay.

    >>> strip_splices("經(jīng)濟(jì)圈、毕(bì )业、职(🎀)工(VIP)")
    ('經濟圈、毕业、职工(VIP)', 4)
    """
    if "(" not in text and "（" not in text:
        return text, 0
    proven = _toned_readings(text) >= _PROOF
    total = 0
    for _ in range(_PASSES):
        text, emoji = _EMOJI.subn("", text)
        text, readings = _drop_readings(text, proven)
        if not emoji + readings:
            break
        total += emoji + readings
    return text, total


def strip_toneless(text: str) -> str:
    """Return ``text`` without any bracket that holds a reading of the character before it, tone
    shown or not: what a reader may have meant who pasted 政(zheng)府.

    >>> strip_toneless("政(zheng)府、職工(VIP)")
    '政府、職工(VIP)'
    """
    for _ in range(_PASSES):
        text, removed = _drop_readings(text, proven=True)
        if not removed:
            break
    return text


def _toned_readings(text: str) -> int:
    bare = _EMOJI.sub("", text)
    return sum(
        _is_splice(bare[run.start() - 1], one.group(), proven=False)
        for run in _SPLICES.finditer(bare)
        for one in _ONE.finditer(run.group())
    )


def _drop_readings(text: str, proven: bool) -> tuple[str, int]:
    removed = 0

    def drop_from(char: str) -> Callable[[re.Match[str]], str]:
        def drop(bracket: re.Match[str]) -> str:
            nonlocal removed
            if not _is_splice(char, bracket.group(), proven):
                return bracket.group()
            removed += 1
            return ""

        return drop

    def each(run: re.Match[str]) -> str:
        return _ONE.sub(drop_from(text[run.start() - 1]), run.group())

    return _SPLICES.sub(each, text), removed


def _is_splice(char: str, bracket: str, proven: bool) -> bool:
    reading = bracket[1:-1].strip(" \t\u00a0\u3000\u200b")
    base, toned = syllable(reading)
    if not base or base not in _readings(char):
        return False
    return toned or (proven and reading.islower() and len(base) > 1)


@lru_cache(maxsize=8192)
def syllable(reading: str) -> tuple[str, bool]:
    """Return the toneless syllable (ü as v) and whether the reading shows its tone.

    Letters that are no pinyin, or more than one tone, give an empty syllable.
    """
    letters = unicodedata.normalize("NFD", reading.strip().lower()).replace("u\u0308", "v")
    letters = letters.replace("ɡ", "g").replace("e\u0302", "e")
    tones = [c for c in letters if c in _TONES]
    base = "".join(c for c in letters if c not in _TONES)
    if base[-1:].isdigit() and len(base) > 2:
        base, tones = base[:-1], [*tones, base[-1]]
    if len(tones) > 1 or not (base.isascii() and base.isalpha()):
        return "", False
    return base, bool(tones)


@lru_cache(maxsize=16384)
def _readings(char: str) -> frozenset[str]:
    """Return the toneless readings of ``char``; empty if it is no single Han character."""
    if not re.fullmatch(f"[{HAN}]", char):
        return frozenset()
    known = pinyin(char, style=Style.TONE, heteronym=True, errors="ignore")
    found = {syllable(reading)[0] for readings in known for reading in readings}
    # Pages write lv for lü, and some drop the dots.
    return frozenset(found | {base.replace("v", "u") for base in found if "v" in base}) - {""}
