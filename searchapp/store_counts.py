"""Facet counts straight from SQL: the figures an index is checked against.

Withdrawn articles are not counted; they have no rows of regions and organizations.
"""

from __future__ import annotations

import json
from collections.abc import Callable

from index.result import FacetCounts
from searchapp.database import Connection

_REGIONS = """
    WITH tree (code, member) AS MATERIALIZED (
        SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM json_each(?)
    )
    SELECT tree.code, COUNT(DISTINCT seq) FROM article_regions
    JOIN tree ON tree.member = article_regions.code GROUP BY tree.code
"""
_LIVE = "WITH live AS (SELECT * FROM articles WHERE NOT withdrawn)"
_COUNTS = {
    "year": "SELECT substr(date, 1, 4), COUNT(*) FROM live WHERE date IS NOT NULL GROUP BY 1",
    "month": "SELECT substr(date, 1, 7), COUNT(*) FROM live WHERE length(date) >= 7 GROUP BY 1",
    "org": "SELECT organization_id, COUNT(*) FROM article_organizations GROUP BY 1",
    "source": "SELECT source_id, COUNT(*) FROM live WHERE source_id IS NOT NULL GROUP BY 1",
}
_UNKNOWN = {
    "region": "seq NOT IN (SELECT seq FROM article_regions)",
    "year": "date IS NULL",
    "month": "date IS NULL OR length(date) < 7",
    "org": "seq NOT IN (SELECT seq FROM article_organizations)",
    "source": "source_id IS NULL",
}


def facet_counts(
    connection: Connection, facet: str, ancestors: Callable[[str], tuple[str, ...]]
) -> FacetCounts:
    """Return the counts of one facet over all articles; a region counts for those above it."""
    if facet == "region":
        rows = _regions(connection, ancestors)
    else:
        rows = connection.execute(f"{_LIVE} {_COUNTS[facet]}").fetchall()
    query = f"{_LIVE} SELECT COUNT(*) FROM live WHERE {_UNKNOWN[facet]}"
    unknown = connection.execute(query).fetchone()[0]
    return FacetCounts(facet, {row[0]: row[1] for row in rows}, unknown)


def _regions(
    connection: Connection, ancestors: Callable[[str], tuple[str, ...]]
) -> list[tuple[str, int]]:
    used = connection.execute("SELECT DISTINCT code FROM article_regions").fetchall()
    pairs = [(above, code) for (code,) in used for above in (*ancestors(code), code)]
    return connection.execute(_REGIONS, (json.dumps(pairs),)).fetchall()
