"""A search in words: the filters of the sentence above the list, and the chips below it."""

from __future__ import annotations

from index.query import UNKNOWN
from index.said import joined, said
from searchapp.desk import Desk
from searchapp.facet_view import LABELS, UNKNOWN_LABELS
from searchapp.params import MULTIPLE, SearchParams
from searchapp.search_page import Chip

WITHIN = said("结果中检索")
SCOPES = {"title": said("仅标题"), "body": said("仅正文")}
COPIES = {"group": said("合并转载"), "first": said("不含转载")}


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
        return said("{year} 年 {month} 月", year=value[:4], month=int(value[5:]))
    return value


def chips(params: SearchParams, desk: Desk) -> tuple[Chip, ...]:
    """Return one chip for each active filter, in the order of the facets."""
    found = [Chip(WITHIN, text, _narrowed(params, text).canonical()) for text in params.within]
    found += [
        Chip(LABELS[facet], value_label(facet, value, desk), _without(params, facet, value))
        for facet in MULTIPLE
        for value in getattr(params, facet)
    ]
    if params.start:
        found.append(Chip(said("起"), params.start, params.but(start=None).canonical()))
    if params.end:
        found.append(Chip(said("止"), params.end, params.but(end=None).canonical()))
    if params.dup != "all":
        found.append(Chip(said("转载"), COPIES[params.dup], params.but(dup="all").canonical()))
    if params.scope != "all":
        found.append(Chip(said("范围"), SCOPES[params.scope], params.but(scope="all").canonical()))
    return tuple(found)


def _narrowed(params: SearchParams, without: str) -> SearchParams:
    return params.but(within=tuple(text for text in params.within if text != without))


def _without(params: SearchParams, facet: str, value: str) -> str:
    kept = [v for v in getattr(params, facet) if v != value]
    return params.with_values(facet, kept).canonical()


def where(params: SearchParams, desk: Desk) -> tuple[str, ...]:
    """Return the conditions as phrases, one for each kind of filter."""
    return tuple(
        said("含{words}的报道", words=text) if label == WITHIN else text
        for label, text in labelled(params, desk)
    )


def labelled(params: SearchParams, desk: Desk) -> tuple[tuple[str, str], ...]:
    """Return the conditions with the name of each kind, in the order of the facets."""
    found: list[tuple[str, str]] = []
    if params.within:
        found.append((WITHIN, joined("、", [f"“{text}”" for text in params.within])))
    for facet in MULTIPLE:
        chosen = getattr(params, facet)
        if not chosen:
            continue
        if facet == "year":
            text = year_phrase(chosen)
        else:
            text = joined("、", [value_label(facet, value, desk) for value in chosen])
        found.append((LABELS[facet], text))
    if params.start or params.end:
        found.append((said("时间"), span(params)))
    if params.dup != "all":
        found.append((said("转载"), COPIES[params.dup]))
    if params.scope != "all":
        found.append((said("范围"), SCOPES[params.scope]))
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
    words = joined(
        "、",
        [
            said("{first}—{last} 年", first=run[0], last=run[-1])
            if len(run) > 1
            else said("{year} 年", year=run[0])
            for run in runs
        ],
    )
    if UNKNOWN not in values:
        return words
    unknown = UNKNOWN_LABELS["year"]
    return said("{years}及{unknown}", years=words, unknown=unknown) if words else unknown


def span(params: SearchParams) -> str:
    """Return the time asked for: 2020-01-01 至 最近."""
    first, last = params.start or said("最早"), params.end or said("最近")
    return said("{first} 至 {last}", first=first, last=last)
