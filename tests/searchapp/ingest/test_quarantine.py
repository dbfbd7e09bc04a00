"""What cannot be read stands in quarantine with its place, and the rest goes on."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from searchapp.article import RawPage
from searchapp.desk import Desk
from searchapp.ingest import extract
from searchapp.ingest.page import CleanPage
from searchapp.ingest.pipeline import ingest
from tests.searchapp.ingest.test_pipeline import Page, Write, counts


def test_a_page_that_breaks_the_reader_goes_to_quarantine_and_the_rest_goes_on(
    desk: Desk, write: Write, page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = extract.clean_page

    def breaking(raw: RawPage, today: date | None) -> CleanPage:
        if "b.txt" in raw.place:
            raise RecursionError("too deep")
        return real(raw, today)

    paths = [write(f"{n}.txt", page("广元市", f"第{n}次走访")) for n in "abc"]
    monkeypatch.setattr(extract, "clean_page", breaking)
    assert counts(ingest(paths, desk)) == {"new": 2, "quarantined": 1}
    (entry,) = desk.store.quarantine()
    assert entry.place == paths[1]
    assert "RecursionError" in entry.reason
    assert entry.raw_sha256 is not None

    monkeypatch.undo()
    assert counts(ingest(paths, desk)) == {"same": 2, "new": 1}
    assert desk.store.quarantine() == []


def test_what_is_no_page_is_named_with_its_place(desk: Desk, write: Write, page: Page) -> None:
    folder = Path(write("a.txt", page("广元市", "走访"))).parent
    write("b.doc", b"\xd0\xcf\x11\xe0")
    write("c.jsonl", '{"title": "只有题"}\nnot json\n')
    write("d.txt", b"")
    outcome = ingest([str(folder)], desk)
    assert counts(outcome) == {"new": 1, "quarantined": 4}
    places = {Path(entry.place).name for entry in desk.store.quarantine()}
    assert places == {"b.doc", "c.jsonl#1", "c.jsonl#2", "d.txt"}
    assert all(entry.place.startswith(str(folder)) for entry in desk.store.quarantine())
