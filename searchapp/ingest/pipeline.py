"""Files and folders into the store and the index: read, identify, extract, keep, index.

Whatever happens, killing it included, nothing is lost or doubled: pages are kept in transactions,
the store knows which articles the index still lacks, and a second run of the same command finds
what it knows and goes on where the first one stopped.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from searchapp.article import Extraction, RawPage
from searchapp.desk import Desk
from searchapp.errors import IngestError
from searchapp.identity import Standing, Verdict, digest, identify
from searchapp.indexing import BATCH, index_pending, rebuild, sole_writer, why_rebuild
from searchapp.ingest.extract import extract
from searchapp.ingest.outcome import Outcome, Progress
from searchapp.ingest.read import read_path
from searchapp.ingest.rules import rules_fingerprint
from searchapp.store_rows import storable
from searchapp.store_writer import Arrival, Writer

PAGES = 200
"""Pages in one transaction of the store."""
SECONDS = 2.0
"""A transaction is closed after this time, however few its pages: that much a kill can cost."""


@dataclass(frozen=True, slots=True)
class _Found:
    """A page, or why there is none, with the absolute path (and line) it lies at."""

    item: RawPage | IngestError
    locator: str


def ingest(
    paths: Iterable[str],
    desk: Desk,
    limit: int | None = None,
    progress: Progress = lambda outcome: None,
) -> Outcome:
    """Take in files and folders and index them; return what was done.

    ``limit`` counts the pages read in this run, known ones too, so that the same command resumes
    to the same set. A page that cannot be read goes to quarantine and the rest goes on. Raises
    DataBusy when another ingest runs, and the errors of store and engine.
    """
    given = list(paths)
    started = time.monotonic()
    outcome = Outcome()
    with sole_writer(desk.settings):
        run = desk.store.start_run(given)
        _catch_up(desk, outcome, progress)
        found = islice(_find(given), limit)
        while _take(found, desk, outcome, progress):
            _index(desk, outcome, progress, BATCH)
        _index(desk, outcome, progress, 1)
        outcome.seconds = round(time.monotonic() - started, 3)
        desk.store.finish_run(run, outcome.to_json())
    return outcome


def _find(given: Iterable[str]) -> Iterator[_Found]:
    """Yield everything below the given paths, named as given and located absolutely."""
    for path in given:
        shown = storable(os.fsencode(path).decode("utf-8", errors="replace"))
        shown = shown.rstrip("/\\") or shown
        base = os.path.normcase(os.path.normpath(Path(path).absolute())).rstrip("/\\")
        for item in read_path(Path(path), ""):
            below = item.place
            place = shown + below if not shown.endswith("/") else shown + below.lstrip("/")
            if isinstance(item, IngestError):
                yield _Found(IngestError(place, item.reason), storable(base + below))
            else:
                yield _Found(replace(item, place=place), _locator(base + below, item))


def _locator(path: str, page: RawPage) -> str:
    """A file name that is no text is not told from its neighbors: its page is known by bytes."""
    located = storable(path)
    return f"{located}#{digest(page.raw)}" if "\ufffd" in located else located


def _catch_up(desk: Desk, outcome: Outcome, progress: Progress) -> None:
    """Bring the index to what the store already holds, also after a run that was killed."""
    if why_rebuild(desk.engine, desk.store.summary().articles):
        outcome.indexed += rebuild(desk)
        progress(outcome)
    _index(desk, outcome, progress, 1)


def _index(desk: Desk, outcome: Outcome, progress: Progress, at_least: int) -> None:
    def told(count: int) -> None:
        outcome.indexed += count
        progress(outcome)

    index_pending(desk, told, at_least)


def _take(found: Iterator[_Found], desk: Desk, outcome: Outcome, progress: Progress) -> bool:
    """Take in one transaction of pages; return whether there may be more."""
    end = time.monotonic() + SECONDS
    pages = 0
    with desk.store.writing() as writer:
        for one in found:
            _take_one(one, writer, outcome)
            progress(outcome)
            pages += 1
            if pages >= PAGES or time.monotonic() > end:
                return True
    return False


def _take_one(found: _Found, writer: Writer, outcome: Outcome) -> None:
    outcome.read += 1
    item, locator = found.item, found.locator
    if isinstance(item, IngestError):
        writer.quarantine(item, locator, None)
        outcome.quarantined += 1
        return
    outcome.bytes_read += len(item.raw)
    try:
        _keep(item, locator, identify(item, locator, writer), writer, outcome)
        writer.release(locator)
    except IngestError as error:
        writer.quarantine(IngestError(item.place, error.reason), locator, item.raw)
        outcome.quarantined += 1


def _keep(page: RawPage, locator: str, verdict: Verdict, writer: Writer, outcome: Outcome) -> None:
    rules = rules_fingerprint()
    seq, standing = verdict.seq, verdict.standing
    if seq is None or standing is Standing.REVISED:
        arrival = Arrival(page, locator, _read(page), rules)
        if seq is None:
            writer.add(arrival)
        else:
            writer.revise(seq, arrival)
    else:
        if writer.read_by(seq, digest(page.raw)) not in (rules, None):
            writer.reread(seq, Arrival(page, locator, _read(page), rules))
            outcome.reread += 1
        writer.put_place(seq, page, locator)
    outcome.count(standing.value)


def _read(page: RawPage) -> Extraction:
    """Extract, and turn every surprise into a reason: one page must not stop the batch."""
    try:
        return extract(page)
    except IngestError:
        raise
    except Exception as error:
        kind = type(error).__name__
        raise IngestError(page.place, f"内容无法解析（{kind}：{str(error)[:200]}）") from error
