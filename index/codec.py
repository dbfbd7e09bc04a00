"""How segments lie on disk: the seam between the engine and its two codecs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from index.document import Document
from index.snapshot import Part
from tokenizers.analyzer import Analyzer

NAME = "MAIN"
"""Whoosh's name of the one index in a folder."""

Identity = tuple[str, int]
"""A segment never changes but by deletions, and those only grow: its name, and their number."""

_COMMIT = re.compile(rf"_{NAME}_([0-9]+)\.toc")


class OpenSegment(Part, Protocol):
    """One segment, opened; threads may share it."""

    identity: Identity

    def each_by_its_id(self) -> bool:
        """Return whether every document is found by its id, and no other is."""
        ...


class Commit(Protocol):
    """What one commit does, in the order it is told."""

    def add(self, document: Document) -> None:
        """Add ``document``; one of the same id must have been deleted before."""
        ...

    def delete(self, ids: Iterable[str]) -> int:
        """Delete the committed documents of ``ids``; return how many there were."""
        ...


class Codec(Protocol):
    """One way to keep segments. ``name`` is part of the fingerprint of an index."""

    name: str

    def create(self, generation: Path) -> None:
        """Make an empty index in the folder ``generation``."""
        ...

    def writing(self, generation: Path, analyzer: Analyzer) -> AbstractContextManager[Commit]:
        """Return the context of one commit: published whole at its end, or not at all."""
        ...

    def open(
        self, generation: Path, commit: int, known: Mapping[Identity, OpenSegment]
    ) -> tuple[OpenSegment, ...]:
        """Return the segments of one commit; those ``known`` are not opened again."""
        ...


def latest_commit(folder: Path) -> int:
    """Return the number of the last commit in ``folder``; raise FileNotFoundError without one."""
    commits = [int(m[1]) for path in folder.iterdir() if (m := _COMMIT.fullmatch(path.name))]
    if not commits:
        raise FileNotFoundError(f"no commit in {folder}")
    return max(commits)
