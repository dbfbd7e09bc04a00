"""Real pages and items, taken in the way the product takes them in."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

from searchapp.desk import Desk, open_desk
from searchapp.indexing import rebuild, sole_writer, why_rebuild
from searchapp.ingest.pipeline import ingest
from searchapp.settings import Settings

ITEMS = (
    "union_xwlb.jsonl.gz",
    "relevance/drcd.docs.jsonl.gz",
    "relevance/cmrc2018.docs.jsonl.gz",
)
"""News items, genuine Traditional texts, encyclopedia paragraphs with Latin and digits."""


def open_collection(shared: Path, work: Path) -> Desk:
    """Return a desk on the seeds, the real pages, the saved web pages and the items of ``shared``;
    one built before in ``work`` is opened again, its index rebuilt where the rules changed."""
    desk = open_desk(Settings(data=work / "data"))
    stored = len(desk.store.ids())
    if stored and why_rebuild(desk.engine, stored):
        with sole_writer(desk.settings):
            rebuild(desk)
    if not stored:
        pages = work / "pages"
        pages.mkdir(parents=True, exist_ok=True)
        for name, content in _pages(shared / "data"):
            (pages / name).write_bytes(content)
        items = [str(shared / "data" / name) for name in ITEMS]
        ingest([str(shared / "seeds"), str(pages), *items], desk)
    return desk


def _pages(data: Path) -> Iterator[tuple[str, bytes]]:
    lines = (data / "union_pages.jsonl").read_text(encoding="utf-8").splitlines()
    for record in map(json.loads, lines):
        yield f"{record['id']}.txt", record["raw"].encode()
    for path in sorted((data / "html").glob("*.html.gz")):
        yield path.stem, gzip.decompress(path.read_bytes())
