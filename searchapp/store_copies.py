"""Where else a story was published: the articles of a group as one line each."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from searchapp.database import Database


@dataclass(frozen=True, slots=True)
class Copy:
    """One publication of a story. ``shown`` is the one its group is shown by."""

    id: str
    title: str
    title_inferred: bool
    date: str | None
    site: str | None
    url: str | None
    url_trust: str | None
    shown: bool


_COPIES = """
    SELECT shown.id AS group_id, articles.id, articles.date, sources.name AS site,
           COALESCE(corrected.title, revisions.title) AS title,
           corrected.title IS NULL AND json_extract(facts, '$.title_inferred') AS title_inferred,
           json_extract(facts, '$.url') AS url, json_extract(facts, '$.url_trust') AS url_trust
    FROM articles AS shown
    JOIN articles ON articles.canonical = shown.seq
    JOIN revisions ON revisions.seq = articles.seq AND n = articles.revision
    LEFT JOIN sources ON sources.id = articles.source_id
    LEFT JOIN (
        SELECT seq, json_extract(changes, '$.title') AS title, MAX(n) FROM corrections
        WHERE json_type(changes, '$.title') IS NOT NULL GROUP BY seq
    ) AS corrected ON corrected.seq = articles.seq
    WHERE shown.id IN (SELECT value FROM json_each(?))
    ORDER BY articles.date IS NULL, articles.date, articles.id
"""


def copies(database: Database, canonicals: Iterable[str]) -> dict[str, tuple[Copy, ...]]:
    """Return the articles of each group, named by the one it is shown by: earliest first."""
    wanted = list(dict.fromkeys(canonicals))
    found: dict[str, list[Copy]] = {id_: [] for id_ in wanted}
    for row in database.rows(_COPIES, json.dumps(wanted)) if wanted else ():
        found[row["group_id"]].append(
            Copy(
                id=row["id"],
                title=row["title"],
                title_inferred=bool(row["title_inferred"]),
                date=row["date"],
                site=row["site"],
                url=row["url"],
                url_trust=row["url_trust"],
                shown=row["id"] == row["group_id"],
            )
        )
    return {id_: tuple(own) for id_, own in found.items()}
