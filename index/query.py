"""Query nodes, filters and the one request an engine answers. No engine syntax crosses here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

UNKNOWN = "none"
"""The facet value that stands for 不详 in every facet."""

TEXT_FIELDS = ("title", "body", "source_name")
"""The texts a query searches unless it names others, in the order hits are explained."""
TITLE = ("title", "supplied")
"""What is shown as title: the page's own, or the one supplied where it has none."""
TEXTS = (*TEXT_FIELDS, "supplied")
"""All texts of a document. A supplied title is the beginning of the body: no query that searches
bodies needs it, and it makes none of them a document with a title."""

FACETS = ("region", "year", "month", "org", "source")
"""Every facet, in the order pages show them."""


class Sort(StrEnum):
    """Orders of a result list. Every order ends in the document id, so pages never overlap."""

    RELEVANCE = "relevance"
    RECENT = "recent"
    """Relevance, of which age takes its share: half of what it may take for every year."""
    DATE_DESC = "date_desc"
    DATE_ASC = "date_asc"


@dataclass(frozen=True, slots=True)
class Words:
    """Plain typed text without spaces: every word in it must occur (as a word or a substring).

    ``weight`` is what a hit by it counts against one by another part of the query.
    """

    text: str
    fields: tuple[str, ...] = TEXT_FIELDS
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Phrase:
    """Quoted text: the folded characters must occur as one run within one field."""

    text: str
    fields: tuple[str, ...] = TEXT_FIELDS


@dataclass(frozen=True, slots=True)
class Term:
    """One word as the index keeps it: it occurs only where a text was cut into it, so that 全总 is
    not found in 安全总监. Nobody types it; expansion asks for it."""

    term: str
    fields: tuple[str, ...] = TEXT_FIELDS


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A facet named inside the query (``region:广元``): raw as typed, then resolved to codes.

    The parser leaves ``values`` empty; the search use case resolves ``raw`` into ``values``
    before the engine sees the node. An engine matches documents having any of ``values``.
    """

    facet: str
    raw: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DateRange:
    """Inclusive ISO days; an open end is None. A document is in it only if its whole span is."""

    start: str | None = None
    end: str | None = None


@dataclass(frozen=True, slots=True)
class Published:
    """An article whose date lies in ``dates`` with its whole span. All of them score alike: 1."""

    dates: DateRange


@dataclass(frozen=True, slots=True)
class And:
    """All of the nodes match."""

    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Any of the nodes matches."""

    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The node does not match. A query of exclusions alone subtracts them from everything."""

    node: Node


@dataclass(frozen=True, slots=True)
class Weighted:
    """Another way to ask, and what its score counts against that of what was typed."""

    node: Node
    weight: float


@dataclass(frozen=True, slots=True)
class Alternatives:
    """What was typed (``node``), or any of ``others``. A document scores by the best of them."""

    node: Node
    others: tuple[Weighted, ...]


@dataclass(frozen=True, slots=True)
class Everything:
    """Every document: the empty query."""


Node = Words | Phrase | Term | FacetValue | Published | And | Or | Not | Alternatives | Everything


@dataclass(frozen=True, slots=True)
class Filters:
    """Chosen facet values: OR within one facet, AND between facets, ``none`` = unknown.

    ``originals`` leaves out every copy but the one its group is shown by.
    """

    values: dict[str, tuple[str, ...]] = field(default_factory=dict)
    dates: DateRange | None = None
    originals: bool = False

    @property
    def any(self) -> bool:
        """Whether anything is left out."""
        return any(self.values.values()) or self.dates is not None or self.originals


@dataclass(frozen=True, slots=True)
class About:
    """What a query seems to be about besides its words: documents having any of ``values`` of a
    facet come before those that merely mention it. ``name`` is how the query says it."""

    facet: str
    values: tuple[str, ...]
    name: str


@dataclass(frozen=True, slots=True)
class Query:
    """The one request an engine answers: what, filtered how, counted and ordered how."""

    node: Node = Everything()
    filters: Filters = Filters()
    facets: tuple[str, ...] = ()
    sort: Sort = Sort.RELEVANCE
    offset: int = 0
    limit: int = 10
    generous: bool = False
    """Whether a page that the matches do not fill goes on with the best partial matches."""
    merged: bool = False
    """Whether hits and facets have each group of copies once; ``total`` counts documents still."""
    cross: tuple[str, str] | None = None
    """Two different facets to be counted together."""
    deadline: float | None = None
    """Seconds the engine may take before it raises ``EngineTimeout``; None = no limit."""
    about: tuple[About, ...] = ()
    """What the query seems to be about; it changes the order, never what matches."""
    explain: bool = False
    """Whether hits come with the parts of their scores."""


def asked(node: Node) -> Iterator[Words | Phrase]:
    """Yield the texts ``node`` would like to see as they were typed, exclusions left out."""
    match node:
        case Words() | Phrase():
            yield node
        case Alternatives(typed):
            yield from asked(typed)
        case And(nodes) | Or(nodes):
            for child in nodes:
                yield from asked(child)


def weight_of(node: Words | Phrase) -> float:
    """Return what a hit by ``node`` counts against one by another part of its query."""
    return node.weight if isinstance(node, Words) else 1.0


def for_field(node: Node, field: str) -> Node | None:
    """Return what of ``node`` asks about one text field, exclusions left out; None if nothing.

    For highlighting: a word excluded, or wanted in the title alone, is not marked in the body.
    """
    match node:
        case Words() | Phrase() | Term():
            return node if field in node.fields else None
        case Alternatives(typed, others):
            asked = (typed, *(other.node for other in others))
            return for_field(Or(asked), field)
        case And(nodes) | Or(nodes):
            kept = tuple(part for child in nodes if (part := for_field(child, field)))
            return type(node)(kept) if kept else None
        case _:
            return None
