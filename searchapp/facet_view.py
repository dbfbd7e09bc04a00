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
        values = _RegionTree(known, params, desk).branch(None, limit)
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


class _RegionTree:
    """Regions as a tree: what was counted, all above it, and what is chosen."""

    def __init__(self, known: dict[str, int], params: SearchParams, desk: Desk) -> None:
        self._params, self._gazetteer = params, desk.gazetteer
        self._known = known
        self._above = {code: desk.gazetteer.ancestors(code) for code in known}
        for code in set(chain.from_iterable(self._above.values())) - known.keys():
            known[code], self._above[code] = 0, desk.gazetteer.ancestors(code)
        self._below: defaultdict[str | None, list[tuple[int, str]]] = defaultdict(list)
        for code, above in self._above.items():
            self._below[above[-1] if above else None].append((-known[code], code))
        self._chosen = frozenset(params.region)
        self._opened = frozenset(a for c in params.region for a in desk.gazetteer.ancestors(c))

    def branch(self, parent: str | None, limit: int | None) -> tuple[FacetValueView, ...]:
        """Return the regions below ``parent`` (None: the top) and all below them: of each level
        ``limit``, and those that are chosen or hold a chosen one."""
        order = [code for _, code in sorted(self._below.get(parent, ()))]
        shown = order if limit is None else order[:limit]
        kept = self._chosen | self._opened
        shown = [*shown, *(code for code in order[len(shown) :] if code in kept)]
        return tuple([self._view(code, limit) for code in shown])

    def _view(self, code: str, limit: int | None) -> FacetValueView:
        place, above = self._gazetteer.place(code), self._above[code]
        return FacetValueView(
            value=code,
            label=place.name if place else code,
            count=self._known[code],
            selected=code in self._chosen,
            facet="region",
            params=self._params,
            above=above,
            implied=not self._chosen.isdisjoint(above),
            mixed=code in self._opened and code not in self._chosen,
            children=self.branch(code, limit) if code in self._below else (),
        )
