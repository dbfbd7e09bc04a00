"""Cleaning against gold: invented cases and real pages, with floors that only rise."""

from __future__ import annotations

import json
import re
import unicodedata
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from searchapp.article import RawPage
from searchapp.ingest.clean import clean_page
from searchapp.ingest.page import CleanPage
from tokenizers.traditional import simplify

BASELINE = Path(__file__).with_name("baseline.json")
TODAY = date(2026, 11, 21)


def folded(text: str | None) -> str:
    """Titles and bodies compare after folding script, width and spaces."""
    return re.sub(r"\s", "", simplify(unicodedata.normalize("NFKC", text or "")))


def records(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def title_of(page: CleanPage) -> str | None:
    return None if page.title_inferred else page.title


def day_of(page: CleanPage) -> str | None:
    return page.date.value if page.date else None


@pytest.fixture(scope="module")
def floors() -> dict[str, float]:
    return dict(json.loads(BASELINE.read_text(encoding="utf-8")))


@pytest.fixture(scope="module")
def cases(shared: Path) -> list[tuple[dict[str, Any], CleanPage]]:
    found = []
    for case in records(shared / "data/union_cases.jsonl"):
        if case["kind"] == "case":
            raw = case["raw"].encode("gb18030" if case["format"] == "gbk" else "utf-8")
            kind = "html" if case["filename"].endswith(".html") else "txt"
            found.append((case, clean_page(RawPage(raw, case["filename"], kind), TODAY)))
    return found


@pytest.fixture(scope="module")
def pages(shared: Path) -> list[tuple[dict[str, Any], CleanPage]]:
    found = []
    for record in records(shared / "data/union_pages.jsonl"):
        declared = {"raw": record["raw"], "url": record["url"]}
        page = RawPage(json.dumps(record).encode(), record["id"], "json", declared)
        found.append((record, clean_page(page, TODAY)))
    return found


def share(wrong: list[str], total: int) -> float:
    return (total - len(wrong)) / total


def test_titles_of_the_cases_are_right(
    cases: list[tuple[dict[str, Any], CleanPage]], floors: dict[str, float]
) -> None:
    wrong = [c["id"] for c, p in cases if folded(title_of(p)) != folded(c["gold"]["title"])]
    assert share(wrong, len(cases)) >= floors["title_right"], wrong


def test_dates_of_the_cases_are_right(
    cases: list[tuple[dict[str, Any], CleanPage]], floors: dict[str, float]
) -> None:
    wrong = [c["id"] for c, p in cases if day_of(p) != c["gold"]["date"]]
    assert share(wrong, len(cases)) >= floors["date_right"], wrong


def test_bodies_of_the_cases_are_kept(
    cases: list[tuple[dict[str, Any], CleanPage]], floors: dict[str, float]
) -> None:
    wrong = [
        case["id"]
        for case, page in cases
        if not all(folded(text) in folded(page.body) for text in case["gold"]["must_contain"])
    ]
    assert share(wrong, len(cases)) >= floors["body_kept"], wrong


def test_bodies_of_the_cases_are_free_of_noise(
    cases: list[tuple[dict[str, Any], CleanPage]], floors: dict[str, float]
) -> None:
    wrong = [
        case["id"]
        for case, page in cases
        if any(text in page.body for text in case["gold"]["must_not_contain"])
        or folded(page.body) != folded(case["gold"]["body"])
    ]
    assert share(wrong, len(cases)) >= floors["noise_free"], wrong


def test_titles_of_real_pages_are_right(
    pages: list[tuple[dict[str, Any], CleanPage]], floors: dict[str, float]
) -> None:
    titled = [(record, page) for record, page in pages if record["gold"]["title"]]
    wrong = [r["id"] for r, p in titled if folded(title_of(p)) != folded(r["gold"]["title"])]
    assert share(wrong, len(titled)) >= floors["title_right"], wrong


def test_dates_of_real_pages_are_right_where_the_page_gives_one(
    pages: list[tuple[dict[str, Any], CleanPage]], floors: dict[str, float]
) -> None:
    dated = [(record, page) for record, page in pages if record["gold"]["date_certain"]]
    wrong = [r["id"] for r, p in dated if day_of(p) != r["gold"]["date"]]
    assert share(wrong, len(dated)) >= floors["date_right"], wrong


def test_no_date_is_invented(pages: list[tuple[dict[str, Any], CleanPage]]) -> None:
    undated = [(record, page) for record, page in pages if not record["gold"]["date_certain"]]
    assert [(r["id"], p.date) for r, p in undated if p.date] == []
    assert len(undated) > 10


def test_no_reading_is_left_on_a_real_page(
    pages: list[tuple[dict[str, Any], CleanPage]],
) -> None:
    toned = re.compile("[(（][a-z]*[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ][a-z]*[)）]")
    assert [r["id"] for r, p in pages if toned.search(p.title + p.body)] == []
