"""What one search answers, ready to be shown: the object behind HTML, JSON and CLI."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from index.result import Reason
from index.snippet import Piece
from searchapp.article import DateFact
from searchapp.expansion import Expanded
from searchapp.params import SearchParams
from searchapp.store_copies import Copy


@dataclass(frozen=True, slots=True)
class RegionView:
    """A region a hit is about: code, name, and names from the root."""

    code: str
    name: str
    path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OrganizationView:
    """The organization shown with a hit: publisher, else the first it is about."""

    id: str
    name: str
    role: str
    inferred: bool
    evidence: str


@dataclass(frozen=True, slots=True)
class HitView:
    """One entry of the result list. ``position`` counts from 1 over the whole list; a partial
    match has none."""

    id: str
    position: int | None
    title: tuple[Piece, ...]
    title_inferred: bool
    snippet: tuple[Piece, ...]
    date: DateFact | None
    regions: tuple[RegionView, ...]
    organizations: tuple[OrganizationView, ...]
    site: str | None
    url: str | None
    url_trust: str | None
    score: float
    link: str
    """Path of the article page, carrying the search and the position for 上一条 / 下一条."""
    reasons: tuple[Reason, ...] = ()
    """The parts of the score, which add up to it; none unless asked for."""
    copies: tuple[Copy, ...] = ()
    """The places where the story was published, this one among them; none if nowhere else."""

    @property
    def plain_title(self) -> str:
        """The title without marks."""
        return "".join(piece.text for piece in self.title)


class FacetValueView(NamedTuple):
    """One value of a facet: how many articles it alone would leave, and where it leads (a named
    tuple: a page has hundreds, and a frozen dataclass takes longer to make).

    ``above`` are the values that contain it, which choosing it replaces. ``implied`` = covered
    by a chosen parent; ``mixed`` = some value below is chosen.
    """

    value: str
    label: str
    count: int  # type: ignore[assignment]  # not how often a tuple holds something
    selected: bool
    facet: str
    params: SearchParams
    above: tuple[str, ...] = ()
    implied: bool = False
    mixed: bool = False
    children: tuple[FacetValueView, ...] = ()

    @property
    def level(self) -> int:
        """1 at the top of a tree and in a flat facet."""
        return len(self.above) + 1

    @property
    def url(self) -> str:
        """The search with the value in addition to the chosen ones, or without it when
        ``selected``; made when asked for, since a page has hundreds and shows few."""
        chosen = getattr(self.params, self.facet)
        if self.selected:
            kept = [value for value in chosen if value != self.value]
        else:
            kept = [*(value for value in chosen if value not in self.above), self.value]
        return self.params.with_values(self.facet, kept).canonical()


@dataclass(frozen=True, slots=True)
class FacetView:
    """One facet: values in display order (region: a tree), unknown apart.

    ``values_total`` counts all values with hits; ``truncated`` says that not all are listed,
    ``all_url`` leads to the page that lists them all.
    """

    name: str
    label: str
    values: tuple[FacetValueView, ...]
    unknown: FacetValueView
    values_total: int
    truncated: bool
    all_url: str


@dataclass(frozen=True, slots=True)
class Chip:
    """One active filter and the search without it."""

    label: str
    value: str
    remove_url: str


@dataclass(frozen=True, slots=True)
class Way:
    """A way out of an empty answer: what to drop or change, and how many articles that gives.

    ``single``: one condition is dropped, all others hold.
    """

    label: str
    note: str
    total: int
    url: str
    single: bool = False


@dataclass(frozen=True, slots=True)
class Correction:
    """What the query was probably meant to be, and how many articles that finds."""

    text: str
    total: int
    url: str


@dataclass(frozen=True, slots=True)
class ExpansionView:
    """The synonyms of the words typed, if any, and ``on``: whether they were sought.

    ``only`` counts the articles nothing but a synonym brought, ``share`` is their part of the
    total. ``version`` names the table; ``url`` is the same search with the switch turned.
    """

    words: tuple[Expanded, ...]
    on: bool
    only: int
    share: float
    version: str
    url: str


@dataclass(frozen=True, slots=True)
class SearchPage:
    """The answer to one search. ``params`` are resolved (codes and ids), ``typed`` as given.

    ``where`` are the chosen filters in words for the sentence above the list (四川省 广元市,
    2020 年). ``pages`` is 0 when there is nothing. ``next_cursor`` is set in cursor mode while
    rows remain. ``partial`` lack something asked for: they follow the last hit where hits do not
    fill the page, and no count, export or cursor includes them. ``partial_dates`` / ``undated`` as
    in ``index.result.Result``. ``expansion`` is None where no word has synonyms, ``correction``
    where the query seems right. ``literal`` is the search for the typed text as it is, where it
    was read as syntax. ``groups`` is ``total`` with reposts counted once.
    """

    params: SearchParams
    typed: SearchParams
    total: int
    hits: tuple[HitView, ...]
    facets: tuple[FacetView, ...]
    chips: tuple[Chip, ...]
    where: tuple[str, ...]
    warnings: tuple[str, ...]
    terms: tuple[str, ...]
    pages: int
    partial_dates: int
    undated: int
    generation: str
    fingerprint: str
    documents: int
    ways: tuple[Way, ...] = ()
    correction: Correction | None = None
    partial: tuple[HitView, ...] = ()
    next_cursor: str | None = None
    expansion: ExpansionView | None = None
    groups: int = 0

    @property
    def listed(self) -> int:
        """How many hits the whole list has."""
        return self.groups if self.params.dup == "group" else self.total

    @property
    def canonical(self) -> str:
        """The link to this search."""
        return self.params.canonical()

    def page_url(self, number: int) -> str:
        """The link to page ``number`` of this search."""
        return self.params.but(page=number).canonical()
