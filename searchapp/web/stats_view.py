"""A statistics table as the page asks for it and draws it: heads over years, meters."""

from __future__ import annotations

from collections.abc import Sequence

from flask import request

from searchapp.periods import Period
from searchapp.stats import statistics
from searchapp.stats_params import ARGUMENTS, StatsParams
from searchapp.stats_table import Row, RowKind, StatsTable
from searchapp.web.context import current_desk
from searchapp.web.links import given_params

METER = 144.0
"""Width of the longest meter in units."""


def given_table() -> StatsTable:
    """Return the table this request asks for; raise InvalidParameter."""
    wanted = StatsParams.from_args(request.args.to_dict(flat=False))
    return statistics(given_params(*ARGUMENTS), wanted, current_desk())


def header_groups(periods: Sequence[Period]) -> list[tuple[str, int]]:
    """Return the years above the periods with how many each spans; empty when the periods are
    years, or all of one year."""
    years = list(dict.fromkeys(period.year for period in periods if period.year))
    if len(years) < 2:
        return []
    groups: list[tuple[str, int]] = []
    for period in periods:
        if groups and groups[-1][0] == period.year:
            groups[-1] = (period.year, groups[-1][1] + 1)
        else:
            groups.append((period.year, 1))
    return groups


def meters(rows: Sequence[Row]) -> list[float | None]:
    """Return how long the meter of each row is; 不详 and what was not read have none."""
    counts = [row.total.count if row.total and row.kind is RowKind.VALUE else None for row in rows]
    most = max((count for count in counts if count), default=1)
    return [None if count is None else round(METER * count / most, 1) for count in counts]
