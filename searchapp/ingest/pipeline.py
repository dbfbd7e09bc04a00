"""Files and folders into the store and the index: read, identify, extract, keep, index.

Whatever happens, killing it included, nothing is lost or doubled: pages are kept in transactions,
the store knows which articles the index still lacks, and a second run of the same command finds
what it knows and goes on where the first one stopped.
"""

from __future__ import annotations

import os
import time
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from itertools import islice
from pathlib import Path

from index.document import Document
from searchapp.article import RawPage
from searchapp.desk import Desk
from searchapp.errors import IngestError
from searchapp.identity import Standing, Verdict, digest, identify
from searchapp.indexing import BATCH, index_pending, rebuild, sole_writer, why_rebuild
from searchapp.ingest.outcome import Outcome, Progress
from searchapp.ingest.read import read_path
from searchapp.ingest.read_ahead import Ahead, Found, Reading, read, read_ahead
from searchapp.ingest.rules import rules_fingerprint
from searchapp.store_rows import storable
from searchapp.store_writer import Arrival, Writer
from searchapp.stored_page import StoredPage

PAGES = 1000
"""Pages in one transaction of the store."""
SECONDS = 2.0
"""A transaction is closed after this time, however few its pages: that much a kill can cost."""


SOON = 10.0
"""Seconds after which what was stored is given to the index, however little it is."""


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
        with closing(_read_ahead(found, desk)) as ahead:
            _Intake(desk, outcome, progress).take_all(ahead)
        outcome.seconds = round(time.monotonic() - started, 3)
        desk.store.finish_run(run, outcome.to_json())
    return outcome


def _find(given: Iterable[str]) -> Iterator[Found]:
    """Yield everything below the given paths, named as given and located absolutely."""
    for path in given:
        shown = storable(os.fsencode(path).decode("utf-8", errors="replace"))
        shown = shown.rstrip("/\\") or shown
        base = os.path.normcase(os.path.normpath(Path(path).absolute())).rstrip("/\\")
        for item in read_path(Path(path), ""):
            below = item.place
            place = shown + below if not shown.endswith("/") else shown + below.lstrip("/")
            if isinstance(item, IngestError):
                yield Found(IngestError(place, item.reason), storable(base + below))
            else:
                yield Found(replace(item, place=place), _locator(base + below, item))


def _locator(path: str, page: RawPage) -> str:
    """A file name that is no text is not told from its neighbors: its page is known by bytes."""
    located = storable(path)
    return f"{located}#{digest(page.raw)}" if "\ufffd" in located else located


def _catch_up(desk: Desk, outcome: Outcome, progress: Progress) -> None:
    """Bring the index to what the store already holds, also after a run that was killed; and the
    groups of reposts to what their rules say, while there is least to group."""
    with desk.store.writing() as writer:
        writer.group(())
    if why_rebuild(desk.engine, desk.store.summary().articles):
        outcome.indexed += rebuild(desk)
        progress(outcome)
    _index(desk, outcome, progress, 1)


def _read_ahead(found: Iterator[Found], desk: Desk) -> Generator[Ahead, None, None]:
    rules = rules_fingerprint()

    def is_new(page: RawPage) -> bool:
        return not desk.store.has_read(digest(page.raw), rules)

    return read_ahead(found, is_new, desk.settings.processes, desk.settings.cache)


def _index(
    desk: Desk,
    outcome: Outcome,
    progress: Progress,
    at_least: int,
    fresh: dict[str, Document] | None = None,
) -> int:
    def told(count: int) -> None:
        outcome.indexed += count
        progress(outcome)

    return index_pending(desk, told, at_least, fresh)


class _Intake:
    """One run of the writer: pages into the store, what was stored into the index."""

    def __init__(self, desk: Desk, outcome: Outcome, progress: Progress) -> None:
        self._desk = desk
        self._outcome = outcome
        self._progress = progress
        self._rules = rules_fingerprint()
        self._fresh: dict[str, Document] = {}

    def take_all(self, ahead: Iterator[Ahead]) -> None:
        """Take in everything, and index it now and then and at the end."""
        indexed = time.monotonic()
        while self._take(ahead):
            late = time.monotonic() - indexed > SOON
            if self._index(BATCH) or (late and self._index(1)):
                indexed = time.monotonic()
        self._index(1)

    def _index(self, at_least: int) -> int:
        return _index(self._desk, self._outcome, self._progress, at_least, self._fresh)

    def _take(self, ahead: Iterator[Ahead]) -> bool:
        """Take in one transaction of pages; return whether there may be more."""
        end = time.monotonic() + SECONDS
        pages = 0
        with self._desk.store.writing() as writer:
            for found, reading in ahead:
                self._take_one(found, reading, writer)
                self._progress(self._outcome)
                pages += 1
                if pages >= PAGES or time.monotonic() > end:
                    return True
        return False

    def _take_one(self, found: Found, reading: Reading | None, writer: Writer) -> None:
        outcome = self._outcome
        outcome.read += 1
        item, locator = found.item, found.locator
        if isinstance(item, IngestError):
            writer.quarantine(item, locator, None)
            outcome.quarantined += 1
            return
        outcome.bytes_read += len(item.raw)
        try:
            verdict = identify(item, locator, writer)
            self._keep(item, locator, verdict, reading, writer)
            writer.release(locator)
        except IngestError as error:
            writer.quarantine(IngestError(item.place, error.reason), locator, item.raw)
            outcome.quarantined += 1

    def _keep(
        self,
        page: RawPage,
        locator: str,
        verdict: Verdict,
        reading: Reading | None,
        writer: Writer,
    ) -> None:
        seq, standing = verdict.seq, verdict.standing
        if seq is None or standing is Standing.REVISED:
            arrival = Arrival(page, locator, _stored(page, reading), self._rules)
            if seq is None:
                id_ = writer.add(arrival)
                self._fresh[id_] = arrival.stored.document
            else:
                writer.revise(seq, arrival)
                self._fresh.pop(writer.id_of(seq), None)
        else:
            if writer.read_by(seq, digest(page.raw)) not in (self._rules, None):
                writer.reread(seq, Arrival(page, locator, _stored(page, reading), self._rules))
                self._fresh.pop(writer.id_of(seq), None)
                self._outcome.reread += 1
            writer.put_place(seq, page.place, locator, digest(page.raw))
        self._outcome.count(standing.value)


def _stored(page: RawPage, reading: Reading | None) -> StoredPage:
    """Return what was read ahead, or read the page now: what it is may only be known now."""
    if isinstance(reading, str):
        raise IngestError(page.place, reading)
    return reading or read(page)
