"""The saved HTML pages of newspapers and portals: ours beside trafilatura on the same bytes."""

from __future__ import annotations

import csv
import gzip
from dataclasses import dataclass
from pathlib import Path

from benchmarks.eval.labelled import folded, read, shared
from benchmarks.eval.tally import Miss, Tally
from searchapp.article import RawPage

_LABELS = Path(__file__).parent / "data" / "html_pages.tsv"
_EDGE = 40
"""Characters of something else a body may have before its first words and after its last."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What somebody reads out of a page."""

    title: str | None
    date: str | None
    body: str


def html_pages() -> list[Tally]:
    """Measure both readers on the labelled pages."""
    readers = {"ours": _ours, "trafilatura": _trafilatura}
    tallies = {name: _measures(name) for name in readers}
    for row in _rows():
        raw = gzip.decompress((shared() / "data" / "html" / f"{row['file']}.gz").read_bytes())
        for name, reader in readers.items():
            _count(tallies[name], row, reader(raw, row["file"]))
    return [tally for measures in tallies.values() for tally in measures.values()]


def _measures(who: str) -> dict[str, Tally]:
    names = ("title right", "date right or rightly unknown", "begins right", "ends right")
    found = {name: Tally(f"html, {who}: {name}") for name in names}
    found["dates invented"] = Tally(f"html, {who}: dates invented", fewer_is_better=True)
    return found


def _count(measures: dict[str, Tally], row: dict[str, str], found: Reading) -> None:
    page, date = row["file"].partition("__tests_")[2] or row["file"], row["date"] or None
    if row["title"]:
        right = folded(found.title) == folded(row["title"])
        measures["title right"].count(right, (), Miss(page, str(found.title), row["title"]))
    miss = Miss(page, str(found.date), str(date))
    measures["date right or rightly unknown"].count(found.date == date, (), miss)
    invented = found.date is not None and not (date or "").startswith(found.date)
    measures["dates invented"].count(invented, (), miss)
    body = folded(found.body)
    if begins := folded(row["begins"]):
        right = begins in body[: _EDGE + len(begins)]
        measures["begins right"].count(right, (), Miss(page, body[:24], begins))
    if ends := folded(row["ends"]):
        right = ends in body[-_EDGE - len(ends) :]
        measures["ends right"].count(right, (), Miss(page, body[-24:], ends))


def _ours(raw: bytes, name: str) -> Reading:
    found = read(RawPage(raw, name, "html"))
    title = None if found.title_inferred else found.title
    return Reading(title, found.date.value if found.date else None, found.body)


def _trafilatura(raw: bytes, name: str) -> Reading:
    from trafilatura import bare_extraction

    found = bare_extraction(raw, with_metadata=True)
    return Reading(found.title, found.date, found.text or "") if found else Reading(None, None, "")


def _rows() -> list[dict[str, str]]:
    lines = _LABELS.read_text(encoding="utf-8").splitlines()
    rows = [line for line in lines if not line.startswith("#")]
    return list(csv.DictReader(rows, delimiter="\t", quoting=csv.QUOTE_NONE))
