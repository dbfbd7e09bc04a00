"""What an engine is given: one article, reduced to what can be searched, filtered and counted."""

from __future__ import annotations

from dataclasses import dataclass, field
from operator import attrgetter

SEPARATOR = "\n"
"""Stands between the words of a vocabulary: no word has one."""


@dataclass(frozen=True, slots=True)
class CutText:
    """One text cut ahead (see ``index.cutting``): its words by their numbers (four bytes each) in
    ``vocabulary``, which texts cut together share, and its folded stream."""

    vocabulary: str
    numbers: bytes
    stream: str

    def __reduce__(self) -> tuple[type, tuple[str, bytes, str]]:
        """Travel between processes by its fields: a fifth of what a dataclass does of itself."""
        return CutText, (self.vocabulary, self.numbers, self.stream)


@dataclass(frozen=True, slots=True)
class Document:
    """One article as the engine sees it.

    ``title``, ``body`` and ``source_name`` are the stored, displayed texts; every string a reader
    sees in them must be findable. ``supplied`` is the title shown where the page has none, taken
    from the body; ``title`` is then blank. ``date`` is ISO with the precision it has (``2020``,
    ``2020-10``, ``2020-10-09``) or None when unknown. ``regions`` are the six-digit codes the
    story is *about* (no ancestors: the engine adds them through ``region_ancestors``).
    ``organizations`` are the ids of publishers and about-organizations. ``source`` is the id of
    the publishing site, None when unknown. ``cuts`` only saves the engine the cutting of its
    texts: with them or without, the document is the same. ``group`` is the id of the document
    that a group of copies is shown by, its own if it is that one; None when it has no copies.
    """

    id: str
    title: str
    body: str
    source_name: str = ""
    supplied: str = ""
    date: str | None = None
    regions: tuple[str, ...] = ()
    region_ancestors: tuple[str, ...] = ()
    organizations: tuple[str, ...] = ()
    source: str | None = None
    group: str | None = None
    cuts: tuple[CutText, ...] | None = field(default=None, compare=False, repr=False)

    @property
    def shown_title(self) -> str:
        """The title as readers see it, the page's own or the supplied one."""
        return self.title or self.supplied

    def __reduce__(self) -> tuple[type, tuple[object, ...]]:
        """Travel between processes by its fields, as ``CutText`` does."""
        return Document, _values(self)


_values = attrgetter(*Document.__slots__)
