from __future__ import annotations

import time
from datetime import date
from itertools import islice
from pathlib import Path

import pytest

from searchapp.article import RawPage
from searchapp.errors import IngestError
from searchapp.ingest.extract import extract, extract_all
from searchapp.ingest.read import read_path


def test_a_seed_comes_out_whole(shared: Path) -> None:
    raw = (shared / "seeds/000_0147e48a28a1abd0.txt").read_bytes()
    found = extract(RawPage(raw, "000.txt", "txt"), date(2026, 11, 21))
    assert found.title == "唱好工会协作“双城记” 积极助力融入“经济圈”"
    assert found.date and found.date.value == "2020-10-09"
    assert {fact.code for fact in found.regions if fact.role == "about"} == {
        "510800",
        "500117",
        "500112",
    }
    assert "广元市总工会" in {fact.name for fact in found.organizations}
    assert found.original_text == raw.decode("utf-8")
    assert found.removed["拼音注音"] == 144


def test_what_is_no_page_is_refused_with_its_place() -> None:
    with pytest.raises(IngestError) as error:
        extract(RawPage(b"\x89PNG\r\n\x1a\n", "图.txt", "txt"))
    assert error.value.place == "图.txt"


def test_pages_read_together_are_read_as_each_alone() -> None:
    texts = [
        f"{name}总工会慰问职工\n发布时间：2024-05-04\n近日，区总工会走访。"
        for name in ("广元市", "重庆市合川区", "莒县")
    ]
    good = [RawPage(text.encode(), f"{n}.txt", "txt") for n, text in enumerate(texts)]
    bad = RawPage(b"\x89PNG\r\n\x1a\n", "图.txt", "txt")
    found = extract_all([good[0], bad, *good[1:]])
    assert [found[0], *found[2:]] == [extract(page) for page in good]
    assert isinstance(found[1], IngestError)
    assert found[1].place == "图.txt"


def test_clean_records_are_cheap(shared: Path) -> None:
    path = shared / "data/news_xwlb_2012_2026.jsonl.gz"
    pages = [page for page in islice(read_path(path, path.name), 300) if isinstance(page, RawPage)]
    extract(pages[0])
    start = time.process_time()
    for page in pages:
        extract(page)
    assert len(pages) / (time.process_time() - start) > 300


def test_the_day_of_an_event_is_no_publication_date() -> None:
    text = (
        "某市总工会慰问职工\n发布时间：2021-01-04\n12月28日，某市总工会慰问困难职工，送去温暖。\n"
    )
    found = extract(RawPage(text.encode(), "a.txt", "txt"))
    assert found.date is not None and found.date.value == "2021-01-04"
    assert [day.value for day in found.events] == ["2020-12-28"]
