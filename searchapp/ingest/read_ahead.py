"""Pages read by workers before the one writer needs them; a few are left to him."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain, islice
from pathlib import Path

from index.cutting import with_cuts
from searchapp.article import Extraction, RawPage
from searchapp.cut_ahead import FEW, warm_up
from searchapp.errors import IngestError
from searchapp.ingest.extract import extract_all
from searchapp.stored_page import StoredPage, stored_page
from searchapp.workers import Workers
from tokenizers.analyzer import open_analyzer

PIECE = 256
"""Pages that go to a worker at once: the more, the more words they share. At first fewer, so that
all workers have some of a few."""
FIRST = 50
SHARE = 8
HEAVY = 1 << 19
"""Bytes of pages that go to a worker at once, unless one page alone has more."""
UNDER_WAY = 8
"""Pieces per worker: as many as are read while the writer gives the index what it has stored."""


@dataclass(frozen=True, slots=True)
class Found:
    """A page, or why there is none, with the absolute path (and line) it lies at."""

    item: RawPage | IngestError
    locator: str


Reading = StoredPage | str
"""A page as it is stored, or why it cannot be read."""
Ahead = tuple[Found, Reading | None]
"""What was found, and what it reads like if somebody has read it already."""
_Piece = tuple[list[tuple[Found, bool]], list[RawPage] | None]


def read_ahead(
    found: Iterable[Found], is_new: Callable[[RawPage], bool], count: int, cache: Path
) -> Generator[Ahead, None, None]:
    """Yield everything ``found`` in order; where it is much, what ``is_new`` is read by ``count``
    workers. Close the generator to end them.
    """
    source = iter(found)
    head = list(islice(source, FEW))
    if count < 2 or len(head) < FEW:
        yield from ((one, None) for one in chain(head, source))
        return
    with Workers(count, partial(warm_up_reading, cache), UNDER_WAY) as workers:
        pieces = _pieces(chain(head, source), is_new)
        for piece, made in workers.in_order(pieces, partial(_read_all, cache)):
            readings = iter(made or ())
            for one, given in piece:
                yield one, next(readings) if given else None


def read(page: RawPage) -> StoredPage:
    """Read a page; every surprise becomes an IngestError, for one page must not stop the rest."""
    [found] = extract_all([page])
    return _stored(page, found)


def _stored(page: RawPage, found: Extraction | Exception) -> StoredPage:
    try:
        if isinstance(found, Exception):
            raise found
        return stored_page(page, found)
    except IngestError:
        raise
    except Exception as error:
        kind = type(error).__name__
        raise IngestError(page.place, f"内容无法解析（{kind}：{str(error)[:200]}）") from error


def _pieces(found: Iterator[Found], is_new: Callable[[RawPage], bool]) -> Iterator[_Piece]:
    piece: list[tuple[Found, bool]] = []
    pages: list[RawPage] = []
    size = 0
    for number, one in enumerate(found):
        page = one.item if isinstance(one.item, RawPage) and is_new(one.item) else None
        piece.append((one, page is not None))
        if page is not None:
            pages.append(page)
            size += len(page.raw)
        if len(piece) >= min(PIECE, max(FIRST, number // SHARE)) or size >= HEAVY:
            yield piece, pages or None
            piece, pages, size = [], [], 0
    if piece:
        yield piece, pages or None


def warm_up_reading(cache: Path) -> None:
    """Load what reading and cutting need."""
    warm_up(cache)
    body = "四川省广元市总工会（總工會）慰问职工。\n记者 2020年10月9日"
    read(RawPage("预热".encode(), "", "json", {"title": "预热", "body": body}))


def _read_all(cache: Path, pages: Sequence[RawPage]) -> list[Reading]:
    """Read and cut the pages of one piece. Runs in a worker."""
    readings = [*map(_reading, pages, extract_all(pages))]
    stored = [reading for reading in readings if isinstance(reading, StoredPage)]
    cut = iter(with_cuts([one.document for one in stored], open_analyzer(cache)))
    return [
        reading if isinstance(reading, str) else replace(reading, document=next(cut))
        for reading in readings
    ]


def _reading(page: RawPage, found: Extraction | Exception) -> Reading:
    try:
        return _stored(page, found)
    except IngestError as error:
        return error.reason
