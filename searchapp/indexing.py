"""Keeping the index at the store: what it lacks is replayed, what is outdated is rebuilt."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from index.document import Document
from index.engine import Engine
from index.errors import EngineUnavailable, IndexBusy, IndexOutdated
from index.lock import write_lock
from index.query import Query
from searchapp.desk import Desk
from searchapp.document import to_document
from searchapp.errors import AppError
from searchapp.settings import Settings
from searchapp.store_rows import Version

BATCH = 500
"""Articles in one index commit: small enough to lose little, large enough to commit seldom."""

Told = Callable[[int], None]
"""Told how many more articles have been given to the index."""


class DataBusy(AppError):
    """Another process is writing to the data folder."""


@contextmanager
def sole_writer(settings: Settings) -> Iterator[None]:
    """Be the only one who writes to the data folder; raise DataBusy if another does."""
    settings.data.mkdir(parents=True, exist_ok=True)
    try:
        with write_lock(settings.data / "ingest.lock", 0):
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

    def documents() -> Iterator[Document]:
        for article, version in desk.store.all_versions():
            given.append(version)
            yield to_document(article, desk.gazetteer)
            told(1)

    count = desk.engine.rebuild(documents())
    with desk.store.writing() as writer:
        writer.mark_indexed(given)
    return count


def index_pending(desk: Desk, told: Told = lambda n: None, at_least: int = 1) -> int:
    """Give the index what it lacks, batch by batch; return how many articles that were.

    While fewer than ``at_least`` are waiting, nothing is done. Killed between the index's commit
    and the store's note, the same articles are given again: an index replaces by id.
    The caller is the sole writer.
    """
    done = 0
    while desk.store.behind() >= at_least:
        waiting = desk.store.pending(BATCH)
        desk.engine.update(to_document(article, desk.gazetteer) for article, _ in waiting)
        with desk.store.writing() as writer:
            writer.mark_indexed(version for _, version in waiting)
        done += len(waiting)
        told(len(waiting))
    return done
