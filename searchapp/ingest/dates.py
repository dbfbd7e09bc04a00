"""The publication date, with what it was read from; never an event's, never a guess.

Looked for in this order: the record's own field, a label in the page's head (发布时间), the
page's meta tags, a bare date line in its head, labels below the text, the signature under the
text, the newspaper named under it, the address. Whatever is not in these places is no
publication date: event dates, years of copyright lines, lists of other articles, 今天是.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from urllib.parse import urlsplit

from searchapp.article import DateFact
from searchapp.ingest.lines import PAPER_HEAD, fields, rows
from searchapp.ingest.site import PUBLISHER

EARLIEST = date(1990, 1, 1)
_CHINA = timezone(timedelta(hours=8))
_DAY = r"(\d{1,2}(?!\d)|\d\d(?=\d\d[:：]))"
_YEAR = r"(?<!\d)((?:19|20)\d\d)"
FULL = rf"{_YEAR}\s?(?:[-/.]|年)\s?(\d{{1,2}})\s?(?:[-/.]|月)\s?{_DAY}\s?日?"
_CLOCK = r"\d{1,2}[:：时]\d{1,2}(?:[:：分]\d{1,2})?秒?分?"
_FULL = re.compile(FULL)
_COMPACT = re.compile(rf"{_YEAR}(\d\d)(\d\d)(?!\d)")
_REVERSED = re.compile(r"(?<!\d)(\d{1,2})\.(\d{1,2})\.((?:19|20)\d\d)(?!\d)")
_MONTH = re.compile(rf"{_YEAR}(?:年|[-/.])(\d{{1,2}})(?!\d)月?")
_YEAR_ONLY = re.compile(rf"^\s?{_YEAR}年?\s?$")
_NUMERALS = re.compile(
    "([一二][〇○零OＯ一二三四五六七八九]{3})年([元一二三四五六七八九十]{1,2})月([一二三四五六七八九十廿卅]{1,3})日"
)
_NUMERAL = "〇一二三四五六七八九"
_SHORT = re.compile(r"(?<![\d./-])(\d\d)([-/.])(\d\d)\2(\d\d)(?![\d./-])")
"""24-05-06: a date only where nothing but the page's own can stand."""
_SHORT_LINE = re.compile(rf"[【\[(（]?{_SHORT.pattern}(?:\s?{_CLOCK})?[】\])）]?")
_FORMS = (
    (_FULL, (1, 2, 3)),
    (_NUMERALS, (1, 2, 3)),
    (_REVERSED, (3, 2, 1)),
    (_COMPACT, (1, 2, 3)),
    (_MONTH, (1, 2)),
    (_YEAR_ONLY, (1,)),
)
_BARE = re.compile(
    rf"[【\[(（]?(?:{FULL}|{_REVERSED.pattern})(?:\s?星期.)?(?:\s?{_CLOCK})?[】\])）]?(?P<rest>.*)"
)
_NAMED = re.compile(rf"\S.{{0,30}}?\s?(?:{FULL})\s?{_CLOCK}(?:\s?(?:发表于)?\S{{2,4}})?")
_PUBLISHED = re.compile(
    rf"(?:{FULL})\s?{_CLOCK}\s+[^\s，。；：！？]{{2,20}}|{PUBLISHER}\s+(?:{FULL})(?:\s?{_CLOCK})?|(?:{FULL})(?:\s?{_CLOCK})?\s+{PUBLISHER}"
)
"""A publisher's name beside a day: 达州市总工会 2023-01-09, 2023-05-15 湖北工会网; with the time
of day it may be anything."""
_PAPER = re.compile(rf"《[^》]{{1,20}}(?:报|刊|网)》\s?[（(]{FULL}[^）)]{{0,12}}[）)]")
_PAPER_FILE = re.compile(r"(20\d\d-\d\d-\d\d)\s(?:\d{1,5}\s){1,2}\S{2,20}\s(?:content_|nw\.)")
_PAPER_PAGE = re.compile(rf"(?:{PAPER_HEAD}).{{0,60}}?({FULL})")
_TODAY = re.compile("今天|今日是|现在是|现在时间|当前时间|当前日期|农历")
_METAS = tuple(row[0] for row in rows("date_metas.tsv"))
_ADDRESS_DAY = re.compile(
    r"(?<![\dA-Za-z])t?(?P<y>(?:19|20)\d\d)[-/_]?(?P<m>0[1-9]|1[0-2])[-/_]?(?P<d>[0-3]\d)(?!\d)"
    r"|/(?P<y2>20\d\d)/[A-Za-z]{4,12}_(?P<m2>0[1-9]|1[0-2])(?P<d2>[0-3]\d)/"
)
_ADDRESS_MONTH = re.compile(r"/((?:19|20)\d\d)[-/]?(0[1-9]|1[0-2])/")
_RANKS = {"published": 0, "time": 1, "document": 2, "updated": 3}


