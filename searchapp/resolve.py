"""What staff type for a region, an organization or a source → the codes and ids engines know."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from index.query import UNKNOWN, And, FacetValue, Node, Not, Or, Words
from index.said import said
from searchapp.desk import Desk
from searchapp.errors import Candidate, InvalidParameter
from searchapp.expansion import Expanded, expand
from searchapp.own_level import own_level
from searchapp.params import SearchParams
from searchapp.typed_dates import with_dates
from tokenizers.folding import fold

_CODE = re.compile(r"[0-9]{2}(?:[0-9]{2}){0,2}")
_ORGANIZATION_ID = re.compile(r"[0-9]{6}-[a-z0-9-]+")
_YEARS = re.compile(r"(\d{4})\s*年?(?:\s*[-—–~至到]\s*(\d{4})\s*年?)?")


@dataclass(frozen=True, slots=True)
class Resolved:
    """Params and query node with every name replaced by codes, and what to tell the reader.

    ``node`` is what is sought, ``unexpanded`` the same without synonyms: one and the same where
    there are none or none are wanted. ``expanded`` are those there are, ``synonyms`` names the
    version of their table.
    """

    params: SearchParams
    node: Node
    warnings: tuple[str, ...]
    unexpanded: Node
    expanded: tuple[Expanded, ...]
    synonyms: str


def resolve(params: SearchParams, node: Node, desk: Desk) -> Resolved:
    """Resolve the facet values of ``params`` and those named inside the query.

    Raises InvalidParameter for an unknown or ambiguous region and an ambiguous organization of
    ``params``. Inside the query nothing raises: an ambiguous name means all its readings, an
    unknown one is read as plain words, and a warning says so.
    """
    warnings: list[str] = []
    resolved = replace(
        params,
        region=_unique(region_code(value, desk, warnings) for value in params.region),
        org=_unique(_organization_id(value, desk, warnings) for value in params.org),
        source=_unique(_source_id(value, desk, warnings) for value in params.source),
    )
    synonyms = desk.synonyms.current()
    if synonyms.problem:
        warnings.append(said("{problem}在此之前，沿用改动前的同义词。", problem=synonyms.problem))
    dated = with_dates(_resolve_node(node, desk, warnings))
    if dated.published:
        named = "、".join(f"“{text}”" for text in dated.published)
        warnings.append(said("{named}也按发布日期匹配；只要文中写有的，请加引号。", named=named))
    typed = dated.node
    found, expanded = expand(typed, synonyms, desk.analyzer)
    wanted = found if params.synonyms else typed
    return Resolved(resolved, wanted, tuple(warnings), typed, expanded, synonyms.version)


def region_code(value: str, desk: Desk, warnings: list[str]) -> str:
    """Return the six-digit code of a code, prefix, path or name; ``none`` stays."""
    if value == UNKNOWN:
        return value
    places = desk.gazetteer.lookup(value)
    if len(places) == 1:
        return places[0].code
    if places:
        candidates = tuple(Candidate(p.code, _path(p.code, desk)) for p in places)
        names = "、".join(c.label for c in candidates[:12])
        detail = said(
            "“{value}”不止一处：{names}。请写明上级，如“{label}”。",
            value=value,
            names=names,
            label=candidates[0].label,
        )
        raise InvalidParameter("region", value, "ambiguous-region", detail, candidates)
    if _CODE.fullmatch(value):
        warnings.append(said("地区代码“{value}”不在地名表中，按此代码检索不到报道。", value=value))
        return value.ljust(6, "0")
    detail = said(
        "没有名为“{value}”的地区。请写省、市、区县的名称、路径（四川省/广元市）或六位代码。",
        value=value,
    )
    raise InvalidParameter("region", value, "invalid-region", detail)


def _organization_id(value: str, desk: Desk, warnings: list[str]) -> str:
    if value == UNKNOWN or desk.store.organizations([value]):
        return value
    found = desk.store.find_organizations(value)
    if len(found) == 1:
        _tell_fuller("单位", value, found[0][1], warnings)
        return found[0][0]
    if found:
        candidates = tuple(Candidate(id_, name) for id_, name in found)
        names = "、".join(c.label for c in candidates[:12])
        detail = said("“{value}”不止一个单位：{names}。请写全称。", value=value, names=names)
        raise InvalidParameter("org", value, "ambiguous-org", detail, candidates)
    warnings.append(said("所收报道中没有单位“{value}”。", value=value))
    return value


def _source_id(value: str, desk: Desk, warnings: list[str]) -> str:
    if value == UNKNOWN or desk.store.sources([value]):
        return value
    found = desk.store.find_sources(value)
    if len(found) == 1:
        _tell_fuller("来源", value, found[0][1], warnings)
        return found[0][0]
    warnings.append(said("所收报道中没有来源“{value}”。", value=value))
    return value


def _tell_fuller(kind: str, given: str, name: str, warnings: list[str]) -> None:
    """Say that a name is taken for the only one it is part of, which may be another's."""
    if fold(given) != fold(name):
        warnings.append(f"没有名为“{given}”的{kind}，按“{name}”检索。")


def _resolve_node(node: Node, desk: Desk, warnings: list[str]) -> Node:
    match node:
        case FacetValue(facet="region", raw=raw) if (level := own_level(raw, desk)) is not None:
            return level
        case FacetValue():
            values = _named_values(node, desk)
            if values is None:
                warnings.append(
                    said(
                        "“{raw}”没有对应的{what}，已按普通词检索。",
                        raw=node.raw,
                        what=_LABELS[node.facet],
                    )
                )
                return Words(node.raw)
            if len(values) > 1 and node.facet != "year":
                warnings.append(
                    said("“{raw}”有 {total} 种可能，已全部包括。", raw=node.raw, total=len(values))
                )
            return replace(node, values=values)
        case And(nodes) | Or(nodes):
            return type(node)(tuple(_resolve_node(child, desk, warnings) for child in nodes))
        case Not(child):
            return Not(_resolve_node(child, desk, warnings))
        case _:
            return node


_LABELS = {
    "region": said("地区"),
    "org": said("单位"),
    "year": said("年份"),
    "month": said("月份"),
    "source": said("来源"),
}
_UNKNOWN_WORDS = frozenset({UNKNOWN, "不详", "地区不详", "日期不详", "单位不详", "年份不详"})


def _named_values(node: FacetValue, desk: Desk) -> tuple[str, ...] | None:
    if node.raw in _UNKNOWN_WORDS:
        return (UNKNOWN,)
    finders: dict[str, Callable[[str], tuple[str, ...]]] = {
        "region": lambda raw: tuple(p.code for p in desk.gazetteer.lookup(raw)),
        "org": lambda raw: _organization_ids(raw, desk),
        "source": lambda raw: tuple(id_ for id_, _ in desk.store.find_sources(raw)),
        "year": _years,
    }
    return finders[node.facet](node.raw) or None


def _organization_ids(raw: str, desk: Desk) -> tuple[str, ...]:
    if _ORGANIZATION_ID.fullmatch(raw) and desk.store.organizations([raw]):
        return (raw,)
    return tuple(id_ for id_, _ in desk.store.find_organizations(raw))


def _years(raw: str) -> tuple[str, ...]:
    match = _YEARS.fullmatch(raw)
    if not match:
        return ()
    first, last = int(match[1]), int(match[2] or match[1])
    if not 1900 <= first <= last <= 2100:
        return ()
    return tuple(str(year) for year in range(first, last + 1))


def _unique(values: object) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))  # type: ignore[call-overload]


def _path(code: str, desk: Desk) -> str:
    return "/".join(desk.gazetteer.path(code))
