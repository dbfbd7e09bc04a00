"""A snapshot: what one saved search found at one moment, as a record that proves itself."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, fields
from typing import Any

from index.said import said
from searchapp.errors import AppError
from searchapp.listed import ListedArticle

PART_ROWS = 1_000
"""Rows kept and read together."""


class BrokenSnapshot(AppError):
    """What is stored of a snapshot is not what was stored: its checksum does not fit."""


@dataclass(frozen=True, slots=True)
class FacetRecord:
    """The counts of one facet as they were: (value, label, articles), and those without one."""

    name: str
    label: str
    values: tuple[tuple[str, str, int], ...]
    unknown: int


@dataclass(frozen=True, slots=True)
class Taken:
    """A search at the moment it was taken, all in words and numbers that never change.

    ``taken_at`` is ISO in Beijing time with its zone; ``query`` the canonical query string,
    ``conditions`` its filters as (name, value) in words. ``expansion`` holds the words typed with
    what was searched beside each, ``synonyms`` names the table these are from, ``synonym_only``
    counts the articles found by that alone. ``groups`` is ``articles`` with reposts counted once,
    None when not counted; ``listed`` how many rows the list has, one for an article or one for a
    group. ``newest_seq`` is the number of the last article ingested by then.
    """

    taken_at: str
    name: str
    note: str
    query: str
    q: str
    conditions: tuple[tuple[str, str], ...]
    warnings: tuple[str, ...]
    terms: tuple[str, ...]
    expansion: tuple[tuple[str, tuple[str, ...]], ...]
    synonyms: str
    synonym_only: int
    articles: int
    groups: int | None
    listed: int
    partial_dates: int
    undated: int
    generation: str
    documents: int
    fingerprint: str
    newest_seq: int
    facets: tuple[FacetRecord, ...]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Snapshot ``n`` of a saved search. ``parts`` are the SHA-256 of the parts of its list,
    ``checksum`` that of everything, the parts' included."""

    sid: str
    n: int
    taken: Taken
    parts: tuple[str, ...]
    checksum: str

    @property
    def number(self) -> str:
        """How it is cited: S-7K2M9QXA/3."""
        return f"{self.sid}/{self.n}"

    @property
    def path(self) -> str:
        """The address of its page within the site."""
        return f"/s/{self.sid}/v/{self.n}"

    @property
    def day(self) -> str:
        """The day it was taken, in Beijing."""
        return self.taken.taken_at[:10]


@dataclass(frozen=True, slots=True)
class Key:
    """By what an article is compared: the state ``version`` of article ``seq``."""

    id: str
    seq: int
    version: int


@dataclass(frozen=True, slots=True)
class Part:
    """One stretch of the list as stored: JSON of keys and of facts."""

    keys: bytes
    facts: bytes

    @property
    def sha256(self) -> str:
        """The SHA-256 of both, in hex."""
        return hashlib.sha256(self.keys + b"\n" + self.facts).hexdigest()


def sealed(sid: str, n: int, taken: Taken, parts: tuple[str, ...]) -> Snapshot:
    """Return snapshot ``n`` with its checksum."""
    return Snapshot(sid, n, taken, parts, hashlib.sha256(head(sid, n, taken, parts)).hexdigest())


def head(sid: str, n: int, taken: Taken, parts: tuple[str, ...]) -> bytes:
    """Return the record without its list as the bytes that are stored and hashed."""
    return _json({"sid": sid, "n": n, "taken": _values(taken), "parts": parts})


def opened(stored: bytes, checksum: str) -> Snapshot:
    """Return the snapshot of stored bytes; raise BrokenSnapshot when they are not the same."""
    if hashlib.sha256(stored).hexdigest() != checksum:
        raise BrokenSnapshot(said("快照的记录与校验值不符"))
    read = json.loads(stored)
    taken = {name: _tuples(value) for name, value in read["taken"].items()}
    taken["facets"] = tuple(
        FacetRecord(**{name: _tuples(value) for name, value in facet.items()})
        for facet in read["taken"]["facets"]
    )
    return Snapshot(read["sid"], read["n"], Taken(**taken), tuple(read["parts"]), checksum)


def part_of(keys: list[Key], rows: list[ListedArticle]) -> Part:
    """Return one stretch of the list in the form it is stored in."""
    facts = [[getattr(row, name) for name in _COLUMNS] for row in rows]
    return Part(_json([[key.id, key.seq, key.version] for key in keys]), _json(facts))


def keys_of(stored: bytes) -> list[Key]:
    """Return the keys of one stretch of the list."""
    return [Key(*values) for values in json.loads(stored)]


def rows_of(stored: bytes) -> list[ListedArticle]:
    """Return the rows of one stretch of the list."""
    return [ListedArticle(*map(_tuples, values)) for values in json.loads(stored)]


_COLUMNS = tuple(field.name for field in fields(ListedArticle))


def _values(record: Any) -> dict[str, Any]:
    return {field.name: getattr(record, field.name) for field in fields(record)}


def _json(value: Any) -> bytes:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=_values)
    return text.encode("utf-8", "replace")


def _tuples(value: Any) -> Any:
    return tuple(map(_tuples, value)) if isinstance(value, list) else value
