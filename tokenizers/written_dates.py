"""Dates as people write them: 2020年10月9日, 2020-10-09, 2020.10.9, 2020/10/9, 二〇二〇年十月九日.

Each stands in the index as a term of its own, in characters no text is searched by, so that one
notation finds the others and a date is never a piece of a longer number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

_D = "[0-9０-９]"
_N = "[〇○零一二三四五六七八九]"
_TENS = "[一二三四五六七八九十廿]"
_B = r"[ \t\u00a0\u3000]{0,2}"
_MONTH = f"(?:{_D}{{1,2}}|{_TENS}{{1,2}})"
_DAY = f"(?:{_D}{{1,2}}|{_TENS}{{1,3}})"
_SIGN = "[-./．／－]"
_DATES = re.compile(
    f"(?<!{_D})(?<!{_N})(?P<y1>{_D}{{4}}|{_N}{{4}}){_B}年"
    # 2020年度 and 2020年底 are words of their own.
    f"(?:{_B}(?P<m1>{_MONTH}){_B}月(?:{_B}(?P<d1>{_DAY}){_B}[日号號])?|(?![代度底初末间間来來货貨份级級龄齡]))"
    f"|(?<!{_D})(?<!{_TENS})(?P<m2>{_MONTH}){_B}月{_B}(?P<d2>{_DAY}){_B}[日号號]"
    f"|(?<!{_D})(?P<y3>{_D}{{4}})(?P<s>{_SIGN})(?P<m3>{_D}{{1,2}})(?P=s)(?P<d3>{_D}{{1,2}})(?!{_D}|[.．]{_D})"
    # 2012.5 is a number as often as a month; two digits behind a dash or a slash are a month.
    f"|(?<!{_D})(?P<y4>{_D}{{4}})[-/／－](?P<m4>{_D}{{2}})(?!{_SIGN}?{_D})"
    f"|(?<!{_D})(?P<y5>{_D}{{4}})(?P<m5>{_D}{{2}})(?P<d5>{_D}{{2}})(?!{_D})"
)
_NUMBER = "0-9０-９〇○零一二三四五六七八九十廿"
_RUNS = re.compile(f"[{_NUMBER}][{_NUMBER}年月日号號 \t\u00a0\u3000./．／－-]{{3,}}")
"""Where dates may be at all: everything else of a text is passed over quickly."""
_YEARS = range(1800, 2100)
_LEAP = 2000
"""The year by which a day without one is proven."""
_NUMERALS = {"〇": 0, "○": 0, "零": 0} | {n: i for i, n in enumerate("一二三四五六七八九", start=1)}
_FIRST = 0xE030
"""Private characters stand for the digits: folding knows none of them, so that no string that is
searched for is ever part of such a term."""


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date in a text: where it stands, and what it says: ``2020``, ``2020-10``, ``2020-10-09``,
    or ``--10-09`` for a day whose year is not written."""

    start: int
    end: int
    date: str


def written_dates(text: str) -> Iterator[WrittenDate]:
    """Yield the dates in ``text`` that the calendar has, in order.

    >>> [found.date for found in written_dates("二〇二〇年十月九日至10月12日，2022年 3 月")]
    ['2020-10-09', '--10-12', '2022-03']
    """
    for run in _RUNS.finditer(text):
        # A little more than the run, for what may not follow.
        for found in _DATES.finditer(text, run.start(), run.end() + 1):
            parts = found.groupdict()
            form = str(found.lastgroup)[-1]
            said = _said(*(parts.get(part + form) for part in "ymd"))
            if said:
                yield WrittenDate(found.start(), found.end(), said)


def date_terms(said: str) -> tuple[str, ...]:
    """Return the terms of a date: of itself, its month, its year, and of its day in any year.

    The first is the term it is found by.
    """
    if said.startswith("--"):
        return (_term(said),)
    wider = (said[:7], said[:4], f"-{said[4:]}") if len(said) > 7 else (said[:4],)
    return tuple(map(_term, dict.fromkeys((said, *wider))))


def date_of(term: str) -> str | None:
    """Return the date that ``term`` stands for; None if it is an ordinary word."""
    if not chr(_FIRST) <= term[:1] <= chr(_FIRST + 10):
        return None
    return "".join("0123456789-"[ord(char) - _FIRST] for char in term)


def _term(said: str) -> str:
    return "".join(chr(_FIRST + (int(char) if char.isdigit() else 10)) for char in said)


def _said(year: str | None, month: str | None, day: str | None) -> str | None:
    """Return an ISO date of what is written; None if there is no such day."""
    numbers = _year(year), _count(month), _count(day)
    if None in numbers:
        return None
    y, m, d = (number or 0 for number in numbers)
    if year and y not in _YEARS:
        return None
    try:
        date(y or _LEAP, m if month else 1, d if day else 1)
    except ValueError:
        return None
    written = [f"{y:04}" if year else "-"]
    written += [f"{number:02}" for number, given in ((m, month), (d, day)) if given]
    return "-".join(written)


def _year(text: str | None) -> int | None:
    if text is None:
        return 0
    return int("".join(str(_NUMERALS.get(char, char)) for char in text))


def _count(text: str | None) -> int | None:
    """Return the number a month or day is written by, 0 for nothing written; None if it is none."""
    if not text or text.isdecimal():
        return int(text or 0)
    tens, ten, ones = text.replace("廿", "二十").partition("十")
    if not ten:
        return _NUMERALS.get(text)
    return (_NUMERALS.get(tens, 9) if tens else 1) * 10 + (_NUMERALS.get(ones, 99) if ones else 0)
