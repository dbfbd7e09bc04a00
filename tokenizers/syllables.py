"""Han characters as they are typed: syllables without tones, and which of them are confused.

Pinyin input does not show the tone, so two characters of one syllable are one key press apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from pypinyin import Style, lazy_pinyin, pinyin

from tokenizers.pinyin import HAN, syllable

_HAN = re.compile(f"[{HAN}]")
_NEAR = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ing", "in"), ("eng", "en"), ("ang", "an"))
"""What speakers of many regions do not tell apart, and input methods offer as 模糊音."""
_NO_SYLLABLES = frozenset({"m", "n", "ng", "hm", "hng", "o", "e"})
"""Interjections, and letters that in a word are hardly ever a syllable of their own."""
LONGEST = 6
"""Letters of the longest syllable: zhuang."""


@lru_cache(maxsize=32768)
def readings(char: str) -> tuple[str, ...]:
    """Return the syllables ``char`` is read as, the usual one first; empty for no Han character.

    >>> readings("会"), readings("a")
    (('hui', 'kuai'), ())
    """
    if not _HAN.fullmatch(char):
        return ()
    known = pinyin(char, style=Style.TONE, heteronym=True, errors="ignore")
    found = dict.fromkeys(syllable(reading)[0] for each in known for reading in each)
    return tuple(reading for reading in found if reading)


def in_context(word: str) -> tuple[str, ...]:
    """Return the syllables of ``word`` as that word is read: 重庆 begins with chong."""
    found: list[str] = lazy_pinyin(word, errors=list)  # type: ignore[arg-type]
    return tuple(found)


@lru_cache(maxsize=2048)
def near(reading: str) -> str:
    """Return what all syllables confused with ``reading`` have in common.

    >>> near("zhang"), near("zan"), near("lin")
    ('zan', 'zan', 'lin')
    """
    for sound, same_as in _NEAR:
        if reading.startswith(sound) or reading.endswith(sound):
            reading = reading.replace(sound, same_as)
    return reading


@lru_cache(maxsize=1)
def syllables() -> frozenset[str]:
    """Return every syllable of the characters in everyday use, ü written v and u."""
    common = (bytes((high, low)) for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF))
    chars = (pair.decode("gb2312", "ignore") for pair in common)
    found = {reading for char in chars if char for reading in readings(char)[:1]}
    return frozenset((found | {reading.replace("v", "u") for reading in found}) - _NO_SYLLABLES)


def spelled(letters: str) -> Iterator[tuple[str, ...]]:
    """Yield the ways to read ``letters`` as syllables, long ones first. There may be many:
    whoever asks about a long text takes the first few.

    >>> list(spelled("xian"))
    [('xian',), ('xi', 'an')]
    """
    if not letters:
        yield ()
        return
    for end in range(min(LONGEST, len(letters)), 0, -1):
        if letters[:end] in syllables():
            for rest in spelled(letters[end:]):
                yield (letters[:end], *rest)
