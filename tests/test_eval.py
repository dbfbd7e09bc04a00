"""The measures of `make eval`, held to their floors; and that floors only rise."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.eval.cases import seeds, written_cases
from benchmarks.eval.floors import below, raised, read_floors
from benchmarks.eval.html_pages import html_pages
from benchmarks.eval.judged import DRAWN, draw, judged_organizations
from benchmarks.eval.labelled import read, real_page, records, same_name, written_case
from benchmarks.eval.pages import pages_without_addresses, real_pages
from benchmarks.eval.report import by_group, misses, table
from benchmarks.eval.tally import Miss, Tally
from searchapp.article import RawPage


def measured(name: str, right: int, total: int, fewer_is_better: bool = False) -> Tally:
    tally = Tally(name, fewer_is_better=fewer_is_better)
    for number in range(total):
        tally.count(number < right, ("plain",), Miss(f"p{number}", "a", "b", "首段“c”"))
    return tally


def test_every_measure_holds_its_floor(shared: Path) -> None:
    parts = (
        seeds(),
        written_cases(),
        real_pages(),
        pages_without_addresses(),
        html_pages(),
        judged_organizations(),
    )
    ours = [tally for part in parts for tally in part if "trafilatura" not in tally.name]
    fallen = below(ours, read_floors())
    wrong = [tally for tally in ours if tally.name in fallen]
    assert not fallen, "\n".join([*table(wrong, read_floors()), *misses(wrong)])


def test_floors_only_rise_and_ceilings_only_fall() -> None:
    floors = {"titles": 0.9, "invented": 0.1}
    better = [measured("titles", 10, 10), measured("invented", 0, 10, fewer_is_better=True)]
    worse = [measured("titles", 5, 10), measured("invented", 5, 10, fewer_is_better=True)]
    assert raised(better, floors) == {"titles": 1.0, "invented": 0.0}
    assert raised(worse, floors) == floors
    assert below(better, floors) == [] and below(worse, floors) == ["titles", "invented"]


def test_a_floor_that_nothing_measures_is_lost() -> None:
    assert below([], {"titles": 0.9}) == ["titles"]


def test_a_miss_is_shown_with_its_evidence_and_its_group() -> None:
    tally = measured("titles", 1, 2)
    assert "\n".join(misses([tally])) == "titles:\n  p1: said a; right: b  [首段“c”]"
    assert list(by_group([tally])) == ["titles: plain 1/2"]


def test_a_clean_text_is_left_alone_when_it_is_read_again(shared: Path) -> None:
    cases = [case for case in records("union_cases.jsonl") if case["kind"] == "case"]
    pages = [*map(written_case, cases), *map(real_page, records("union_pages.jsonl"))]
    for page in pages:
        once = read(page)
        declared = {"title": once.title, "body": once.body}
        again = read(RawPage(json.dumps(declared).encode(), page.place, "json", declared))
        assert (again.title, again.body) == (once.title, once.body), page.place


def test_pages_read_the_same_whatever_was_read_before(shared: Path) -> None:
    pages = [real_page(record) for record in records("union_pages.jsonl")]
    forwards = [read(page) for page in pages]
    assert [read(page) for page in reversed(pages)][::-1] == forwards


@pytest.mark.parametrize(
    ("found", "gold", "same"),
    [
        ("泉州市丰泽区总工会", "丰泽区总工会", True),
        ("海南藏族自治州总工会", "海南州总工会", True),
        ("海南省总工会", "海南州总工会", False),
    ],
)
def test_names_compare_without_the_chain_before_them(found: str, gold: str, same: bool) -> None:
    assert same_name(found, gold) is same


def test_the_sample_to_judge_is_the_same_every_time(shared: Path) -> None:
    assert draw() == draw() and len(draw()) >= DRAWN
