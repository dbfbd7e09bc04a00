"""Text whose bytes a splicer shifted: 獎?wù)峦扑] was 獎章推薦.

The tool put ``(zhāng)`` behind a byte pair of a GBK page without asking where characters begin,
so every pair up to the next ASCII byte is read one byte too late. The bytes are still there: the
lost one is found through the reading, and the repair stands only if it reads clearly better. A
wrong repair would be worse than a question mark.
"""

from __future__ import annotations

import re
from functools import lru_cache

from tokenizers.commonness import commonness
from tokenizers.pinyin import HAN, is_reading

TONED = "a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü"
_RUN = r"([^\n?\x00-\x3f]{0,60})"
_SHIFTED = re.compile(
    rf"([{HAN}])((?:\([{TONED}]{{1,6}}\))?)\?([{TONED}]{{1,6}})\){_RUN}(?:\?([{TONED}]{{1,6}})\))?"
)
_STOP = re.compile(rf"(?<=[{HAN}])\?(?=！){_RUN}")
"""The second form: 排隊?！边@首 was 排隊。”這首; the full stop lost its first byte, A1."""
_GAIN = 0.5
"""How much commoner (mean log frequency) the repaired run must read than the damaged one."""
_CERTAIN = 4.5
_PASSES = 8
"""A run that is put right may bare the next one."""
_Repair = tuple[float, str, str]


def realign(text: str) -> tuple[str, int]:
    """Return ``text`` with shifted runs put right, and how many there were."""
    if "?" not in text:
        return text, 0
    repaired = 0

    def repair(match: re.Match[str]) -> str:
        nonlocal repaired
        best = _word(match) if match.re is _SHIFTED else _stop(match.group(1))
        repaired += best is not None
        return match.group() if best is None else best

    for _ in range(_PASSES):
        before = repaired
        text = _STOP.sub(repair, _SHIFTED.sub(repair, text))
        if repaired == before:
            break
    return text, repaired


def _word(match: re.Match[str]) -> str | None:
    before, annotation, reading, run, closing = match.groups()
    found: list[_Repair] = []
    for lost in lost_bytes(before, reading):
        found += _realigned(lost, run, f"?{closing})" if closing else "")
        if closing and run:
            for last in lost_bytes(run[-1], closing):
                whole = decoded(bytes([lost]) + encoded(run) + bytes([last]))
                found.append((commonness(whole), whole, ""))
    best = _clearly_best(found, run)
    return None if best is None else before + annotation + best


def _stop(run: str) -> str | None:
    readings = _realigned(0xA1, run, "")
    return _clearly_best([found for found in readings if found[1].startswith("。")], run)


def _clearly_best(found: list[_Repair], run: str) -> str | None:
    score, whole, rest = max(found, default=(0.0, "", ""))
    damaged = commonness(run[: len(whole)])
    return whole + rest if score > max(_CERTAIN, damaged + _GAIN) else None


@lru_cache(maxsize=8192)
def lost_bytes(before: str, reading: str) -> tuple[int, ...]:
    """Return the bytes that, with the last one of ``before``, spell a character read so."""
    pair = encoded(before)
    if len(pair) != 2:
        return ()
    spelled = ((byte, decoded(bytes([pair[1], byte]))) for byte in range(0x40, 0xFF))
    return tuple(byte for byte, char in spelled if len(char) == 1 and is_reading(char, reading))


def _realigned(lost: int, run: str, after: str) -> list[_Repair]:
    """Return the run read from ``lost`` on, how common it is and what follows the shift.

    The shift ends where an ASCII byte completes a pair.
    """
    end = next((place for place, char in enumerate(run) if char.isascii()), None)
    if end is None:
        return []
    whole = decoded(bytes([lost]) + encoded(run[:end]) + run[end].encode())
    return [(commonness(whole), whole, run[end + 1 :] + after)] if whole else []


@lru_cache(maxsize=4096)
def encoded(text: str) -> bytes:
    """Return ``text`` in GBK; nothing if it cannot be spelled in it."""
    try:
        return text.encode("gbk")
    except UnicodeEncodeError:
        return b""


def decoded(raw: bytes) -> str:
    """Return what ``raw`` spells in GBK; nothing if it spells nothing."""
    try:
        return raw.decode("gbk")
    except UnicodeDecodeError:
        return ""
