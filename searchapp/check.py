"""Does the index say what the store says? Ids, counts and every facet, and is the store sound?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from index.errors import SearchError
from index.query import FACETS, UNKNOWN, Query
from index.result import FacetCounts
from searchapp.desk import Desk

SHOWN = 5
"""Differences named in one line; the rest is counted."""
_LABELS = {"region": "地区", "year": "年份", "month": "月份", "org": "单位", "source": "来源"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing compared: whether both agree, and what was seen, in Chinese."""

    name: str
    agrees: bool
    detail: str

    def __str__(self) -> str:
        return f"{'一致' if self.agrees else '不一致'}　{self.name}：{self.detail}"


def check(desk: Desk) -> Iterator[Finding]:
    """Yield a finding for each comparison; they all agree when store and index are as one."""
    yield _sound(desk)
    yield _snapshots(desk)
    try:
        behind = desk.store.behind()
        yield Finding("待入索引", behind == 0, f"{behind} 篇")
        yield from _ids(desk)
        yield from _facets(desk)
    except SearchError as error:
        yield Finding("索引", False, f"不能回答（{error}），请运行 reindex")


def _sound(desk: Desk) -> Finding:
    problems = desk.store.problems()
    return Finding("库文件", not problems, _some(problems) or "完好")


def _snapshots(desk: Desk) -> Finding:
    broken = sorted(desk.store.snapshots.broken())
    kept = len(desk.store.snapshots.all_numbers())
    return Finding("快照与校验值", not broken, _some(broken) or f"{kept} 个，核对无误")


def _ids(desk: Desk) -> Iterator[Finding]:
    stored, indexed = desk.store.ids(), desk.engine.ids()
    missing = sorted(stored - indexed)
    yield Finding("库中有、索引缺", not missing, _some(missing) or "0 篇")
    extra = sorted(indexed - stored)
    yield Finding("索引有、库中缺", not extra, _some(extra) or "0 篇")
    answered = desk.engine.search(Query(limit=0))
    total = answered.total
    held = desk.engine.stats().documents
    same = len(stored) == total == held
    withdrawn = desk.store.withdrawn()
    found = sorted(withdrawn & indexed)
    yield Finding("撤下的不可检索", not found, _some(found) or f"撤下 {len(withdrawn)} 篇")
    yield Finding("篇数", same, f"库 {len(stored)}，索引 {held}，可检索 {total}")
    stories = desk.store.stories()
    agree = stories == answered.groups
    yield Finding("合并转载后", agree, f"库 {stories}，索引 {answered.groups}")


def _facets(desk: Desk) -> Iterator[Finding]:
    answered = desk.engine.search(Query(facets=FACETS, limit=0)).facets
    for counts in answered:
        stored = desk.store.facet_counts(counts.name, desk.gazetteer.ancestors)
        yield _compare(stored, counts)


def _compare(stored: FacetCounts, indexed: FacetCounts) -> Finding:
    ours = {**stored.counts, UNKNOWN: stored.unknown}
    theirs = {**indexed.counts, UNKNOWN: indexed.unknown}
    differing = [
        f"{value} 库 {ours.get(value, 0)} 索引 {theirs.get(value, 0)}"
        for value in sorted(ours.keys() | theirs.keys())
        if ours.get(value, 0) != theirs.get(value, 0)
    ]
    seen = f"{len(stored.counts)} 个值，不详 {stored.unknown} 篇"
    return Finding(f"按{_LABELS[stored.name]}计数", not differing, _some(differing) or seen)


def _some(items: Iterable[str]) -> str:
    listed = list(items)
    more = f" 等 {len(listed)} 处" if len(listed) > SHOWN else ""
    return "；".join(listed[:SHOWN]) + more
