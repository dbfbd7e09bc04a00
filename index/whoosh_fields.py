"""The rows of ``index.schema`` as a Whoosh schema, and documents as Whoosh records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from whoosh import columns, fields, formats

from index.dates import span
from index.document import Document
from index.query import TEXTS
from index.schema import FIELDS, Kind, field_name
from tokenizers.analyzer import Analyzer
from tokenizers.folding import fold
from tokenizers.grams import exact_grams

SEPARATOR = "\0"
"""Between the values of one document in a column."""


class TermCounts(fields.FieldType):  # type: ignore[misc]
    """A field that is handed its terms with their counts: analysis is not Whoosh's business.

    The count travels as the posting's weight; nothing else is stored of a posting.
    """

    def __init__(self) -> None:
        self.format = formats.Existence()
        self.analyzer = None
        self.scorable = self.stored = self.unique = False

    def index(
        self, value: Mapping[str, int], **kwargs: Any
    ) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Yield each term with its count, the way Whoosh's writer wants it."""
        for term, count in value.items():
            yield term.encode(), count, float(count), b""


def whoosh_schema() -> fields.Schema:
    """Return a new Whoosh schema of FIELDS."""
    schema = fields.Schema()
    for field in FIELDS:
        match field.kind:
            case Kind.KEY:
                schema.add(field.name, fields.ID(unique=True, sortable=True))
            case Kind.WORDS | Kind.GRAMS:
                schema.add(field.name, TermCounts())
            case _:
                schema.add(field.name, fields.COLUMN(columns.VarBytesColumn()))
    return schema


def record(document: Document, analyzer: Analyzer) -> dict[str, Any]:
    """Return the Whoosh fields of ``document``; raise ValueError for a date that is none.

    Every column gets a value, if an empty one: Whoosh's columns may lose count over gaps.
    """
    if document.date:
        span(document.date)
    values: dict[str, tuple[str, ...]] = {
        "region": (*document.regions, *document.region_ancestors),
        "org": document.organizations,
        "source": (document.source,) if document.source else (),
        "date": (document.date,) if document.date else (),
        "group": (document.group,) if document.group else (),
    }
    found: dict[str, Any] = {"id": document.id}
    found |= {name: SEPARATOR.join(row).encode() for name, row in values.items()}
    for text in TEXTS:
        shown = getattr(document, text)
        words = analyzer.index_words(shown)
        stream = fold(shown)
        found[field_name(text, Kind.WORDS)] = Counter(words)
        found[field_name(text, Kind.GRAMS)] = dict.fromkeys(exact_grams(stream), 1)
        found[field_name(text, Kind.STREAM)] = stream.encode()
        found[field_name(text, Kind.LENGTH)] = len(words).to_bytes(4, "little")
    return found
