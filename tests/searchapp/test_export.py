from __future__ import annotations

import json
from collections.abc import Callable

from searchapp.desk import Desk
from searchapp.export import export_rows
from searchapp.ingest.pipeline import ingest

KEYS = [
    "id", "source_path", "url", "site", "title", "title_inferred", "date", "date_precision",
    "date_evidence", "regions", "organizations", "body", "raw_sha256", "warnings",
]  # fmt: skip


def test_a_row_has_exactly_the_promised_keys(
    desk: Desk, write: Callable[[str, str], str], page: Callable[[str, str], str]
) -> None:
    path = write("a.txt", page("广元市", "走访慰问困难职工"))
    ingest([path], desk)
    (row,) = export_rows(desk)
    assert list(row) == KEYS
    assert row["source_path"] == path
    assert row["date"] == "2021-05-06"
    (region,) = [fact for fact in row["regions"] if fact["role"] == "about"]
    assert list(region) == ["code", "path", "role", "evidence"]
    assert region["path"] == ["四川省", "广元市"]
    assert list(row["organizations"][0]) == ["id", "name", "role", "inferred", "evidence"]
    assert "广元市总工会" in {fact["name"] for fact in row["organizations"]}
    assert json.loads(json.dumps(row, ensure_ascii=False)) == row


def test_the_source_path_is_the_first_of_the_places(
    desk: Desk, write: Callable[[str, str], str], page: Callable[[str, str], str]
) -> None:
    first = write("b.txt", page("广元市", "走访慰问"))
    ingest([first], desk)
    ingest([write("a.txt", page("广元市", "走访慰问"))], desk)
    (row,) = export_rows(desk)
    assert row["source_path"] == first
