"""Typed query text → tokens. Knows what each character means, not how tokens combine."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from index.said import said
from tokenizers.folding import fold

OPENING = "(（"
CLOSING = ")）"
PIPES = "|｜"
MINUS = "-－"
_CURLY = '"“”＂'
QUOTES = {**dict.fromkeys(_CURLY, _CURLY), "「": "」", "『": "』"}
"""Opening quote → the characters that close it. Mixed pairs (”…“, "…”) are typed every day."""

_STRAIGHT = '"＂'
_TWO_PHRASES = re.compile(
    r"[^”“]*[^”“\s]”\s+“[^”“\s][^”“]*|[^\"＂]*[^\"＂\s][\"＂]\s+[\"＂][^\"＂\s][^\"＂]*"
)
_PAIRS = {"“": "”", "「": "」", "『": "』"}

_DELIMITERS = re.escape(OPENING + CLOSING + PIPES + _CURLY + "「」『』")
_BLANK = "[ \t\u00a0\u3000]*"
# A date with blanks in it, 2020 年 10 月 9 日, is one word as it is without them.
_SPACED_DATE = (
    rf"\d{{4}}{_BLANK}年(?:{_BLANK}\d{{1,2}}{_BLANK}月(?:{_BLANK}\d{{1,2}}{_BLANK}[日号])?|(?!\w))"
)
_CHUNK = re.compile(rf"{_SPACED_DATE}[^\s{_DELIMITERS}]*|[^\s{_DELIMITERS}]+")
_PREFIX = re.compile(r"([^\W\d_]{1,8})[:：]")
_NAMES = {"title": "标题", "org": "单位", "region": "地区", "year": "年份"}


class TokenKind(StrEnum):
    """What a token is."""

    WORD = "word"
    PHRASE = "phrase"
    OPEN = "open"
    CLOSE = "close"
    OR = "or"
    NOT = "not"
    PREFIX = "prefix"


@dataclass(frozen=True, slots=True)
class Token:
    """One token; ``text`` is the word, the quoted text, or the name of a prefix. A word knows
    where it begins (``at``)."""

    kind: TokenKind
    text: str = ""
    at: int = 0


class WrongSyntax(Exception):
    """The text is no query; the message says why, in Chinese, for the reader."""


def searchable(text: str) -> str:
    """Return ``text`` without the characters at its ends that no search can find.

    >>> searchable("，工会！"), searchable("——")
    ('工会', '')
    """
    start, end = 0, len(text)
    while start < end and not fold(text[start]):
        start += 1
    while end > start and not fold(text[end - 1]):
        end -= 1
    return text[start:end]


def is_or(chunk: str) -> bool:
    """Return whether ``chunk``, standing alone, means OR."""
    return chunk == "或" or unicodedata.normalize("NFKC", chunk) == "OR"


def prefix_of(chunk: str) -> re.Match[str] | None:
    """Return the match of a known ``name:`` at the start of ``chunk``, None without one."""
    match = _PREFIX.match(chunk)
    return match if match and fold(match[1]) in _PREFIXES else None


def chunks(text: str) -> list[str]:
    """Return the stretches of ``text`` between blanks, brackets, quotes and bars."""
    return _CHUNK.findall(text)


def reads_as_date(left: str, right: str) -> bool:
    """Return whether a blank between ``left`` and ``right`` would make one date of both."""
    joined = f"{left} {right}"
    found = re.finditer(_SPACED_DATE, joined)
    return any(date.start() < len(left) < date.end() - 1 for date in found)


def lex(text: str) -> Iterator[Token]:
    """Yield the tokens of ``text``; raise WrongSyntax for an unpaired quote, or a minus or
    prefix without anything behind it."""
    at = 0
    last: Token | None = None
    hyphen = False
    while at < len(text):
        if text[at].isspace():
            at, hyphen = at + 1, False
            continue
        named = last is not None and last.kind is TokenKind.PREFIX
        if text[at] in MINUS and not hyphen and not named and _excludes(text, at):
            token, at, hyphen = Token(TokenKind.NOT), at + 1, True
        else:
            found, at, hyphen = _token(text, at, named)
            if found is None:
                _refuse_if_open(last)
                continue
            token = found
        last = token
        yield token
    _refuse_if_open(last)


def _refuse_if_open(last: Token | None) -> None:
    if last and last.kind is TokenKind.NOT:
        raise WrongSyntax(said("减号“-”后面缺少要排除的词"))
    if last and last.kind is TokenKind.PREFIX:
        raise WrongSyntax(said("“{name}：”后面缺少内容", name=_NAMES[last.text]))


def _excludes(text: str, at: int) -> bool:
    following = text[at + 1 : at + 2]
    if not following or following.isspace():
        raise WrongSyntax(said("减号“-”后面缺少要排除的词"))
    return following not in MINUS


def _token(text: str, at: int, named: bool) -> tuple[Token | None, int, bool]:
    """Return the token at ``at`` (None for punctuation), where it ends, and whether a minus
    right behind it is a hyphen."""
    char = text[at]
    if char in OPENING:
        return Token(TokenKind.OPEN), at + 1, False
    if char in CLOSING:
        return Token(TokenKind.CLOSE), at + 1, True
    if char in PIPES:
        return Token(TokenKind.OR), at + 1, False
    if char in QUOTES:
        return _phrase(text, at)
    match = _CHUNK.match(text, at)
    if not match:
        raise WrongSyntax(said("引号不成对"))
    return _word(match[0], at, named)


def _phrase(text: str, at: int) -> tuple[Token | None, int, bool]:
    end = _whole(text, at) or _nested(text, at) or _first_closer(text, at)
    if end is None:
        raise WrongSyntax(said("引号不成对"))
    inner = searchable(text[at + 1 : end])
    return Token(TokenKind.PHRASE, inner) if inner else None, end + 1, True


def _first_closer(text: str, at: int) -> int | None:
    closers = QUOTES[text[at]]
    return next((i for i in range(at + 1, len(text)) if text[i] in closers), None)


def _whole(text: str, at: int) -> int | None:
    """Return where the quotes end that a reader put around all he pasted, which has none of their
    kind in it but perhaps others; "甲” “乙" are two phrases."""
    kind = _STRAIGHT if text[at] in _STRAIGHT else "“”"
    signs = [i for i, char in enumerate(text) if char in kind]
    outer = [i for i in (at, len(text.rstrip()) - 1) if not text[:at].strip()]
    if len(signs) != 2 or signs != outer or _TWO_PHRASES.fullmatch(text, at + 1, signs[1]):
        return None
    return signs[1]


def _nested(text: str, at: int) -> int | None:
    """Return where an opening quote is closed that has others of its kind in it, all in pairs."""
    opening, closing = text[at], _PAIRS.get(text[at])
    depth = deepest = 0
    for i in range(at, len(text)):
        depth += (text[i] == opening) - (text[i] == closing)
        deepest = max(depth, deepest)
        if depth < 1:
            return i if deepest > 1 else None
    return None


def _word(chunk: str, at: int, named: bool) -> tuple[Token | None, int, bool]:
    end = at + len(chunk)
    if not named:
        if is_or(chunk):
            return Token(TokenKind.OR), end, False
        prefix = prefix_of(chunk)
        if prefix:
            return Token(TokenKind.PREFIX, _PREFIXES[fold(prefix[1])]), at + prefix.end(), True
    word = searchable(chunk)
    return Token(TokenKind.WORD, word, at + chunk.find(word)) if word else None, end, True


_PREFIXES = {fold(name): facet for facet, label in _NAMES.items() for name in (facet, label)}
