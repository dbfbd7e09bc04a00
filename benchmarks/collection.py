"""A data folder of the product as large as an index that was built: its documents in a store.

Pages over HTTP need more than an index. What is stored is what the index was given, invented facts
among it; nothing is read out of a page, for that is measured elsewhere (``ingest``).
"""

from __future__ import annotations

import hashlib
import os
import shutil
from dataclasses import replace
from pathlib import Path

from benchmarks.corpus import Corpus, Item, prepare
from searchapp.article import DateFact, Extraction, OrganizationFact, RawPage, RegionFact
from searchapp.database import Database
from searchapp.store import Store
from searchapp.store_facts import Facts, countable
from searchapp.store_rows import facts_json, pack_bytes, pack_original
from searchapp.store_writer import Arrival
from searchapp.stored_page import StoredPage
from tokenizers.analyzer import open_analyzer

_BATCH = 5_000


def collect(data: Path, work: Path, docs: int) -> None:
    """Make ``data``, which must be new, of the ``docs`` documents of a run below ``work``."""
    built = work / f"ours-{docs}" / "index"
    if data.exists():
        raise SystemExit(f"{data} exists")
    if not built.exists():
        raise SystemExit(f"not built; run the benchmark with --docs {docs} first")
    shutil.copytree(built, data / "index", copy_function=os.link)
    path = data / "store.sqlite3"
    store = Store(path)
    corpus = Corpus(prepare(work, docs, open_analyzer(work)), docs)
    for start in range(0, docs, _BATCH):
        with store.writing() as writer:
            for item in corpus.items(start, min(docs, start + _BATCH)):
                writer.add(_arrival(item))
    store.close()
    _name_as_indexed(path)


def _arrival(item: Item) -> Arrival:
    place = f"news.jsonl#{item.number + 1}"
    found = _extraction(item)
    stored = StoredPage(
        digest=hashlib.sha256(item.document.id.encode()).hexdigest(),
        raw_sha256="",
        raw=pack_bytes(item.document.body.encode()),
        original=pack_original(found),
        facts=facts_json(found),
        counted=_counted(item, found),
        sketch=b"",
        document=item.document,
    )
    return Arrival(RawPage(b"", place, "json"), place, stored, "")


def _counted(item: Item, found: Extraction) -> Facts:
    """Return what is counted, the source by the id the index has it by."""
    source = item.document.source
    return replace(countable(found), source={source: source} if source else {})


def _extraction(item: Item) -> Extraction:
    document = item.document
    return Extraction(
        title=document.title,
        title_inferred=False,
        body=document.body,
        site=document.source,
        date=DateFact(item.date, "day", item.date),
        regions=tuple(RegionFact(code, "about", "") for code in document.regions),
        organizations=tuple(
            OrganizationFact(id_, f"第 {id_} 工会", "about", False, "")
            for id_ in document.organizations
        ),
    )


def _name_as_indexed(path: Path) -> None:
    """Give the articles the ids they have in the index, and note that it has them."""
    database = Database(path)
    with database.transaction() as connection:
        connection.execute(
            "UPDATE articles SET id = printf('n%07d', seq - 1), indexed_version = version"
        )
    database.close()
