"""One article as read: words of the search marked, its neighbours in the list, the way back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from index.query import TEXT_FIELDS, for_field
from index.snippet import Piece, pieces, spans
from searchapp.article import Article
from searchapp.desk import Desk
from searchapp.literal import or_literal
from searchapp.params import MAX_ROWS, SearchParams
from searchapp.resolve import resolve
from searchapp.search import search
from searchapp.typed_query import parse_typed

Pieces = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where an article stands in a result list. Links are None at either end.

    ``position`` is None when the list no longer holds the article there.
    """

    back: str
    position: int | None = None
    total: int = 0
    previous: str | None = None
    following: str | None = None


def highlighted(article: Article, params: SearchParams, desk: Desk) -> tuple[Pieces, list[Pieces]]:
    """Return title and paragraphs cut where the words of the search stand."""
    unfiltered = replace(params, region=(), org=(), source=())
    node = or_literal(resolve(unfiltered, parse_typed(params, TEXT_FIELDS).node, desk), desk).node
    texts = {"title": article.extraction.title, "body": article.extraction.body}
    cut = {}
    for field, text in texts.items():
        part = for_field(node, field) if params.q or params.within else None
        cut[field] = pieces(text, spans(text, part, desk.analyzer) if part else [])
    return cut["title"], paragraphs(cut["body"])


def paragraphs(text: Pieces) -> list[Pieces]:
    """Return the pieces line by line; a mark that runs over a line end goes on in the next."""
    lines: list[list[Piece]] = [[]]
    for piece in text:
        first, *others = piece.text.split("\n")
        lines[-1].append(Piece(first, piece.mark))
        lines += [[Piece(other, piece.mark)] for other in others]
    kept = [tuple(p for p in line if p.text) for line in lines]
    return [line for line in kept if "".join(p.text for p in line).strip()]


def place_in_list(article_id: str, position: int, params: SearchParams, desk: Desk) -> Place:
    """Return the neighbours of entry ``position`` of this search and the way back to it."""
    back = params.but(page=(position - 1) // params.per_page + 1).canonical() + f"#h{position}"
    size, page = _window(position)
    if page * size > MAX_ROWS:
        return Place(back)
    answer = search(params.but(page=page, per_page=size, facets=()), desk)
    by_position = {hit.position: hit.id for hit in answer.hits}
    if by_position.get(position) != article_id:
        return Place(back)

    def link(at: int) -> str | None:
        return article_url(by_position[at], params, at) if at in by_position else None

    return Place(back, position, answer.total, link(position - 1), link(position + 1))


def _window(position: int) -> tuple[int, int]:
    """Return the smallest page (its size, its number) that holds an entry and both neighbours."""
    first, last = max(position - 2, 0), position
    size = next(n for n in range(3, last + 4) if first // n == last // n)
    return size, first // size + 1


def article_url(article_id: str, params: SearchParams, position: int) -> str:
    """Return the address of an article read as entry ``position`` of a search."""
    return f"/doc/{article_id}?" + urlencode([*params.but().pairs(), ("n", str(position))])
