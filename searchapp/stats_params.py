"""What a statistics table shows: URL arguments beside those of the search it counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from index.said import joined, said
from searchapp.errors import InvalidParameter
from searchapp.periods import KINDS
from searchapp.unit_lines import read_lines

ROWS = ("region", "org", "source")
LEVELS = {"next": 0, "city": 2, "county": 3}
"""Levels of region rows: the places directly below, all 地市, all 区县."""
TOP = 30
MAX_TOP = 99
"""Organizations or sources listed without a list: with 不详 they still fit in one link."""
ARGUMENTS = ("rows", "cols", "under", "level", "list", "names", "top", "share")


@dataclass(frozen=True, slots=True)
class StatsParams:
    """Rows × columns of a table.

    ``under`` is the region whose places are the rows as typed, "" to follow the search;
    ``names`` the staff's own rows, one name each, or those of the list kept under the number
    ``kept``; ``top`` how many organizations or sources without such a list; ``share`` whether
    each cell shows its share of all articles.
    """

    rows: str = "region"
    cols: str = "year"
    under: str = ""
    level: str = "next"
    names: tuple[str, ...] = ()
    kept: str = ""
    top: int = TOP
    share: bool = False

    @classmethod
    def from_args(cls, args: Mapping[str, Sequence[str]]) -> StatsParams:
        """Return the params of URL arguments; raise InvalidParameter."""
        given = {k: v[-1].strip() for k, v in args.items() if k in ARGUMENTS and v}
        return cls(
            rows=_choice(given, "rows", ROWS, "region"),
            cols=_choice(given, "cols", KINDS, "year"),
            under=given.get("under", "")[:60],
            level=_choice(given, "level", tuple(LEVELS), "next"),
            names=read_lines(given.get("names", "")),
            kept=given.get("list", "")[:40],
            top=_top(given.get("top", "")),
            share=_choice(given, "share", ("0", "1"), "0") == "1",
        )

    def pairs(self) -> list[tuple[str, str]]:
        """Return the arguments in fixed order; ``cols`` and ``rows`` always, other defaults not."""
        pairs = [("rows", self.rows), ("cols", self.cols)]
        if self.under:
            pairs.append(("under", self.under))
        if self.level != "next":
            pairs.append(("level", self.level))
        if self.kept:
            pairs.append(("list", self.kept))
        elif self.names:
            pairs.append(("names", "\n".join(self.names)))
        if self.top != TOP:
            pairs.append(("top", str(self.top)))
        return [*pairs, ("share", "1")] if self.share else pairs


def _choice(given: Mapping[str, str], name: str, choices: Sequence[str], default: str) -> str:
    value = given.get(name) or default
    if value not in choices:
        detail = said(
            "参数 {name} 不能是“{value}”，可用的值：{choices}。",
            name=name,
            value=value[:40],
            choices=joined("、", choices),
        )
        raise InvalidParameter(name, value, "invalid-stats", detail)
    return value


def _top(value: str) -> int:
    if not value:
        return TOP
    if not (value.isascii() and value.isdigit()) or not 1 <= int(value[:9]) <= MAX_TOP:
        detail = said(
            "参数 top 应为 1 至 {max_top} 的整数，收到的是“{value}”。",
            max_top=MAX_TOP,
            value=value[:40],
        )
        raise InvalidParameter("top", value, "invalid-stats", detail)
    return int(value)
