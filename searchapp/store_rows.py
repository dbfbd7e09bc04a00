"""Rows of the store ↔ the application's objects."""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass
from typing import Any

from isal import isal_zlib

from searchapp.article import (
    Article,
    DateFact,
    Decision,
    Extraction,
    OrganizationFact,
    RegionFact,
)
from searchapp.corrections import corrected
from searchapp.database import Row

_APART = ("title", "body", "original_text")
"""Parts of an extraction with a column of their own; the rest is one JSON."""


@dataclass(frozen=True, slots=True)
class QuarantineEntry:
    """A page that could not be taken in. ``raw_sha256`` is None when not even bytes were read."""

    place: str
    reason: str
    first_seen: str
    last_seen: str
    raw_sha256: str | None


@dataclass(frozen=True, slots=True)
class Summary:
    """The collection in numbers, without the ``withdrawn`` articles. Years are None when no date
    is known; times are UTC, ISO."""

    articles: int
    withdrawn: int
    first_year: int | None
    last_year: int | None
    undated: int
    last_ingest: str | None
    pending: int
    quarantined: int


@dataclass(frozen=True, slots=True)
class Version:
    """One state of an article, by which the index says what it has."""

    seq: int
    version: int


def storable(text: str) -> str:
    """Return ``text`` without half surrogate pairs, which no UTF-8 column can hold."""
    return text.encode("utf-8", errors="replace").decode("utf-8")


def pack(text: str) -> bytes:
    """Return ``text`` compressed; ``unpack`` gives it back."""
    return pack_bytes(storable(text).encode())


def pack_bytes(raw: bytes) -> bytes:
    """Return ``raw`` compressed as zlib reads it.

    ISA-L makes it as small on Chinese text as zlib at its usual level, in a ninth of its time.
    """
    packed: bytes = isal_zlib.compress(raw, 1)
    return packed


def unpack(blob: bytes) -> str:
    """Return what was packed."""
    return zlib.decompress(blob).decode()


def pack_original(found: Extraction) -> bytes:
    """Return the original text compressed; nothing if it is shown as it was, as in most records."""
    shown = found.original_text == as_shown(found.title, found.body)
    return b"" if shown else pack(found.original_text)


def as_shown(title: str, body: str) -> str:
    """Return the original text of a page of which nothing was changed or removed."""
    return f"{title}\n\n{body}"


def facts_json(extraction: Extraction) -> str:
    """Return everything of an extraction that has no column of its own, as JSON."""
    return json.dumps(_facts(extraction), ensure_ascii=False, separators=(",", ":"), default=_facts)


def _facts(found: Any) -> dict[str, Any]:
    """The fields of an extraction, or of one fact of it, as JSON has them; asdict copies deeply."""
    return {name: getattr(found, name) for name in found.__slots__ if name not in _APART}


def extraction(title: str, body: str, original_text: str, facts: str) -> Extraction:
    """Return the extraction stored as these columns."""
    rest: dict[str, Any] = json.loads(facts)
    rest["date"] = DateFact(**rest["date"]) if rest["date"] else None
    rest["regions"] = tuple(RegionFact(**fact) for fact in rest["regions"])
    rest["organizations"] = tuple(OrganizationFact(**fact) for fact in rest["organizations"])
    rest["warnings"] = tuple(rest["warnings"])
    rest["events"] = tuple(DateFact(**fact) for fact in rest.get("events", ()))
    return Extraction(title=title, body=body, original_text=original_text, **rest)


def decision(row: Row) -> Decision:
    """Return one entry of the log of decisions."""
    changes = json.loads(row["changes"])
    return Decision(row["action"], changes, row["made_by"], row["note"], row["made_at"])


def article(row: Row, decisions: tuple[Decision, ...]) -> Article:
    """Return the article of one row of articles joined with its newest revision and its places."""
    title, body = row["title"], row["body"]
    original = unpack(row["original"]) if row["original"] else as_shown(title, body)
    read = extraction(title, body, original, row["facts"])
    return Article(
        id=row["id"],
        seq=row["seq"],
        revision=row["revision"],
        raw_sha256=row["raw_sha256"],
        places=tuple(dict.fromkeys(json.loads(row["places"]))) or (row["first_place"],),
        ingested_at=row["ingested_at"],
        kind=row["kind"],
        extraction=corrected(read, decisions),
        read=read,
        decisions=decisions,
        canonical=row["canonical_id"],
    )
