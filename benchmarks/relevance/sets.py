"""What is measured: documents, queries, and which documents answer each query how well."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from tokenizers.traditional import simplify

TUNE, TEST = "tune", "test"


@dataclass(frozen=True, slots=True)
class Doc:
    """One document as every engine is given it."""

    id: str
    title: str
    body: str

    @property
    def text(self) -> str:
        """Title and body in one, for engines that are given one field."""
        return f"{self.title}\n{self.body}" if self.title else self.body


@dataclass(frozen=True, slots=True)
class Asked:
    """One query and the documents that answer it: id → grade from 1 up. ``split`` says whether
    weights may be chosen by it (``tune``) or only measured (``test``)."""

    id: str
    text: str
    relevant: dict[str, int]
    split: str


@dataclass(frozen=True, slots=True)
class QuerySet:
    """Queries over a collection. ``natural`` ones are headlines and questions, as people paste
    them; sets of one ``collection`` share their documents."""

    name: str
    collection: str
    queries: tuple[Asked, ...]
    natural: bool

    def of(self, split: str) -> tuple[Asked, ...]:
        """Return the queries of one split."""
        return tuple(query for query in self.queries if query.split == split)


Collections = dict[str, Callable[[], Iterator[Doc]]]
"""How to read the documents of each collection."""


def shared() -> Path:
    """Return the folder of shared data."""
    root = Path(__file__).resolve().parents[3]
    return Path(os.environ.get("UNION_SHARED", root / "shared")) / "data"


def read_docs(path: Path, convert: Callable[[str], str] = str) -> Iterator[Doc]:
    """Yield the documents of a shared set, their texts converted."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield Doc(row["id"], convert(row["title"]), convert(row["body"]))


def read_queries(path: Path) -> tuple[Asked, ...]:
    """Return the queries of a shared set, split by their ids in halves."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return tuple(Asked(r["id"], r["query"], r["relevant"], split_of(r["id"])) for r in rows)


def split_of(id_: str) -> str:
    """Return the half a query is in: the same in every run, and of no other property of it.

    >>> split_of("DEV_0_QUERY_0"), split_of("DEV_0_QUERY_1")
    ('tune', 'tune')
    """
    return (TUNE, TEST)[hashlib.sha256(id_.encode()).digest()[0] & 1]


def question_sets() -> tuple[list[QuerySet], Collections]:
    """Return CMRC, DuReader, and DRCD in the four pairings of scripts."""
    folder = shared() / "relevance"

    def docs(name: str, convert: Callable[[str], str] = str) -> Callable[[], Iterator[Doc]]:
        return lambda: read_docs(folder / f"{name}.docs.jsonl.gz", convert)

    drcd = read_queries(folder / "drcd.queries.jsonl")
    simplified = tuple(replace(query, text=simplify(query.text)) for query in drcd)
    cmrc = read_queries(folder / "cmrc2018.queries.jsonl")
    dureader = read_queries(folder / "dureader_search_demo.queries.jsonl")
    sets = [
        QuerySet("cmrc", "cmrc", cmrc, True),
        QuerySet("drcd_tt", "drcd_t", drcd, True),
        QuerySet("drcd_st", "drcd_t", simplified, True),
        QuerySet("drcd_ts", "drcd_s", drcd, True),
        QuerySet("drcd_ss", "drcd_s", simplified, True),
        QuerySet("dureader", "dureader", dureader, True),
    ]
    return sets, {
        "cmrc": docs("cmrc2018"),
        "drcd_t": docs("drcd"),
        "drcd_s": docs("drcd", simplify),
        "dureader": docs("dureader_search_demo"),
    }
