"""What the store keeps of a page: the article, with every fact's evidence."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class RawPage:
    """One page as received, before any reading of it.

    ``raw`` are its bytes (a file's, or one record's line), the source of the id. ``place`` is
    the path as given to ``ingest`` plus the path below it, ``#line`` (1-based) for a record of a
    collection. ``declared`` are the record's own fields (title, body, date, url, site) for
    JSONL and rows of tables (kind json, the row as canonical JSON); empty for files.
    """

    raw: bytes
    place: str
    kind: str  # "txt" | "html" | "json" | "mht" | "docx" | "pdf"
    declared: dict[str, str] = field(default_factory=dict)
    modified: float | None = None


@dataclass(frozen=True, slots=True)
class DateFact:
    """Publication date: ``2020-10-09`` / ``2020-10`` / ``2020`` with precision day, month, year."""

    value: str
    precision: str
    evidence: str


@dataclass(frozen=True, slots=True)
class RegionFact:
    """A region and what the story has to do with it. Role: about, mentioned or source."""

    code: str
    role: str
    evidence: str


@dataclass(frozen=True, slots=True)
class OrganizationFact:
    """An organization. Role: publisher, about or mentioned; ``inferred`` when the page does not
    say the full name itself (市总工会 resolved through the page's own evidence)."""

    id: str
    name: str
    role: str
    inferred: bool
    evidence: str


@dataclass(frozen=True, slots=True)
class Extraction:
    """Everything read out of one page: clean text, facts with evidence, an account of removals.

    ``removed`` maps a reason in Chinese (拼音注音, 图片路径, 站点栏目 …) to the number of pieces.
    ``url_trust`` is ``declared`` (the record itself gives it), ``page`` or ``mirror``.
    """

    title: str
    title_inferred: bool
    body: str
    site: str | None = None
    url: str | None = None
    url_trust: str | None = None
    date: DateFact | None = None
    regions: tuple[RegionFact, ...] = ()
    organizations: tuple[OrganizationFact, ...] = ()
    original_text: str = ""
    """The decoded page before cleaning, for 「原文」."""
    encoding: str = "utf-8"
    removed: dict[str, int] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    events: tuple[DateFact, ...] = ()
    """Days on which what the story tells took place (``2020-09-27/2020-09-28`` is a span)."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What staff decided about an article, one entry of a log that only grows.

    ``action`` is correct, withdraw or restore. ``changes`` of a correction are in the form of
    ``corrections``; ``note`` of a withdrawal is its reason; ``made_at`` is UTC, ISO.
    """

    action: str
    changes: dict[str, Any]
    made_by: str
    note: str
    made_at: str


@dataclass(frozen=True, slots=True)
class Article:
    """A stored article: its identity, places and the extraction of its newest revision.

    ``extraction`` is what is shown and counted: what the rules read, and over it what staff
    decided. ``read`` is what the rules read, the same object where nobody decided anything.
    ``canonical`` is the id of the article its group of reposts is shown by, None of one alone.
    """

    id: str
    seq: int
    revision: int
    raw_sha256: str
    places: tuple[str, ...]
    ingested_at: str
    kind: str
    extraction: Extraction
    read: Extraction
    decisions: tuple[Decision, ...] = ()
    canonical: str | None = None

    @property
    def withdrawal(self) -> Decision | None:
        """The decision by which the article is withdrawn, None while it is not."""
        for decision in reversed(self.decisions):
            if decision.action != "correct":
                return decision if decision.action == "withdraw" else None
        return None
