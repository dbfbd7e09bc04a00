"""Regions and organizations of the written cases, measured: the floors only rise."""

from __future__ import annotations

import json
from pathlib import Path

from searchapp.ingest.organizations import find_organizations
from searchapp.ingest.page import CleanPage
from searchapp.ingest.regions import find_regions
from tokenizers.gazetteer import load_gazetteer

GAZETTEER = load_gazetteer()
BASELINE = Path(__file__).with_name("baseline.json")
Counts = dict[str, int]


def same(a: str, b: str) -> bool:
    """Equal, or one with a longer chain of regions before it."""
    return a == b or a.endswith(b) or b.endswith(a)


def clean(case: dict) -> CleanPage:  # type: ignore[type-arg]
    gold = case["gold"]
    title = gold["title"] or gold["body"].split("。")[0]
    return CleanPage(title, not gold["title"], gold["body"], site=case["site"])


def figures(shared: Path) -> dict[str, float]:
    right = {"regions": 0, "organizations": 0}
    wrong, missed = dict(right), dict(right)
    for line in (shared / "data" / "union_cases.jsonl").read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        if case["kind"] != "case":
            continue
        gold, page = case["gold"], clean(case)
        reading = find_regions(page, GAZETTEER)
        about, wanted = set(reading.about), set(gold["region_codes"])
        also = {GAZETTEER.lookup("/".join(path))[0].code for path in gold["region_alt"]}
        missing = set() if also & about else wanted - about
        right["regions"] += len(wanted - missing)
        missed["regions"] += len(missing)
        wrong["regions"] += len(about - wanted - also)
        facts = find_organizations(page, reading, GAZETTEER)
        names = {f.name for f in facts if f.role != "publisher"}
        optional = gold["orgs_optional"]
        extra = [n for n in names if not any(same(n, g) for g in gold["orgs"] + optional)]
        needed = [g for g in gold["orgs"] if g not in optional]
        right["organizations"] += sum(any(same(n, g) for n in names) for g in needed)
        missed["organizations"] += sum(not any(same(n, g) for n in names) for g in needed)
        wrong["organizations"] += len(extra)
    shares = {}
    for what in right:
        shares[f"{what}_precision"] = round(right[what] / (right[what] + wrong[what]), 3)
        shares[f"{what}_recall"] = round(right[what] / (right[what] + missed[what]), 3)
    return shares


def test_regions_and_organizations_keep_their_figures(shared: Path) -> None:
    baseline = json.loads(BASELINE.read_text(encoding="utf-8"))
    measured = figures(shared)
    for name, share in measured.items():
        print(f"{name:<26}{share:.3f}  floor {baseline[name]:.3f}")
    assert {n: s for n, s in measured.items() if s < baseline[n]} == {}


def test_pages_of_the_wild_name_their_place(shared: Path) -> None:
    """The pages as received, uncleaned: at least so many are about the gold's place."""
    lines = (shared / "data" / "union_pages.jsonl").read_text(encoding="utf-8").splitlines()
    hits = first = total = 0
    for line in lines:
        page = json.loads(line)
        region = page["gold"]["region"]
        if not region or "hant" in page["flags"]:
            continue
        total += 1
        reading = find_regions(CleanPage("", True, page["raw"]), GAZETTEER)
        paths = [GAZETTEER.path(code) for code in reading.about]
        hits += region in map("/".join, paths)
        first += bool(paths) and paths[0][:2] == tuple(region.split("/"))[:2]
    baseline = json.loads(BASELINE.read_text(encoding="utf-8"))
    assert round(hits / total, 3) >= baseline["regions_raw_pages_recall"]
    assert round(first / total, 3) >= baseline["regions_raw_pages_first_city"]
