"""When what a story tells took place: kept apart, never its publication date.

9月27日至28日, 26日 and 昨天 are read only beside a known publication day; 近日 and 日前 are none.
A month well after that of publication was last year's: 12月28日 in a story of January.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from searchapp.article import DateFact
from searchapp.ingest.dates import EARLIEST

_TO = r"\s?(?:至|到|-|—|~|～)\s?"
_DATES = re.compile(
    r"(?<![\d.])(?:"
    r"(?:(?P<y>(?:19|20)\d\d)年)?(?P<m>\d{1,2})月(?P<d>\d{1,2})日"
    rf"(?:{_TO}(?:(?P<m2>\d{{1,2}})月)?(?P<d2>\d{{1,2}})日)?"
    rf"|(?<![月年\d])(?P<only>\d{{1,2}})日(?:{_TO}(?:(?P<m3>\d{{1,2}})月)?(?P<d3>\d{{1,2}})日)?"
    r"|(?P<word>昨天|昨日|今天|今日|前天))"
)
_MAY_BEGIN = re.compile(r"[\d昨今前]")
"""Where one may begin: looked for first, for a look behind every character takes long."""
_SENTENCE_START = re.compile(r"(?:^|[。！？\n”）)\s])$")
_WORDS = {"今天": 0, "今日": 0, "昨天": 1, "昨日": 1, "前天": 2}
_NO_EVENT = re.compile(r"(?:成立|创建|建立|始建|出生|施行|实施|印发|发布的?|以来|出版)")
_MOST = 3


def event_dates(text: str, published: DateFact | None) -> tuple[DateFact, ...]:
    """Return the days a story's first paragraphs give, at most three, each once, in order.

    A span is ``2020-09-27/2020-09-28``. Days without a year need a ``published`` day.
    """
    day = date.fromisoformat(published.value) if published and _is_day(published) else None
    found: dict[str, DateFact] = {}
    for match in _written(text):
        if len(found) == _MOST:
            break
        span = _span(match, day)
        if span and not _NO_EVENT.match(text, match.end()):
            value = "/".join(one.isoformat() for one in span)
            found.setdefault(value, DateFact(value, "day", f"正文“{match.group().strip()}”"))
    return tuple(found.values())


def _written(text: str) -> Iterator[re.Match[str]]:
    end = 0
    for beginning in _MAY_BEGIN.finditer(text):
        if beginning.start() >= end and (match := _DATES.match(text, beginning.start())):
            end = match.end()
            yield match


def _is_day(published: DateFact) -> bool:
    return published.precision == "day"


def _span(match: re.Match[str], published: date | None) -> tuple[date, ...]:
    """The first day and, of a span, the last; nothing if that cannot be or is not known."""
    try:
        days = tuple(_days(match, published))
    except ValueError:
        return ()
    if any(one < EARLIEST for one in days) or days != tuple(sorted(set(days))):
        return ()
    return days


def _days(match: re.Match[str], published: date | None) -> Iterator[date]:
    if match["m"]:
        year = int(match["y"]) if match["y"] else _year(int(match["m"]), published)
        if year:
            yield date(year, int(match["m"]), int(match["d"]))
            if match["d2"]:
                yield date(year, int(match["m2"] or match["m"]), int(match["d2"]))
    elif published and match["word"]:
        yield published - timedelta(days=_WORDS[match["word"]])
    elif published and _SENTENCE_START.search(match.string[: match.start()][-1:]):
        first = _in_month(int(match["only"]), published)
        yield first
        if match["d3"]:
            yield first.replace(month=int(match["m3"] or first.month), day=int(match["d3"]))


def _year(month: int, published: date | None) -> int:
    """The year of publication, the one before for a month that was not yet; 0 if unknown."""
    if published is None:
        return 0
    return published.year - (month > published.month + 1)


def _in_month(day: int, published: date) -> date:
    """``26日`` in a story of the 3rd was last month's."""
    month = published if day <= published.day else published.replace(day=1) - timedelta(days=1)
    return month.replace(day=day)
