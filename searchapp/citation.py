"""Citations: of an article as GB/T 7714 writes it, of a search as a footnote after PRISMA-S.

The text of GB/T 7714-2025 is not public: what differs from 2015 follows the sample output of the
community styles (github.com/zotero-chinese/styles). Information supplied by us stands in square
brackets, as both editions ask.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from searchapp.listed import ListedArticle
from searchapp.snapshot import Snapshot

_ACCOUNTS = Path(__file__).parent / "ingest" / "data" / "accounts.tsv"
_NEWSPAPER = re.compile(".*(?<![通简情公快海月季年墙板])报")
"""A source that calls itself a newspaper; 简报, 通报, 年报 … are none."""


class Style(StrEnum):
    """Editions of the standard."""

    GBT_2025 = "gbt7714-2025"
    GBT_2015 = "gbt7714-2015"


LABELS = {Style.GBT_2025: "GB/T 7714—2025", Style.GBT_2015: "GB/T 7714—2015"}
DEFAULT = Style.GBT_2025


@dataclass(frozen=True, slots=True)
class CitedSearch:
    """A search to be cited. ``number`` is that of a snapshot or of a saved search, None for a
    search that is neither; ``day`` when it was answered; ``groups`` None when not counted."""

    q: str
    conditions: tuple[tuple[str, str], ...]
    day: str
    articles: int
    groups: int | None
    number: str | None
    url: str


def cite_article(row: ListedArticle, style: Style, read_on: str, base: str) -> str:
    """Return the reference of an article read on the day ``read_on`` (ISO).

    Without an address of its own it is cited from here; ``base`` is the address of this site.
    """
    name = f"[{row.title}]" if row.title_inferred else row.title
    author = author_of(row)
    head = f"{author}. {name}" if author else name
    if row.date and len(row.date) == len("2020-10-09") and is_newspaper(row.site):
        return f"{head}{_newspaper(row, row.date, style, read_on)}"
    made = _in_round(row.date, style) if row.date else ""
    return f"{head}[EB/OL]. {made}[{read_on}]. {_address(row, style, base)}."


def cite_search(search: CitedSearch, style: Style) -> str:
    """Return the footnote that names a search, its filters, its day and what it found."""
    comma, colon = ("，", "：") if style is Style.GBT_2025 else (", ", ": ")
    said = [("检索式", f"“{search.q}”" if search.q else "全部报道"), *search.conditions]
    parts = ["工会新闻检索", *(f"{name}{colon}{value}" for name, value in said)]
    parts.append(f"检索日期{colon}{search.day}")
    known = search.groups is not None and search.groups != search.articles
    merged = _in_round(f"合并转载 {search.groups} 篇", style) if known else ""
    parts.append(f"命中 {search.articles} 篇{merged}")
    if search.number:
        parts.append(f"{'快照' if '/' in search.number else '已存检索'} {search.number}")
    return f"{comma.join(parts)}. {search.url}."


def cite_snapshot(snapshot: Snapshot, style: Style, base: str) -> str:
    """Return the footnote of a snapshot, with its own day and number."""
    taken = snapshot.taken
    return cite_search(
        CitedSearch(
            q=taken.q,
            conditions=taken.conditions,
            day=snapshot.day,
            articles=taken.articles,
            groups=taken.groups,
            number=snapshot.number,
            url=base + snapshot.path,
        ),
        style,
    )


def numbered(references: Sequence[str], first: int = 1) -> list[str]:
    """Return references as a list numbered in their order: [1] …"""
    return [f"[{n}] {text}" for n, text in enumerate(references, first)]


def author_of(row: ListedArticle) -> str:
    """Return who answers for an article, in brackets when inferred; "" when unknown. An account
    pages are entered with is nobody."""
    name = row.publisher or ""
    if name in _accounts():
        return ""
    return f"[{name}]" if name and row.publisher_inferred else name


def _newspaper(row: ListedArticle, day: str, style: Style, read_on: str) -> str:
    kind = "[N/OL]" if row.url else "[N]"
    if style is Style.GBT_2025:
        where = f"{row.site}，{day}"
    else:
        where = f"{row.site}, {day}" + (f"[{read_on}]" if row.url else "")
    address = f" {_address(row, style, '')}." if row.url else ""
    return f"{kind}. {where}.{address}"


def _address(row: ListedArticle, style: Style, base: str) -> str:
    if not row.url:
        return f"{base}/doc/{row.id}"
    return row.url if row.url_trust == "declared" else row.url + _in_round("网址未核实", style)


def _in_round(text: str, style: Style) -> str:
    return f"（{text}）" if style is Style.GBT_2025 else f"({text})"


def is_newspaper(site: str | None) -> bool:
    """Say whether a source is a newspaper by its name."""
    return bool(site and _NEWSPAPER.fullmatch(site))


@cache
def _accounts() -> frozenset[str]:
    """Names of the accounts pages are entered with: none of them wrote anything."""
    lines = _ACCOUNTS.read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines[1:] if line)
