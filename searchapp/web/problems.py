"""The kinds of things that go wrong, as a table: slug, status, Chinese title, what to do."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from index.said import said


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem type. Its help page lives at ``/problems/{slug}``."""

    slug: str
    status: int
    title: str
    advice: str

    @property
    def path(self) -> str:
        """The ``type`` of this problem in an answer."""
        return f"/problems/{self.slug}"


@cache
def problems() -> dict[str, Problem]:
    """Return every problem type by slug."""
    with Path(__file__).with_name("problems.tsv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {row["slug"]: _problem(**row) for row in rows}


def _problem(slug: str, status: str, title: str, advice: str) -> Problem:
    return Problem(slug, int(status), said(title), said(advice))


def problem(slug: str, fallback: str = "invalid-parameter") -> Problem:
    """Return the problem type ``slug``; an unlisted one is reported as ``fallback``."""
    return problems().get(slug) or problems()[fallback]


def problem_of_status(status: int) -> Problem:
    """Return the problem type that stands for an HTTP status."""
    slugs = {404: "not-found", 405: "method-not-allowed", 413: "body-too-large"}
    slugs |= {414: "address-too-long", 429: "too-many-requests"}
    slugs |= {403: "write-refused", 415: "wrong-body"}
    return problem(slugs.get(status, "internal-error" if status >= 500 else "bad-request"))
