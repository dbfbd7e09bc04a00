"""Regions and organizations of the sample pages, from bytes to facts: the floors only rise."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from searchapp.article import Extraction, RawPage
from searchapp.ingest.extract import extract
from searchapp.ingest.read import read_path
from searchapp.sample.render import PAGES
from tokenizers.folding import fold
from tokenizers.gazetteer import NATION, load_gazetteer

GAZETTEER = load_gazetteer()
BASELINE = Path(__file__).with_name("baseline.json")
GOLD = PAGES.parent / "gold.jsonl"


def about(found: Extraction) -> set[str]:
    codes = (r.code for r in found.regions if r.role == "about")
    return {"全国" if c == NATION else "/".join(GAZETTEER.path(c)) for c in codes}


def unions(found: Extraction) -> set[str]:
    return {o.name for o in found.organizations if o.role != "publisher" and "工会" in o.name}


def optional(names: list[str]) -> set[str]:
    """A federation whose 女职工委员会 is named may count as named too."""
    return {n.removesuffix("女职工委员会").removesuffix("经费审查委员会") for n in names}


def share(right: int, all_of_them: int) -> float:
    return round(right / all_of_them, 3)


@pytest.fixture(scope="module")
def figures() -> dict[str, float]:
    gold = {g["path"]: g for g in map(json.loads, GOLD.read_text(encoding="utf-8").splitlines())}
    count = dict.fromkeys(("found", "right", "wanted", "named", "true", "needed", "dated"), 0)
    titled: list[bool] = []
    for page in read_path(PAGES, str(PAGES)):
        assert isinstance(page, RawPage)
        perfect = gold[page.place.removeprefix(f"{PAGES}/")]
        extraction = extract(page)
        places, wanted = about(extraction), set(perfect["regions"])
        also = wanted | set(perfect["regions_also"])
        count["wanted"] += len(wanted)
        count["right"] += len(wanted & places)
        count["found"] += len(places - also) + len(wanted & places)
        count["dated"] += perfect["date"] == (extraction.date.value if extraction.date else None)
        if perfect["title"]:
            titled.append(fold(extraction.title) == fold(perfect["title"]))
        names, needed = unions(extraction), set(perfect["organizations"])
        count["needed"] += len(needed)
        count["true"] += len(needed & names)
        more = names - needed - optional(perfect["organizations"])
        count["named"] += len(more) + len(needed & names)
    assert count["wanted"] >= len(gold)
    return {
        "sample_titles": share(sum(titled), len(titled)),
        "sample_dates": share(count["dated"], len(gold)),
        "sample_regions_precision": share(count["right"], count["found"]),
        "sample_regions_recall": share(count["right"], count["wanted"]),
        "sample_organizations_precision": share(count["true"], count["named"]),
        "sample_organizations_recall": share(count["true"], count["needed"]),
    }


def test_sample_pages_keep_their_figures(figures: dict[str, float]) -> None:
    baseline = json.loads(BASELINE.read_text(encoding="utf-8"))
    assert {n: s for n, s in figures.items() if s < baseline[n]} == {}
