"""Exact counts of an engine → facets as shown: labels, order, tree, links."""

from __future__ import annotations

from collections import defaultdict
from heapq import nlargest
from itertools import chain

from index.query import UNKNOWN
from index.result import FacetCounts
from index.said import said
from searchapp.desk import Desk
from searchapp.params import SearchParams
from searchapp.search_page import FacetValueView, FacetView

LABELS = {
    "region": said("地区"),
    "year": said("年份"),
    "month": said("月份"),
    "org": said("单位"),
    "source": said("来源"),
}
UNKNOWN_LABELS = {
    "region": said("地区不详"),
    "year": said("日期不详"),
    "month": said("月份不详"),
    "org": said("单位不详"),
    "source": said("来源不详"),
}


def facet_view(
    counts: FacetCounts, params: SearchParams, desk: Desk, limit: int | None
) -> FacetView:
    """Return one facet as shown: at most ``limit`` values a level (None = all), chosen ones
    always among them, unknown apart."""
    chosen = getattr(params, counts.name)
    known = dict(counts.counts)
    for value in chosen:
        if value != UNKNOWN:
            known.setdefault(value, 0)
    if counts.name == "region":
        values = _region_tree(known, params, desk, limit)
    else:
        values = _flat(counts.name, known, params, desk, limit)
    return FacetView(
        name=counts.name,
        label=LABELS[counts.name],
        values=values,
        unknown=_unknown(counts, params),
        values_total=sum(1 for n in counts.counts.values() if n),
        truncated=_size(values) < len(known),
        all_url=params.but().canonical(f"/facet/{counts.name}"),
    )


def _size(values: tuple[FacetValueView, ...]) -> int:
    return sum(1 + _size(value.children) for value in values)


def _unknown(counts: FacetCounts, params: SearchParams) -> FacetValueView:
    return FacetValueView(
        value=UNKNOWN,
        label=UNKNOWN_LABELS[counts.name],
        count=counts.unknown,
        selected=UNKNOWN in getattr(params, counts.name),
        facet=counts.name,
        params=params,
    )


def _flat(
    facet: str, known: dict[str, int], params: SearchParams, desk: Desk, limit: int | None
) -> tuple[FacetValueView, ...]:
    chosen = getattr(params, facet)
    if facet in ("year", "month"):
        # Years and months are few and read as a row: all of them are shown.
        shown = sorted(known, reverse=True)
        labels = {value: value for value in known}
    else:
        named = {*(known if limit is None else _most(known, limit)), *(known.keys() & set(chosen))}
        names = desk.store.organizations(named) if facet == "org" else desk.store.sources(named)
        labels = {value: names.get(value, value) for value in named}
        order = sorted(named, key=lambda v: (-known[v], labels[v], v))
        shown = order[:limit]
        shown += [value for value in order[len(shown) :] if value in chosen]
    return tuple(
        FacetValueView(
            value=value,
            label=labels[value],
            count=known[value],
            selected=value in chosen,
            facet=facet,
            params=params,
        )
        for value in shown
    )


def _most(known: dict[str, int], limit: int) -> list[str]:
    """Return the values with the ``limit`` highest counts, and all that tie with the last: which
    of them come first is for their names to say, and nobody reads the names of thousands."""
    top = nlargest(limit, known.values())
    return [value for value, count in known.items() if top and count >= top[-1]]


def _region_tree(
    known: dict[str, int], params: SearchParams, desk: Desk, limit: int | None
) -> tuple[FacetValueView, ...]:
    above = {code: desk.gazetteer.ancestors(code) for code in known}
    for code in set(chain.from_iterable(above.values())) - known.keys():
        known[code], above[code] = 0, desk.gazetteer.ancestors(code)
    below: defaultdict[str | None, list[tuple[int, str]]] = defaultdict(list)
    for code, ancestors in above.items():
        below[ancestors[-1] if ancestors else None].append((-known[code], code))
    chosen = frozenset(params.region)
    opened = frozenset(a for code in chosen for a in desk.gazetteer.ancestors(code))

    def branch(parent: str | None) -> tuple[FacetValueView, ...]:
        order = [code for _, code in sorted(below.get(parent, ()))]
        shown = order if limit is None else order[:limit]
        shown = [*shown, *(c for c in order[len(shown) :] if c in chosen or c in opened)]
        return tuple(map(view, shown))

    def view(code: str) -> FacetValueView:
        place = desk.gazetteer.place(code)
        return FacetValueView(
            value=code,
            label=place.name if place else code,
            count=known[code],
            selected=code in chosen,
            facet="region",
            params=params,
            above=above[code],
            implied=not chosen.isdisjoint(above[code]),
            mixed=code in opened and code not in chosen,
            children=branch(code),
        )

    return branch(None)
