"""The seam of the engines beside ours: over one collection, a query in and ids out, best first."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from benchmarks.relevance.cut import cut_words
from benchmarks.relevance.sets import Doc

_RUN = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Material:
    """A collection as peers are given it: titles and bodies as one text."""

    name: str
    docs: Callable[[], Iterable[Doc]]
    work: Path

    def texts(self) -> Iterator[tuple[str, str]]:
        """Yield id and text of each document."""
        return ((doc.id, doc.text) for doc in self.docs())

    def words(self) -> Iterator[tuple[str, list[str]]]:
        """Yield id and words of each document, as jieba cuts them."""
        cut = cut_words(self.work, self.name, lambda: (doc.text for doc in self.docs()))
        return ((doc.id, words) for doc, words in zip(self.docs(), cut, strict=True))


class Peer(Protocol):
    """An engine over one collection, asked query by query."""

    def ranked(self, text: str) -> list[str]:
        """Return the ids of at most 100 documents, best first."""
        ...


class ListPeer(Protocol):
    """An engine over one collection, asked all queries at once."""

    def all(self, queries: Sequence[tuple[str, str]]) -> dict[str, list[str]]:
        """Return the ids for each of ``queries``, id and text."""
        ...


Opener = Callable[[Material, Path], Peer | ListPeer]
"""Builds what is not built in a folder of its own and opens it; raises NotInstalled."""


def grams(text: str) -> list[str]:
    """Return every character and every pair of neighbours within runs of letters and digits.

    >>> grams("总工会 a")
    ['总', '总工', '工', '工会', '会', 'a']
    """
    found = []
    for run in _RUN.findall(text.lower()):
        for at in range(len(run)):
            found.append(run[at])
            if at + 1 < len(run):
                found.append(run[at : at + 2])
    return found
