"""Every engine a run may name, loaded when it is named."""

from __future__ import annotations

import importlib
from pathlib import Path

from benchmarks.engine import Builder

_WHERE = {
    "ours": ("benchmarks.ours", "builder"),
    "ours_stock": ("benchmarks.ours", "stock_builder"),
    "whoosh": ("benchmarks.whoosh_peer", "builder"),
    "tantivy": ("benchmarks.tantivy_peer", "builder"),
    "fts5": ("benchmarks.fts5_peer", "builder"),
    "xapian": ("benchmarks.xapian_peer", "builder"),
    "bm25s": ("benchmarks.bm25s_peer", "builder"),
}
NAMES = tuple(_WHERE)


def builder_of(name: str, cache: Path) -> Builder:
    """Return the builder of an engine; raise NotInstalled, saying how to get it."""
    module, function = _WHERE[name]
    found: Builder = getattr(importlib.import_module(module), function)(cache)
    return found
