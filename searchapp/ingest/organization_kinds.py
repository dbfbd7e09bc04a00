"""What union organizations are called: the tables in ``data/`` as patterns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

FEDERATION = "总工会"
BASIC = "基层工会"
_DATA = Path(__file__).parent / "data"
_NOT_AFTER = (
    "会员|工作|组织|网|干部|系统|经费|改革|法|界|章程|议|小组|驿站|服务|活动|力量|建设|业务|学|卡|报|财|理论|运动|史"
    "|条例|信息|微|公众|阵地|品牌|宣传|女|户外|职工|事业|资产|联合会|委员会|标识|知识|医疗|新闻|代表|主席团|积极|会徽|旗帜"
)
_BRIEF_AFTER = '机关|党组|各部|副主席|常务|领导|班子|经审|女工|[“"「]'
_GUARDED = {
    "全总": r"(?<![安健])全总(?![面结体量])",
    "工联会": r"(?:(?<=香港)|(?<![\u4e00-\u9fff]))工联会",
    "工联总会": r"(?:(?<=澳门)|(?<![\u4e00-\u9fff]))工联总会",
}


@dataclass(frozen=True, slots=True)
class Known:
    """An organization with a name of its own."""

    name: str
    code: str
    kind: str


@dataclass(frozen=True, slots=True)
class Suffix:
    """The end of an organization's name: its kind, the form given to it, what stands before."""

    kind: str
    form: str
    needs: str


def _rows(name: str) -> Iterator[list[str]]:
    lines = (_DATA / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    yield from rows[1:]


@lru_cache(maxsize=1)
def known_organizations() -> dict[str, Known]:
    """Return alias → organization."""
    return {
        alias: Known(name, code, kind) for alias, name, code, kind in _rows("known_organizations")
    }


@lru_cache(maxsize=1)
def suffixes() -> dict[str, Suffix]:
    """Return how names end → what that says; industries' unions included."""
    table = {s: Suffix(kind, form, needs) for s, kind, form, needs in _rows("organization_kinds")}
    for (industry,) in _rows("union_industries"):
        table[f"{industry}工会"] = Suffix("产业工会", f"{industry}工会", "place")
    return table


@lru_cache(maxsize=1)
def known_pattern() -> re.Pattern[str]:
    """Return the pattern of every alias of the known organizations, longest first."""
    names = sorted(known_organizations(), key=len, reverse=True)
    guarded = (_GUARDED.get(name, re.escape(name)) for name in names)
    return re.compile(f"{_begins(names)}(?:{'|'.join(guarded)})")


@lru_cache(maxsize=1)
def suffix_pattern() -> re.Pattern[str]:
    """Return the pattern of every way a name ends, longest first, with a body of the union after
    it (``body``: 总工会|女职工委员会); ``brief`` is the 总 of 市总."""
    table = suffixes()
    bodies = "|".join(sorted((s for s, v in table.items() if v.needs == "union"), key=len)[::-1])
    ends = sorted((s for s, v in table.items() if v.needs != "union"), key=len, reverse=True)
    plain = "|".join(re.escape(s) for s in ends if s != "工会")
    return re.compile(
        rf"{_begins([*ends, '工会', '总'])}(?:"
        rf"(?P<end>{plain})(?P<body>{bodies})?|(?P<union>工会)(?!{_NOT_AFTER})"
        rf"|(?<=[省市区县州])(?P<brief>总)(?={_BRIEF_AFTER}))"
    )


@lru_cache(maxsize=1)
def sector_pattern() -> re.Pattern[str]:
    """Return the pattern of what the members of a sector union do: 外卖配送行业, 货车司机."""
    sectors = "|".join(sector for (sector,) in _rows("union_sectors"))
    return re.compile(
        rf"[\u4e00-\u9fff、]{{0,6}}(?:{sectors})[\u4e00-\u9fff]{{0,6}}(?:行业|劳动者|司机)?"
    )


def _begins(names: Iterable[str]) -> str:
    """Return a look ahead that fails at once where none of ``names`` can begin."""
    return f"(?=[{''.join(sorted({re.escape(name[0]) for name in names}))}])"
