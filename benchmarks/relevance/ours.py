"""The product as readers meet it: their query, its request, the engine, hits and what follows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from benchmarks.relevance.measures import DEPTH
from benchmarks.relevance.sets import Asked, Doc
from index.document import Document
from searchapp.desk import Desk, open_desk
from searchapp.ingest.title import infer_title
from searchapp.params import SearchParams
from searchapp.search import request
from searchapp.settings import Settings


def ranked(
    work: Path, collection: str, docs: Callable[[], Iterable[Doc]], queries: Sequence[Asked]
) -> dict[str, tuple[str, ...]]:
    """Return the ids of a page of 100 for each query: what matches, then what comes close."""
    with desk_over(work, collection, docs) as desk:
        return {query.id: _ids(query.text, desk) for query in queries}


def _ids(text: str, desk: Desk) -> tuple[str, ...]:
    found = desk.engine.search(request(SearchParams(q=text, per_page=DEPTH, facets=()), desk))
    return tuple(hit.id for hit in (*found.hits, *found.partial))


def _document(doc: Doc) -> Document:
    """Return a document as ingest makes it: what has no title is given one."""
    supplied = "" if doc.title else infer_title(doc.body)
    return Document(doc.id, doc.title, doc.body, supplied=supplied)


@contextmanager
def desk_over(work: Path, collection: str, docs: Callable[[], Iterable[Doc]]) -> Iterator[Desk]:
    """Open the product over a collection; the index is made where there is none that holds."""
    desk = open_desk(Settings(data=work / f"ours-{collection}"))
    try:
        built = desk.engine.stats()
        if not built.documents or desk.analyzer.fingerprint not in built.fingerprint:
            desk.engine.rebuild(map(_document, docs()))
        yield desk
    finally:
        desk.close()
