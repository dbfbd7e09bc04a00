"""Keeping the index at the store: what it lacks is replayed, what is outdated is rebuilt."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, MutableMapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace

from index.document import Document
from index.engine import Engine
from index.errors import EngineUnavailable, IndexBusy, IndexOutdated
from index.lock import write_lock
from index.query import Query
from searchapp.cut_ahead import cut_ahead
from searchapp.desk import Desk
from searchapp.document import to_document
from searchapp.errors import AppError
from searchapp.settings import Settings
from searchapp.store_rows import Version

BATCH = 5000
"""Articles in one index commit: small enough to lose little, large enough to commit seldom."""
PIECE = 200
"""Articles read from the store at a time."""
LET_GO = 2.0
"""Seconds within which the workers of a killed run have ended and let go of its lock."""

Told = Callable[[int], None]
"""Told how many more articles have been given to the index."""


class DataBusy(AppError):
    """Another process is writing to the data folder."""


@contextmanager
def sole_writer(settings: Settings) -> Iterator[None]:
    """Be the only one who writes to the data folder; raise DataBusy if another does."""
    settings.data.mkdir(parents=True, exist_ok=True)
    try:
        with write_lock(settings.data / "ingest.lock", LET_GO):
            yield
    except IndexBusy as error:
        detail = f"另一个入库或重建正在写入 {settings.data}。请等它结束后再运行。"
        raise DataBusy(detail) from error


def why_rebuild(engine: Engine, articles: int) -> str | None:
    """Return in Chinese why the index must be rebuilt before it may answer, None if it need not.

    ``articles`` is how many the store has given to the index.
    """
    try:
        engine.search(Query(limit=0))
        held = engine.stats().documents
    except IndexOutdated:
        return "词典或索引规则已更新"
    except EngineUnavailable as error:
        return f"索引不可用（{error.reason}）"
    return "索引是空的" if articles and not held else None


def rebuild(desk: Desk, told: Told = lambda n: None) -> int:
    """Build the index anew from the store, beside the live one; return its documents.

    The caller is the sole writer.
    """
    given: list[Version] = []
    with desk.store.writing() as writer:
        writer.group([])

    def documents() -> Iterator[Document]:
        for article, version in desk.store.all_versions():
            given.append(version)
            if not article.withdrawal:
                yield to_document(article, desk.gazetteer)

    with closing(_cut(documents(), desk)) as cut:
        count = desk.engine.rebuild(_telling(cut, told))
    with desk.store.writing() as writer:
        writer.mark_indexed(given)
    return count


def index_pending(
    desk: Desk,
    told: Told = lambda n: None,
    at_least: int = 1,
    fresh: MutableMapping[str, Document] | None = None,
) -> int:
    """Give the index what it lacks, batch by batch; return how many articles that were.

    While fewer than ``at_least`` are waiting, nothing is done. Killed between the index's commit
    and the store's note, the same articles are given again: an index replaces by id. Documents
    that are ``fresh`` from reading, by the id they are to have, are taken out of there and need no
    second reading.
    The caller is the sole writer.
    """
    done = 0
    while desk.store.behind() >= at_least:
        with desk.store.writing() as writer:
            writer.group(version.seq for _, version in desk.store.waiting(BATCH))
        waiting = desk.store.waiting(BATCH)
        gone = desk.store.withdrawn().intersection(id_ for id_, _ in waiting)
        if gone:
            desk.engine.delete(gone)
        left = [id_ for id_, _ in waiting if id_ not in gone]
        documents = _documents(left, desk, {} if fresh is None else fresh)
        with closing(_cut(documents, desk)) as cut:
            desk.engine.update(cut)
        with desk.store.writing() as writer:
            writer.mark_indexed(version for _, version in waiting)
        done += len(waiting)
        told(len(waiting))
    return done


def _telling(documents: Iterable[Document], told: Told) -> Iterator[Document]:
    for document in documents:
        yield document
        told(1)


def _documents(
    ids: Sequence[str], desk: Desk, fresh: MutableMapping[str, Document]
) -> Iterator[Document]:
    for start in range(0, len(ids), PIECE):
        piece = ids[start : start + PIECE]
        read = desk.store.articles(id_ for id_ in piece if id_ not in fresh)
        canonicals = desk.store.canonicals(piece)
        for id_ in piece:
            document = fresh.pop(id_, None) or to_document(read[id_], desk.gazetteer)
            yield replace(document, id=id_, group=canonicals.get(id_))


def _cut(documents: Iterable[Document], desk: Desk) -> Generator[Document, None, None]:
    return cut_ahead(documents, desk.settings.processes, desk.settings.cache)
