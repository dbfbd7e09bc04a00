"""Many documents on their way to the index, cut by workers; a few go as they are."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from dataclasses import replace
from functools import partial
from itertools import chain, islice
from pathlib import Path

from index.cutting import cut
from index.document import CutText, Document
from searchapp.workers import Workers
from tokenizers.analyzer import open_analyzer

FEW = 200
"""Below so many, starting workers takes longer than the work."""
PIECE = 64
"""Documents that travel to a worker at once."""
WORTH = 32
"""Of these so many must need cutting; fewer are cut where they are needed, sooner than others are
started for them."""


def cut_ahead(
    documents: Iterable[Document], count: int, cache: Path
) -> Generator[Document, None, None]:
    """Yield ``documents`` in order, where they are many with their texts cut by ``count`` workers.

    ``cache`` is the segmenter's. Close the generator to end the workers.
    """
    source = iter(documents)
    head = list(islice(source, FEW))
    if count < 2 or len(head) < FEW:
        yield from chain(head, source)
        return
    with Workers(count, partial(warm_up, cache)) as workers:
        pieces = _pieces(chain(head, source))
        for piece, made in workers.in_order(pieces, partial(_cut, cache)):
            cuts = iter(made or ())
            for document in piece:
                as_it_is = made is None or document.cuts is not None
                yield document if as_it_is else replace(document, cuts=next(cuts))


def warm_up(cache: Path) -> None:
    """Load the segmenter with its dictionary and table of frequencies."""
    open_analyzer(cache).index_words("新就业形态劳动者入会2020年")


def _pieces(
    documents: Iterator[Document],
) -> Iterator[tuple[list[Document], list[Document] | None]]:
    while piece := list(islice(documents, PIECE)):
        uncut = [document for document in piece if document.cuts is None]
        yield piece, uncut if len(uncut) >= WORTH else None


def _cut(cache: Path, documents: list[Document]) -> list[tuple[CutText, ...]]:
    """Runs in a worker."""
    return cut(documents, open_analyzer(cache))
