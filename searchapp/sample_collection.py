"""The sample collection: pages written for this project, so that a first start shows something."""

from __future__ import annotations

import os
from pathlib import Path

from searchapp.desk import Desk
from searchapp.ingest.outcome import Outcome, Progress
from searchapp.ingest.pipeline import ingest

PAGES = Path(__file__).parent / "sample" / "pages"

META = "sample"
"""The store's note: ``filling``, then ``only``; ``mixed`` once own pages were added. A store
without the note has never held samples."""


def needs_samples(desk: Desk) -> bool:
    """Return whether the store is empty, or a first filling did not come to its end."""
    return desk.store.meta(META) == "filling" or desk.store.summary().articles == 0


def fill(desk: Desk, progress: Progress = lambda outcome: None) -> Outcome:
    """Take in the sample pages and note for good that this collection holds samples."""
    desk.store.set_meta(META, "filling")
    outcome = ingest([sample_path()], desk, progress=progress)
    desk.store.set_meta(META, "only")
    return outcome


def note_own_pages(desk: Desk) -> bool:
    """Note that own pages join the samples; return whether the collection holds samples."""
    held = desk.store.meta(META) is not None
    if held:
        desk.store.set_meta(META, "mixed")
    return held


def sample_path() -> str:
    """Return the folder of sample pages as a reader may see it: from here, if it can be said."""
    try:
        return os.path.relpath(PAGES)
    except ValueError:  # Windows: another drive
        return str(PAGES)
