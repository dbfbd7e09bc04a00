"""Every field of the index, one row each, and the fingerprint an index is stamped with."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from index import INDEX_SCHEMA_VERSION


class Kind(StrEnum):
    """What a field is for; each kind is stored in its own way."""

    KEY = "key"
    """The document id: looked up to replace and delete."""
    WORDS = "words"
    """Dictionary words with their frequencies: what ranks."""
    GRAMS = "grams"
    """All one- and two-character strings of the folded text: what guarantees recall."""
    STREAM = "stream"
    """The folded text itself: what proves a longer string occurs."""
    LENGTH = "length"
    """Number of words, to weigh frequencies by."""
    VALUES = "values"
    """Facet values of the document, none or many."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the index: its name, its kind and the document attribute it is made from."""

    name: str
    kind: Kind
    source: str


FIELDS = (
    Field("id", Kind.KEY, "id"),
    Field("title_w", Kind.WORDS, "title"),
    Field("title_x", Kind.GRAMS, "title"),
    Field("title_s", Kind.STREAM, "title"),
    Field("title_n", Kind.LENGTH, "title"),
    Field("body_w", Kind.WORDS, "body"),
    Field("body_x", Kind.GRAMS, "body"),
    Field("body_s", Kind.STREAM, "body"),
    Field("body_n", Kind.LENGTH, "body"),
    Field("source_name_w", Kind.WORDS, "source_name"),
    Field("source_name_x", Kind.GRAMS, "source_name"),
    Field("source_name_s", Kind.STREAM, "source_name"),
    Field("source_name_n", Kind.LENGTH, "source_name"),
    Field("supplied_w", Kind.WORDS, "supplied"),
    Field("supplied_x", Kind.GRAMS, "supplied"),
    Field("supplied_s", Kind.STREAM, "supplied"),
    Field("supplied_n", Kind.LENGTH, "supplied"),
    Field("region", Kind.VALUES, "regions"),
    Field("org", Kind.VALUES, "organizations"),
    Field("source", Kind.VALUES, "source"),
    Field("date", Kind.VALUES, "date"),
    Field("group", Kind.VALUES, "group"),
)

VALUES = tuple(field.name for field in FIELDS if field.kind is Kind.VALUES)
"""The fields that hold facet values."""


def field_name(source: str, kind: Kind) -> str:
    """Return the name of the field of ``kind`` made from the document attribute ``source``."""
    return _NAMES[source, kind]


_NAMES = {(field.source, field.kind): field.name for field in FIELDS}


def fingerprint(analyzer: str, engine: str) -> str:
    """Return the stamp of an index: analyzer fingerprint, schema version and rows, engine.

    Two indexes with one stamp answer every query alike; another stamp means a rebuild.
    """
    rows = hashlib.sha256(repr(FIELDS).encode()).hexdigest()[:4]
    return f"{analyzer}-{INDEX_SCHEMA_VERSION}{rows}-{engine.replace(' ', '-')}"