@dataclass(frozen=True, slots=True)
class DateEvidence:
    """Where a publication date may stand, in Simplified. ``header`` and ``footer`` are the lines
    above and below the text (no lists of other articles), ``ending`` the last lines of it."""

    declared: str | None = None
    header: tuple[str, ...] = ()
    metas: dict[str, str] = field(default_factory=dict)
    footer: tuple[str, ...] = ()
    ending: tuple[str, ...] = ()
    url: str | None = None


def find_date(evidence: DateEvidence, today: date) -> DateFact | None:
    """Return the publication date with its precision and evidence; ``None`` if unknown.

    >>> find_date(DateEvidence(header=("发布时间:2020-10-09",)), date(2026, 1, 1))
    DateFact(value='2020-10-09', precision='day', evidence='页首“发布时间:2020-10-09”')
    """
    for found in _candidates(evidence):
        if is_plausible(found.value, today):
            return found
    return None


def is_date_line(line: str) -> bool:
    """Return whether ``line`` is nothing but a date with its time, place or site name."""
    if _NUMERALS.fullmatch(line) or _SHORT_LINE.fullmatch(line):
        return True
    match = _BARE.fullmatch(line)
    if match and (len(match.group("rest").strip()) <= 8 or fields(match.group("rest"))):
        return True
    return len(line) < 80 and _stands_beside_name(line)


def _stands_beside_name(line: str) -> bool:
    return bool(_NAMED.fullmatch(line) or _PUBLISHED.fullmatch(line))


def is_plausible(value: str, today: date) -> bool:
    """Return whether a date value lies between 1990 and tomorrow."""
    parts = [int(part) for part in value.split("-")]
    year, month, day = (*parts, 1, 1)[:3]
    try:
        return EARLIEST <= date(year, month, day) <= today + timedelta(days=1)
    except (ValueError, OverflowError):
        return False


def read_date(text: str) -> tuple[str, str, str] | None:
    """Return the first date in ``text`` as value, precision and the piece it was read from."""
    for pattern, groups in _FORMS:
        if match := pattern.search(text):
            return _dated([_number(match.group(group)) for group in groups], match.group())
    return None


def _read_short(text: str) -> tuple[str, str, str] | None:
    """Return the first date whose year is two digits, as ``read_date`` does: 24-05-06, in the
    order of all dates in Chinese."""
    match = _SHORT.search(text)
    if match is None:
        return None
    year = int(match[1])
    century = 1900 if year >= EARLIEST.year % 100 else 2000
    return _dated([century + year, int(match[3]), int(match[4])], match.group())


def _number(written: str) -> int:
    """Return the number written in digits or numerals; 0 for nonsense."""
    if written.isascii():
        return int(written)
    if len(written) == 4:
        return int("".join(str(max(0, _NUMERAL.find(char))) for char in written))
    written = written.replace("元", "一").replace("廿", "二十").replace("卅", "三十")
    tens, ten, ones = written.rpartition("十")
    if len(tens) > 1 or len(ones) > 1:
        return 0
    high = (_NUMERAL.find(tens) if tens else 1) * 10 if ten else 0
    return high + (_NUMERAL.find(ones) if ones else 0)


def _dated(parts: list[int], quote: str) -> tuple[str, str, str] | None:
    try:
        date(*([*parts, 1, 1][:3]))
    except ValueError:
        return None
    value = "-".join(f"{part:02d}" for part in parts)
    return value, ("year", "month", "day")[len(parts) - 1], quote.strip()


