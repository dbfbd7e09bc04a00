"""A document cut and folded, ready to be appended to a segment by the one writer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.dates import span
from index.document import CutText, Document
from index.query import TEXTS
from tokenizers.folding import fold

if TYPE_CHECKING:
    from tokenizers.analyzer import Analyzer


@dataclass(frozen=True, slots=True)
class AnalyzedText:
    """One text of a document: its words in order (by number where cut ahead), folded characters."""

    words: list[str] | CutText
    stream: str


@dataclass(frozen=True, slots=True)
class AnalyzedDocument:
    """One document, cut and folded."""

    id: str
    values: dict[str, tuple[str, ...]]
    texts: dict[str, AnalyzedText]


def analyze(document: Document, analyzer: Analyzer) -> AnalyzedDocument:
    """Return ``document`` cut and folded; raise ValueError for a date that is none."""
    if document.date:
        span(document.date)
    if document.cuts is not None:
        cuts = zip(TEXTS, document.cuts, strict=True)
        texts = {text: AnalyzedText(cut, cut.stream) for text, cut in cuts}
    else:
        texts = {text: _analyzed(getattr(document, text), analyzer) for text in TEXTS}
    return AnalyzedDocument(document.id, values_of(document), texts)


def values_of(document: Document) -> dict[str, tuple[str, ...]]:
    """Return the facet values of ``document`` by field, each once."""
    return {
        "region": tuple(dict.fromkeys((*document.regions, *document.region_ancestors))),
        "org": tuple(dict.fromkeys(document.organizations)),
        "source": (document.source,) if document.source else (),
        "date": (document.date,) if document.date else (),
        "group": (document.group,) if document.group else (),
    }


def _analyzed(shown: str, analyzer: Analyzer) -> AnalyzedText:
    return AnalyzedText(analyzer.index_words(shown), fold(shown))
