"""Taking a snapshot from a page: a small one at once, a large one while the reader waits."""

from __future__ import annotations

from typing import BinaryIO

from werkzeug.exceptions import TooManyRequests

from searchapp.exports.export_list import Told
from searchapp.exports.jobs import TooManyExports
from searchapp.saved import SavedSearch, read_text
from searchapp.search import tally
from searchapp.take_snapshot import MAX_ROWS, take_snapshot
from searchapp.web.context import current_desk
from searchapp.web.html_exports import export_jobs

AT_ONCE = 20_000
"""Articles up to which the snapshot is there with the next page (a second or two)."""


def taken_at(saved: SavedSearch, note: str) -> str:
    """Take a snapshot and return its path, or that of the page where a large one is waited for.

    Asked for twice of one state of the index, a large one is taken once. Raises InvalidParameter.
    """
    desk, text = current_desk(), read_text(saved.text.name, note)
    found = tally(saved.params, desk).result
    if not AT_ONCE < found.total <= MAX_ROWS:  # one too large is refused by who takes it
        return take_snapshot(saved, text.note, desk).path

    def make(file: BinaryIO, told: Told) -> None:
        file.write(take_snapshot(saved, text.note, desk, told).path.encode())

    key = "|".join(("snapshot", saved.sid, found.generation, text.note))
    try:
        job = export_jobs().start(key, (saved.text.name, ""), found.total, saved.path, make)
    except TooManyExports as error:
        raise TooManyRequests(retry_after=30) from error
    return f"/exports/{job.id}"
