"""The rows of a table before they are counted: each one a search."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from index.query import UNKNOWN
from index.said import said
from searchapp.desk import Desk
from searchapp.errors import Candidate, InvalidParameter
from searchapp.facet_view import LABELS, UNKNOWN_LABELS
from searchapp.own_level import own_level_query
from searchapp.params import SearchParams
from searchapp.resolve import region_code
from searchapp.statement import value_label
from searchapp.stats_params import LEVELS, StatsParams
from searchapp.stats_table import RowKind
from searchapp.units import Reading, read_unit
from tokenizers.gazetteer import NATION, Place

MAX_ROWS = 500
_REST = {
    "next": ("本级", said("只知{name}，未到下级")),
    "city": ("未到地市", said("{name}，未到地市")),
    "county": ("未到区县", said("{name}，未到区县")),
}
_LEVEL_NAMES = {"next": said("下级地区"), "city": said("各地市"), "county": said("各区县")}


@dataclass(frozen=True, slots=True)
class RowSearch:
    """One row and its search; ``params`` None for a name that was not read."""

    key: str
    label: str
    kind: RowKind
    params: SearchParams | None
    note: str = ""
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class RowPlan:
    """All rows, the search that finds what any of them finds, and what stays outside."""

    label: str
    rows: tuple[RowSearch, ...]
    union: SearchParams
    left_out: tuple[tuple[str, SearchParams], ...] = ()


def plan_rows(
    params: SearchParams, wanted: StatsParams, desk: Desk, counts: dict[str, int]
) -> RowPlan:
    """Return the rows of a table over the search ``params`` (resolved); ``counts`` are those of
    the rows' facet, its own filter left out. The rows take the place of that filter.

    Raises InvalidParameter for a region that cannot be understood and for too many rows.
    """
    if wanted.names:
        plan = _listed(params, wanted, desk)
    elif wanted.rows == "region":
        plan = _regions(params, wanted, desk, counts)
    else:
        plan = _most(params, wanted, desk, counts)
    if len(plan.rows) > MAX_ROWS:
        detail = said(
            "这样有 {total} 行，最多 {max_rows} 行。请改选一个省，或用自己的名单。",
            total=len(plan.rows),
            max_rows=MAX_ROWS,
        )
        raise InvalidParameter("level", wanted.level, "table-too-large", detail)
    return plan


def _values(
    facet: str, values: Iterable[str], params: SearchParams, label: Callable[[str], str]
) -> tuple[RowSearch, ...]:
    rows = []
    for value in values:
        kind = RowKind.UNKNOWN if value == UNKNOWN else RowKind.VALUE
        rows.append(RowSearch(value, label(value), kind, params.with_values(facet, (value,))))
    return tuple(rows)


def _listed(params: SearchParams, wanted: StatsParams, desk: Desk) -> RowPlan:
    facet = wanted.rows
    rows: list[RowSearch] = []
    at: dict[str, int] = {}
    for number, name in enumerate(wanted.names, start=1):
        reading = read_unit(name, facet, desk)
        if reading.value is not None and reading.value in at:
            note = said("与第 {n} 行相同，不重复计", n=at[reading.value])
            reading = replace(reading, value=None, note=note, candidates=())
        elif reading.value is not None:
            at[reading.value] = number
        rows.append(_row_of(reading, params))
    label = said("自备名单（{what}）", what=LABELS[facet])
    return RowPlan(label, tuple(rows), params.with_values(facet, tuple(at)))


def _row_of(reading: Reading, params: SearchParams) -> RowSearch:
    if reading.value is None:
        kind, note = RowKind.UNREAD, reading.note
        return RowSearch("", reading.text, kind, None, note, reading.candidates)
    note = reading.note
    if not note and reading.label != reading.text:
        note = said("按“{label}”统计", label=reading.label)
    found = params.with_values(reading.facet, (reading.value,))
    return RowSearch(reading.value, reading.text, RowKind.VALUE, found, note)


def _most(params: SearchParams, wanted: StatsParams, desk: Desk, counts: dict[str, int]) -> RowPlan:
    facet, chosen = wanted.rows, getattr(params, wanted.rows)
    find = desk.store.organizations if facet == "org" else desk.store.sources
    names = find({*counts, *chosen} - {UNKNOWN})
    known = sorted(
        (v for v in counts if v != UNKNOWN), key=lambda v: (-counts[v], names.get(v, v), v)
    )
    values = chosen or (*known[: wanted.top], UNKNOWN)
    plan = RowPlan(
        LABELS[facet],
        _values(facet, values, params, lambda v: _label(facet, v, names)),
        params.with_values(facet, values),
    )
    left = 0 if chosen else len(known) - wanted.top
    if left <= 0:
        # With everything in a row the union needs no filter, however many rows there are.
        return plan if chosen else replace(plan, union=params.with_values(facet, ()))
    others = (
        said("未列出的{what} {n} 个，连同它们", what=LABELS[facet], n=left),
        params.with_values(facet, ()),
    )
    return replace(plan, left_out=(others,))


def _label(facet: str, value: str, names: dict[str, str]) -> str:
    return UNKNOWN_LABELS[facet] if value == UNKNOWN else names.get(value, value)


def _regions(
    params: SearchParams, wanted: StatsParams, desk: Desk, counts: dict[str, int]
) -> RowPlan:
    chosen = params.region
    if not wanted.under and len(chosen) > 1:
        rows = _values("region", chosen, params, lambda v: value_label("region", v, desk))
        return RowPlan(said("所选地区"), rows, params)
    above = _above(wanted, chosen, desk)
    if desk.gazetteer.below(above):
        return _places(above, params, wanted, desk, counts)
    row = _values("region", (above,), params, lambda v: value_label("region", v, desk))
    return RowPlan(value_label("region", above, desk), row, params.with_values("region", (above,)))


def _above(wanted: StatsParams, chosen: tuple[str, ...], desk: Desk) -> str:
    if not wanted.under:
        return chosen[0] if chosen else NATION
    try:
        return region_code(wanted.under, desk, [])
    except InvalidParameter as error:
        raise InvalidParameter(
            "under", wanted.under, error.problem, error.detail, error.candidates
        ) from error


def _places(
    above: str, params: SearchParams, wanted: StatsParams, desk: Desk, counts: dict[str, int]
) -> RowPlan:
    suffix, name = _REST[wanted.level]
    inner = [p for p in desk.gazetteer.below(above) if _is_row(p, above, wanted.level)]
    kept = [p for p in inner if p.until is None or counts.get(p.code)]
    bare = params.with_values("region", ())
    rows = tuple(
        replace(
            row, note=said("{year} 年起不再使用的区划", year=place.until) if place.until else ""
        )
        for place, row in zip(
            kept,
            _values("region", [p.code for p in kept], bare, _namer(kept)),
            strict=True,
        )
    )
    label = said("全国") if above == NATION else value_label("region", above, desk)
    rest = RowSearch(
        "rest",
        said(name, name=label),
        RowKind.REST,
        bare.but(within=(*bare.within, own_level_query(above, suffix))),
    )
    heading = said("{place}{level}", place=label, level=_LEVEL_NAMES[wanted.level])
    if above == NATION:
        unknown = _values("region", (UNKNOWN,), bare, lambda v: UNKNOWN_LABELS["region"])
        return RowPlan(heading, (*rows, rest, *unknown), bare)
    left_out = ((said("地区不详"), bare.with_values("region", (UNKNOWN,))),)
    return RowPlan(heading, (*rows, rest), bare.with_values("region", (above,)), left_out)


def _is_row(place: Place, above: str, level: str) -> bool:
    if level == "next":
        return (place.parent or NATION) == above
    return place.level == LEVELS[level]


def _namer(places: Iterable[Place]) -> Callable[[str], str]:
    names = {place.code: place.name for place in places}
    return names.__getitem__
