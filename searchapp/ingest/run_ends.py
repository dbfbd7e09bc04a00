"""Shifted runs whose last character lost its second byte: 獎?wù)?/font> was 獎章</font>.

Where a shifted run meets a byte that completes no pair, its decoder wrote ``?`` and the second
byte of the last character is gone for good. What it was is taken only from proof: the same
splice put right elsewhere on the page, a word of the field that nothing else completes, or a
bracket or quotation that stands open. Else the question mark stays.
"""

from __future__ import annotations

import re
from functools import lru_cache

from searchapp.ingest.misalignment import TONED, decoded, encoded, lost_bytes
from tokenizers.commonness import commonness
from tokenizers.dictionary import load_dictionary
from tokenizers.pinyin import HAN
from tokenizers.traditional import simplify

_TAG = r"/(?:font|p|span|strong|div|b|a)>"
_WORD_END = re.compile(
    rf"([{HAN}])((?:\([{TONED}]{{1,6}}\))?)\?([{TONED}]{{1,6}})\)([^\n?\x00-\x7f]{{0,60}})\?(?={_TAG}|[^\x00-\x7f])"
)
_STOP_END = re.compile(rf"(?<=[{HAN}])\?！\?(?={_TAG}|\n|$)")
_STOP_LINE = re.compile(rf"(?<=[{HAN}])\?(！[^\n?\x00-\x7f]{{2,60}})(?=\n|$)")
_SPLICE = re.compile(rf"\(?\??[{TONED}]{{1,6}}\)")
_PAIRS = {"）": "（(", "”": "“", "》": "《", "’": "‘", "】": "【"}
_BEFORE = 60
_LONGEST_TERM = 8
_GAIN, _CERTAIN = 0.5, 4.5
_MOST = 5_000
"""Runs tried on one page; no page of real text comes near."""


def mend_run_ends(text: str) -> tuple[str, int]:
    """Return ``text`` with the ends of shifted runs put right where proven, and how many were."""
    if "?" not in text:
        return text, 0
    mended = tried = 0

    def word(match: re.Match[str]) -> str:
        nonlocal mended, tried
        tried += 1
        if tried > _MOST:
            return match.group()
        found = _word(match)
        mended += found is not None
        return match.group() if found is None else found + _opened(match)

    def stop(match: re.Match[str]) -> str:
        nonlocal mended
        mended += 1
        quote = "”" if _open("”", match.string, match.start()) else "?"
        return "。" + quote + _opened(match)

    def line(match: re.Match[str]) -> str:
        nonlocal mended
        found = decoded(b"\xa1" + encoded(match.group(1))[:-1])
        better = found.startswith("。") and _reads_better(found, match.group(1))
        mended += better
        return f"{found}?" if better else match.group()

    return _STOP_LINE.sub(line, _STOP_END.sub(stop, _WORD_END.sub(word, text))), mended


def _opened(match: re.Match[str]) -> str:
    """The ``<`` of a tag went with the byte it was taken for."""
    return "<" if match.string.startswith("/", match.end()) else ""


def _word(match: re.Match[str]) -> str | None:
    before, annotation, reading, run = match.groups()
    proven = set()
    for lost in lost_bytes(before, reading):
        raw = bytes([lost]) + encoded(run)
        whole = decoded(raw[:-1])
        if run and not (whole and _reads_better(whole, run)):
            continue
        left = match.string[max(0, match.start() - _BEFORE) : match.start()] + before + whole
        last = _last(raw[-1], left, match)
        if last:
            proven.add(before + annotation + whole + last)
    return proven.pop() if len(proven) == 1 else None


def _last(lead: int, left: str, match: re.Match[str]) -> str | None:
    """The one character that begins with byte ``lead`` and that something proves."""
    possible = _possible(lead, match.string[match.end() : match.end() + 1])
    closing = [char for char in possible if char in _PAIRS and _open(char, left, len(left))]
    if closing:
        return closing[0] if len(closing) == 1 else None
    known = _same_elsewhere(match)
    ends = _ends_of_words(left[-_LONGEST_TERM:])
    words = [char for char in possible if char == known or _simple(char) in ends]
    return words[0] if len(words) == 1 else None


@lru_cache(maxsize=1024)
def _possible(lead: int, following: str) -> tuple[str, ...]:
    """Return the characters whose second byte makes no pair with what follows."""
    after = encoded(following)[:1]
    pairs = (
        decoded(bytes([lead, byte]))
        for byte in range(0x81, 0xFF)
        if after < b"\x40" or not decoded(bytes([byte]) + after)
    )
    return tuple(char for char in pairs if len(char) == 1)


def _same_elsewhere(match: re.Match[str]) -> str | None:
    """What the same splice was put right to elsewhere on the page: 獎章, where 獎?wù) stands."""
    if match.group(4):
        return None
    leads = {bytes([lost]) for lost in lost_bytes(match.group(1), match.group(3))}
    after = _after(match.string, match.group(1))
    known = {char for char in after if encoded(char)[:1] in leads}
    return known.pop() if len(known) == 1 else None


@lru_cache(maxsize=64)
def _after(text: str, char: str) -> frozenset[str]:
    """Every character that stands behind ``char`` in ``text``."""
    return frozenset(text[found.end() : found.end() + 1] for found in re.finditer(char, text))


@lru_cache(maxsize=1024)
def _ends_of_words(left: str) -> frozenset[str]:
    """The characters that end a word of the field whose other characters ``left`` ends in."""
    words = simplify(left)
    sizes = range(2, _LONGEST_TERM)
    return frozenset().union(*(_last_characters().get(words[-size:], ()) for size in sizes))


def _open(closing: str, text: str, end: int) -> bool:
    """Whether the bracket or quotation that ``closing`` closes stands open before ``end``."""
    line = _SPLICE.sub("", text[max(0, end - _BEFORE) : end].rpartition("\n")[2])
    closes = ")）" if closing == "）" else closing
    opens = sum(line.count(char) for char in _PAIRS[closing])
    return opens > sum(line.count(char) for char in closes)


def _reads_better(found: str, damaged: str) -> bool:
    return commonness(found) > max(_CERTAIN, commonness(damaged) + _GAIN)


@lru_cache(maxsize=4096)
def _simple(char: str) -> str:
    return simplify(char)


@lru_cache(maxsize=1)
def _last_characters() -> dict[str, frozenset[str]]:
    """Terms of the field without their last character → the characters that may end them."""
    ends: dict[str, set[str]] = {}
    for term in load_dictionary().terms:
        ends.setdefault(term[:-1], set()).add(term[-1])
    return {start: frozenset(last) for start, last in ends.items()}