def _candidates(evidence: DateEvidence) -> Iterator[DateFact]:
    if evidence.declared and (declared := read_declared(evidence.declared)):
        yield DateFact(*declared, "记录字段 date")
    header = [line for line in evidence.header if not _TODAY.search(line)]
    labelled = sorted(_labelled(header, "页首"), key=lambda pair: pair[0])
    yield from (fact for rank, fact in labelled if rank == 0)
    yield from _from_metas(evidence.metas)
    yield from (fact for rank, fact in labelled if rank in (1, 2))
    yield from _bare(header, "页首")
    footer = [line for line in evidence.footer if not _TODAY.search(line)]
    yield from (fact for _, fact in sorted(_labelled(footer, "页尾"), key=lambda pair: pair[0]))
    yield from (fact for _, fact in labelled)
    yield from _signed(evidence.ending)
    yield from _printed((*header, *evidence.ending, *footer))
    yield from _from_address(evidence.url)


def _labelled(lines: list[str], place: str) -> Iterator[tuple[int, DateFact]]:
    for line in lines:
        for item in fields(line):
            value = item.value[:40]
            if item.kind in _RANKS and (found := read_date(value) or _read_short(value)):
                quote = item.quote if len(item.quote) <= 40 else f"{item.label}：{found[2]}"
                yield _RANKS[item.kind], DateFact(found[0], found[1], f"{place}“{quote}”")


def _from_metas(metas: dict[str, str]) -> Iterator[DateFact]:
    for name in _METAS:
        if name in metas and (found := read_declared(metas[name])) and found[1] == "day":
            yield DateFact(*found, f"网页元数据“{name}: {metas[name][:40]}”")


def _bare(lines: list[str], place: str) -> Iterator[DateFact]:
    """Date lines, the nearest to the text first: alone, beside labels, or 站名 日期 时间."""
    for line in reversed(lines):
        match = _BARE.fullmatch(line)
        rest = match.group("rest").strip() if match else None
        beside = rest is not None and (len(rest) <= 8 or bool(fields(rest)))
        labels = {item.kind for item in fields(line)} & {"source", "count", "tool"}
        found = None
        if beside or labels or (len(line) < 80 and _stands_beside_name(line)):
            found = read_date(line)
        if found is None and (labels or _SHORT_LINE.fullmatch(line)):
            found = _read_short(line)
        if found:
            yield DateFact(found[0], found[1], f"{place}“{line[:40]}”")


def _signed(ending: tuple[str, ...]) -> Iterator[DateFact]:
    for line in reversed(ending):
        bare = line.strip(" （）()【】[]")
        if (_FULL.fullmatch(bare) or _NUMERALS.fullmatch(bare)) and (found := read_date(bare)):
            yield DateFact(found[0], found[1], f"落款“{line.strip()}”")


def _printed(lines: tuple[str, ...]) -> Iterator[DateFact]:
    for line in lines:
        if (file := _PAPER_FILE.match(line)) and (day := read_date(file.group(1))):
            yield DateFact(day[0], day[1], f"报纸“{line[:40]}”")
        if (head := _PAPER_PAGE.match(line)) and (day := read_date(head.group(1))):
            yield DateFact(day[0], day[1], f"报纸“{line[:40]}”")
        if match := _PAPER.search(line):
            found = read_date(match.group())
            if found:
                yield DateFact(found[0], found[1], f"报纸“{match.group()}”")


def _from_address(url: str | None) -> Iterator[DateFact]:
    try:
        path = urlsplit(url or "").path
    except ValueError:
        return
    for match in _ADDRESS_DAY.finditer(path):
        parts = [match[name] or match[f"{name}2"] for name in ("y", "m", "d")]
        if found := _dated([int(part) for part in parts], match.group()):
            yield DateFact(found[0], found[1], f"网址“{found[2]}”")
    if month := _ADDRESS_MONTH.search(path):
        yield DateFact(f"{month[1]}-{month[2]}", "month", f"网址“{month.group()}”")


def read_declared(value: str) -> tuple[str, str] | None:
    """Return a record's or tag's date as value and precision; times are put into China's zone."""
    value = value.strip()
    if re.fullmatch(r"1\d{9}(?:\d{3})?(?:\.\d{1,6})?", value):
        seconds = float(value[:10])
        return datetime.fromtimestamp(seconds, _CHINA).date().isoformat(), "day"
    if re.search(r"[T ]\d\d:\d\d.*(?:Z|[+-]\d\d:?\d\d)$", value):
        try:
            moment = datetime.fromisoformat(value)
            return moment.astimezone(_CHINA).date().isoformat(), "day"
        except (ValueError, OverflowError):
            pass
    found = read_date(value[:60])
    return (found[0], found[1]) if found else None
