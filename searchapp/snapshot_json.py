"""Snapshots and comparisons for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from searchapp.citation import Style, cite_snapshot
from searchapp.difference import Difference
from searchapp.listed import ListedArticle
from searchapp.snapshot import FacetRecord, Snapshot

Json = dict[str, Any]


def snapshot_json(snapshot: Snapshot, base: str = "") -> Json:
    """Return the record without its list; links begin with ``base`` (scheme and host)."""
    taken = snapshot.taken
    return {
        "number": snapshot.number,
        "sid": snapshot.sid,
        "n": snapshot.n,
        "live": False,
        "taken_at": taken.taken_at,
        "name": taken.name,
        "note": taken.note,
        "query": {
            "q": taken.q,
            "conditions": [{"label": name, "value": value} for name, value in taken.conditions],
            "canonical": f"{base}/search" + (f"?{taken.query}" if taken.query else ""),
            "interpreted": {"terms": list(taken.terms), "warnings": list(taken.warnings)},
            "expansion": {
                "terms": [{"typed": typed, "also": list(also)} for typed, also in taken.expansion],
                "only_by_synonyms": taken.synonym_only,
                "version": taken.synonyms,
            },
        },
        "total": {
            "articles": taken.articles,
            "groups": taken.groups,
            "listed": taken.listed,
            "exact": True,
        },
        "left_out": {"partial_dates": taken.partial_dates, "undated": taken.undated},
        "index": {
            "generation": taken.generation,
            "documents": taken.documents,
            "analyzer": taken.fingerprint,
        },
        "facets": [_facet(facet) for facet in taken.facets],
        "checksum": snapshot.checksum,
        "citation": {style.value: cite_snapshot(snapshot, style, base) for style in Style},
        "links": {
            "self": f"{base}/api/v1/saved/{snapshot.sid}/snapshots/{snapshot.n}",
            "html": base + snapshot.path,
            "diff": f"{base}/api/v1/saved/{snapshot.sid}/snapshots/{snapshot.n}/diff",
        },
    }


def snapshot_text(snapshot: Snapshot, rows: Iterable[ListedArticle], base: str) -> Iterator[str]:
    """Yield the whole record as JSON text, one article after the other."""
    yield json.dumps(snapshot_json(snapshot, base), ensure_ascii=False)[:-1] + ', "items": ['
    for n, row in enumerate(rows, start=1):
        yield ("" if n == 1 else ", ") + json.dumps(row_json(row, n, base), ensure_ascii=False)
    yield "]}"


def row_json(row: ListedArticle, position: int | None, base: str = "") -> Json:
    """Return one row of a list; ``position`` counts from 1, None where there is no order."""
    return {
        "position": position,
        "id": row.id,
        "title": row.title,
        "title_is_inferred": row.title_inferred,
        "date": row.date,
        "org": row.organization,
        "org_is_inferred": row.organization_inferred,
        "publisher": row.publisher,
        "regions": list(row.regions),
        "source": {"name": row.site, "url": row.url, "url_trust": row.url_trust},
        "text_sha256": row.sha256,
        "links": {"self": f"{base}/api/v1/documents/{row.id}", "html": f"{base}/doc/{row.id}"},
    }


def difference_json(found: Difference, against: str, base: str = "") -> Json:
    """Return a comparison; ``against`` is ``now`` or the number of the other snapshot."""
    return {
        "snapshot": found.snapshot.number,
        "taken_at": found.snapshot.taken.taken_at,
        "against": against,
        "total": {"added": found.added, "gone": len(found.gone), "changed": len(found.changed)},
        "added": {
            "published": _rows(found.published, base),
            "ingested": _rows(found.ingested, base),
            "matched": _rows(found.matched, base),
        },
        "gone": [
            {**row_json(row, None, base), "withdrawn": row.id in found.withdrawn}
            for row in found.gone
        ],
        "changed": [
            {
                "what": list(change.what),
                "before": row_json(change.before, None, base),
                "after": row_json(change.after, None, base),
            }
            for change in found.changed
        ],
    }


def _rows(rows: Iterable[ListedArticle], base: str) -> list[Json]:
    return [row_json(row, None, base) for row in rows]


def _facet(facet: FacetRecord) -> Json:
    return {
        "name": facet.name,
        "label": facet.label,
        "missing": facet.unknown,
        "values": [{"value": v, "label": label, "count": n} for v, label, n in facet.values],
    }
