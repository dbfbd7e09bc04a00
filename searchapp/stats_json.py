"""The JSON of a statistics table: the same numbers and links as the page."""

from __future__ import annotations

from searchapp.search_json import Json
from searchapp.stats_table import Cell, Row, StatsTable


def stats_json(table: StatsTable, base: str = "") -> Json:
    """Return the table as JSON-ready objects; links begin with ``base`` (scheme and host)."""
    wanted = table.wanted
    return {
        "query": {
            "q": table.params.q,
            "search": base + table.search_url,
            "conditions": list(table.where),
            "dup": table.params.dup,
            "rows": wanted.rows,
            "cols": wanted.cols,
            "under": wanted.under or None,
            "level": wanted.level,
            "list": wanted.kept or None,
            "names": [*wanted.names],
            "warnings": list(table.warnings),
        },
        "index": {"generation": table.generation},
        "row_label": table.row_label,
        "single_valued": table.single,
        "periods": [
            {"key": p.key, "label": p.label, "values": list(p.values)} for p in table.periods
        ],
        "rows": [_row(row, base) for row in table.rows],
        "sums": _row(table.sums, base),
        "distinct": _row(table.distinct, base),
        "all_articles": _row(table.everything, base),
        "left_out": [
            {"label": o.label, "articles": o.count, "url": o.url and base + o.url}
            for o in table.left_out
        ],
        "links": {name: base + table.path(name) for name in ("html", "xlsx", "csv")},
    }


def _row(row: Row, base: str) -> Json:
    return {
        "key": row.key or None,
        "label": row.label,
        "kind": row.kind.value,
        "note": row.note,
        "candidates": [{"value": c.value, "label": c.label} for c in row.candidates],
        "cells": [_cell(cell, base) for cell in row.cells],
        "total": _cell(row.total, base) if row.total else None,
    }


def _cell(cell: Cell, base: str) -> Json:
    share = None if cell.share is None else round(cell.share, 6)
    return {"articles": cell.count, "share": share, "url": cell.url and base + cell.url}
