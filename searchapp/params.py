"""The one request object behind page, JSON, CLI, export: URL arguments ↔ SearchParams."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from itertools import starmap
from operator import attrgetter
from typing import Any
from urllib.parse import urlencode

from index.query import FACETS, Sort
from index.said import joined, said
from searchapp.errors import InvalidParameter
from searchapp.parameter_aliases import renamed
from searchapp.period import range_end, range_start

SCOPES = ("all", "title", "body")
SWITCH = ("on", "off")
COPIES = ("all", "group", "first")
PER_PAGE = (10, 20, 50, 100)
MAX_QUERY = 512
"""Characters of ``q``; a headline or a pasted paragraph fits."""
MAX_ROWS = 10_000
"""Rows reachable by page number; beyond them a cursor reads on."""
MAX_VALUES = 100
"""Values of one repeated parameter."""
MAX_WITHIN = 8
"""Searches within a search: 在结果中检索."""

MULTIPLE = ("region", "year", "month", "org", "source")
REPEATED = (*MULTIPLE, "within")
SINGLE = (
    *("q", "in", "syn", "from", "to", "sort", "page", "per_page"),
    *("cursor", "facets", "facet_limit", "dup", "explain"),
)
DISPLAY = ("size",)
"""Parameters that change only how the page looks; they are no part of a search."""


@dataclass(frozen=True, slots=True)
class SearchParams:
    """A search as asked for. ``region`` and ``org`` hold what was typed until ``search`` has
    resolved them to codes and ids; ``canonical`` of resolved params is the one link to share.

    ``within`` are further queries, all of which must match too (在结果中检索).

    ``synonyms``: words are also sought by their synonyms (``syn=off``: as typed).

    ``dup``: articles are listed and counted each for itself (all), or each story once:
    whichever copy matches (group), or its original alone (first).

    ``cursor`` is None without one, ``""`` or ``"*"`` for the first stretch, else the opaque
    value of the answer before.
    """

    q: str = ""
    within: tuple[str, ...] = ()
    scope: str = "all"
    synonyms: bool = True
    region: tuple[str, ...] = ()
    year: tuple[str, ...] = ()
    month: tuple[str, ...] = ()
    org: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    start: str | None = None
    end: str | None = None
    dup: str = "all"
    sort: Sort = Sort.RELEVANCE
    page: int = 1
    per_page: int = 10
    cursor: str | None = None
    facets: tuple[str, ...] = FACETS
    facet_limit: int = 10
    explain: bool = False
    """Whether to show how scores came about; no part of the search."""
    unknown: tuple[str, ...] = ()
    """Names of arguments nobody knows; they are reported, never silently dropped."""

    @classmethod
    def from_args(cls, args: Mapping[str, Sequence[str]]) -> SearchParams:
        """Return the params of URL arguments (name → all its values); raise InvalidParameter.

        Blank values count as absent, so that an empty form field is no filter. Names of earlier
        versions are understood.
        """
        args = renamed(args)
        given = {k: [v.strip() for v in vs if v.strip()] for k, vs in args.items()}
        known = {*REPEATED, *SINGLE, *DISPLAY}
        return cls(
            q=_query(given),
            within=_within(given),
            scope=_choice(given, "in", SCOPES, "all"),
            synonyms=_choice(given, "syn", SWITCH, "on") == "on",
            region=_many(given, "region"),
            year=_many(given, "year", _year),
            month=_many(given, "month", _month),
            org=_many(given, "org"),
            source=_many(given, "source"),
            start=_day(given, "from", range_start),
            end=_day(given, "to", range_end),
            dup=_choice(given, "dup", COPIES, "all"),
            sort=Sort(_choice(given, "sort", tuple(Sort), Sort.RELEVANCE)),
            page=_number(given, "page", 1, 1, 1_000_000),
            per_page=_number(given, "per_page", 10, 1, 100),
            cursor=_cursor(args),
            facets=_facets(given),
            facet_limit=_number(given, "facet_limit", 10, 0, 10_000),
            explain=_number(given, "explain", 0, 0, 1) == 1,
            unknown=tuple(sorted(k for k in args if k not in known and not k.startswith("utm_"))),
        )

    def pairs(self) -> list[tuple[str, str]]:
        """Return the canonical arguments: fixed key order, sorted values, defaults left out."""
        pairs: list[tuple[str, str]] = [("q", self.q)] if self.q else []
        pairs += [("within", text) for text in sorted(set(self.within))]
        if self.scope != "all":
            pairs.append(("in", self.scope))
        if not self.synonyms:
            pairs.append(("syn", "off"))
        for name in MULTIPLE:
            pairs += [(name, value) for value in sorted(set(getattr(self, name)))]
        pairs += [(k, v) for k, v in (("from", self.start), ("to", self.end)) if v]
        if self.dup != "all":
            pairs.append(("dup", self.dup))
        if self.sort is not Sort.RELEVANCE:
            pairs.append(("sort", self.sort.value))
        if self.page != 1:
            pairs.append(("page", str(self.page)))
        if self.per_page != 10:
            pairs.append(("per_page", str(self.per_page)))
        return pairs

    def canonical(self, path: str = "/search") -> str:
        """Return the one spelling of this search as a path with query string."""
        query = "&".join(starmap(_argument, self.pairs()))
        return f"{path}?{query}" if query else path

    def with_values(self, facet: str, values: Iterable[str]) -> SearchParams:
        """Return the same search from page 1 with ``facet`` chosen exactly as ``values``."""
        return self.but(**{facet: tuple(values)})

    def but(self, **changes: Any) -> SearchParams:
        """Return the same search from page 1, without a cursor, with ``changes``."""
        values = dict(zip(_NAMES, _values(self), strict=True))
        return SearchParams(**{**values, "page": 1, "cursor": None, **changes})


_NAMES = tuple(field.name for field in fields(SearchParams))
_values = attrgetter(*_NAMES)


@lru_cache(maxsize=4096)
def _argument(name: str, value: str) -> str:
    """Return one argument as it stands in an address: a page has forty links of one search."""
    return urlencode([(name, value)])


def _first(given: Mapping[str, list[str]], name: str) -> str | None:
    values = given.get(name)
    return values[-1] if values else None


def _query(given: Mapping[str, list[str]]) -> str:
    return _short_enough("q", _first(given, "q") or "")


def _within(given: Mapping[str, list[str]]) -> tuple[str, ...]:
    values = _many(given, "within")
    if len(values) > MAX_WITHIN:
        detail = said(
            "在结果中检索最多 {max_within} 次，收到 {total} 个。请去掉一些。",
            max_within=MAX_WITHIN,
            total=len(values),
        )
        raise InvalidParameter(
            "within", said("{total} 个值", total=len(values)), "too-many-values", detail
        )
    return tuple(_short_enough("within", value) for value in values)


def _short_enough(name: str, value: str) -> str:
    if len(value) > MAX_QUERY:
        detail = said(
            "检索词共 {total} 个字符，最多 {max_query} 个。请缩短后再检索。",
            total=len(value),
            max_query=MAX_QUERY,
        )
        raise InvalidParameter(name, value[:40] + "……", "query-too-long", detail)
    return value


def _choice(given: Mapping[str, list[str]], name: str, choices: Sequence[str], default: str) -> str:
    value = _first(given, name) or default
    if value not in choices:
        detail = said(
            "参数 {name} 不能是“{value}”，可用的值：{choices}。",
            name=name,
            value=value,
            choices=joined("、", choices),
        )
        raise InvalidParameter(name, value, f"invalid-{name}", detail)
    return value


def _number(given: Mapping[str, list[str]], name: str, default: int, low: int, high: int) -> int:
    value = _first(given, name)
    if value is None:
        return default
    if not re.fullmatch(r"[0-9]{1,9}", value) or not low <= int(value) <= high:
        detail = said(
            "参数 {name} 应为 {low} 至 {high} 的整数，收到的是“{value}”。",
            name=name,
            low=low,
            high=high,
            value=value,
        )
        raise InvalidParameter(name, value, f"invalid-{name.replace('_', '-')}", detail)
    return int(value)


def _many(given: Mapping[str, list[str]], name: str, check: Any = None) -> tuple[str, ...]:
    values = tuple(dict.fromkeys(given.get(name, ())))
    if len(values) > MAX_VALUES:
        detail = said(
            "参数 {name} 最多可选 {max_values} 个值，收到 {total} 个。",
            name=name,
            max_values=MAX_VALUES,
            total=len(values),
        )
        raise InvalidParameter(
            name, said("{total} 个值", total=len(values)), "too-many-values", detail
        )
    return tuple(check(value) for value in values) if check else values


def _year(value: str) -> str:
    if value == "none" or re.fullmatch(r"(19|20)[0-9]{2}", value):
        return value
    bare = value.removesuffix("年")
    if bare != value:
        return _year(bare)
    detail = said("年份没有看懂：“{value}”。请写四位数字，如 2020；日期不详写 none。", value=value)
    raise InvalidParameter("year", value, "invalid-year", detail)


def _month(value: str) -> str:
    if value == "none" or re.fullmatch(r"(19|20)[0-9]{2}-(0[1-9]|1[0-2])", value):
        return value
    detail = said("月份没有看懂：“{value}”。请写年和月，如 2020-10；月份不详写 none。", value=value)
    raise InvalidParameter("month", value, "invalid-month", detail)


def _day(given: Mapping[str, list[str]], name: str, read: Any) -> str | None:
    value = _first(given, name)
    if value is None:
        return None
    try:
        return str(read(value))
    except ValueError as error:
        label = said("起始") if name == "from" else said("截止")
        detail = said(
            "{label}日期没有看懂：“{value}”。{why}", label=label, value=value, why=error.args[0]
        )
        raise InvalidParameter(name, value, "invalid-date", detail) from error


def _facets(given: Mapping[str, list[str]]) -> tuple[str, ...]:
    values = [part for value in given.get("facets", ()) for part in value.split(",") if part]
    for value in values:
        if value not in FACETS and value != "none":
            detail = said(
                "没有名为“{value}”的筛选项，可用的有：{choices}。",
                value=value,
                choices=joined("、", FACETS),
            )
            raise InvalidParameter("facets", value, "invalid-facets", detail)
    if not values:
        return FACETS
    return tuple(name for name in FACETS if name in values)


def _cursor(args: Mapping[str, Sequence[str]]) -> str | None:
    values = args.get("cursor")
    return values[-1].strip() if values else None
