"""A search in words: the filters of the sentence above the list, and the chips below it."""

from __future__ import annotations

from index.query import UNKNOWN
from searchapp.desk import Desk
from searchapp.facet_view import LABELS, UNKNOWN_LABELS
from searchapp.params import MULTIPLE, SearchParams
from searchapp.search_page import Chip

SCOPES = {"title": "仅标题", "body": "仅正文"}


def value_label(facet: str, value: str, desk: Desk) -> str:
    """Return what a reader calls a facet value; the value itself when it has no name."""
    if value == UNKNOWN:
        return UNKNOWN_LABELS[facet]
    if facet == "region":
        return " ".join(desk.gazetteer.path(value)) or value
    if facet == "org":
        return desk.store.organizations([value]).get(value, value)
    if facet == "source":
        return desk.store.sources([value]).get(value, value)
    if facet == "month":
        return f"{value[:4]} 年 {int(value[5:])} 月"
    return value


def chips(params: SearchParams, desk: Desk) -> tuple[Chip, ...]:
    """Return one chip for each active filter, in the order of the facets."""
    found = [
        Chip("结果中检索", text, _narrowed(params, text).canonical()) for text in params.within
    ]
    found += [
        Chip(LABELS[facet], value_label(facet, value, desk), _without(params, facet, value))
        for facet in MULTIPLE
        for value in getattr(params, facet)
    ]
    if params.start:
        found.append(Chip("起", params.start, params.but(start=None).canonical()))
    if params.end:
        found.append(Chip("止", params.end, params.but(end=None).canonical()))
    if params.dup == "first":
        found.append(Chip("转载", "只列原稿", params.but(dup="all").canonical()))
    if params.scope != "all":
        found.append(Chip("范围", SCOPES[params.scope], params.but(scope="all").canonical()))
    return tuple(found)


def _narrowed(params: SearchParams, without: str) -> SearchParams:
    return params.but(within=tuple(text for text in params.within if text != without))


def _without(params: SearchParams, facet: str, value: str) -> str:
    kept = [v for v in getattr(params, facet) if v != value]
    return params.with_values(facet, kept).canonical()


def where(params: SearchParams, desk: Desk) -> tuple[str, ...]:
    """Return the conditions as phrases, one for each kind of filter."""
    phrases = {"结果中检索": "含{}的报道"}
    return tuple(phrases.get(label, "{}").format(text) for label, text in labelled(params, desk))


def labelled(params: SearchParams, desk: Desk) -> tuple[tuple[str, str], ...]:
    """Return the conditions with the name of each kind, in the order of the facets."""
    found = []
    if params.within:
        found.append(("结果中检索", "".join(f"“{text}”" for text in params.within)))
    for facet in MULTIPLE:
        chosen = getattr(params, facet)
        if not chosen:
            continue
        if facet == "year":
            text = year_phrase(chosen)
        else:
            text = "、".join(value_label(facet, value, desk) for value in chosen)
        found.append((LABELS[facet], text))
    if params.start or params.end:
        found.append(("时间", f"{params.start or '最早'} 至 {params.end or '最近'}"))
    if params.dup == "first":
        found.append(("转载", "不含转载"))
    if params.scope != "all":
        found.append(("范围", SCOPES[params.scope]))
    return tuple(found)


def year_phrase(values: tuple[str, ...]) -> str:
    """Return years as a reader writes them: 2020—2022 年、2024 年及日期不详."""
    years = sorted(int(value) for value in values if value != UNKNOWN)
    runs: list[list[int]] = []
    for year in years:
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    words = "、".join(f"{r[0]}—{r[-1]} 年" if len(r) > 1 else f"{r[0]} 年" for r in runs)
    if UNKNOWN in values:
        return f"{words}及{UNKNOWN_LABELS['year']}" if words else UNKNOWN_LABELS["year"]
    return words
