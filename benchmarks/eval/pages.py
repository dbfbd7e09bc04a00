"""The real pages as received: title, date, region and organizations against their gold."""

from __future__ import annotations

from benchmarks.eval.labelled import (
    Record,
    about_paths,
    folded,
    read,
    real_page,
    records,
    same_name,
)
from benchmarks.eval.tally import Miss, Tally
from searchapp.article import Extraction


def real_pages() -> list[Tally]:
    """Measure the real pages."""
    title, day = Tally("pages: title right"), Tally("pages: date right where the page gives one")
    unknown = Tally("pages: date rightly unknown")
    invented = Tally("pages: dates invented", fewer_is_better=True)
    first = Tally("pages: province and city right on the first answer")
    wrong = Tally("pages: region wrong, not unknown", fewer_is_better=True)
    exact = Tally("pages: gold's own division among the answers")
    unions = Tally("pages: share of the gold's organizations found")
    for record in records("union_pages.jsonl"):
        found, gold = read(real_page(record)), record["gold"]
        group = tuple(record["flags"])
        if gold["title"]:
            said = None if found.title_inferred else found.title
            miss = Miss(record["id"], str(said), gold["title"])
            title.count(folded(said) == folded(gold["title"]), group, miss)
        value = found.date.value if found.date else None
        evidence = found.date.evidence if found.date else ""
        certain = gold["date_certain"]
        miss = Miss(record["id"], str(value), gold["date"] if certain else "unknown", evidence)
        if certain:
            day.count(value == gold["date"], group, miss)
        else:
            unknown.count(value is None, group, miss)
        invented.count(value is not None and not (certain and value == gold["date"]), group, miss)
        if gold["region"]:
            _region(first, wrong, exact, record, found)
        _organizations(unions, record, found)
    return [title, day, unknown, invented, first, wrong, exact, unions]


def pages_without_addresses() -> list[Tally]:
    """Measure the regions of the real pages without the evidence of their web addresses."""
    first = Tally("pages without their addresses: province and city right")
    wrong = Tally("pages without their addresses: region wrong", fewer_is_better=True)
    exact = Tally("pages without their addresses: gold's own division")
    for record in records("union_pages.jsonl"):
        if record["gold"]["region"]:
            _region(first, wrong, exact, record, read(real_page(record, addressed=False)))
    return [first, wrong, exact]


def _region(first: Tally, wrong: Tally, exact: Tally, record: Record, found: Extraction) -> None:
    gold, group = record["gold"], tuple(record["flags"])
    wanted = [gold["region"], *gold.get("region_alt", [])]
    cities = {tuple(path.split("/")[:2]) for path in wanted}
    paths = about_paths(found)
    said = tuple(paths[0].split("/")[:2]) if paths else ()
    quotes = "；".join(fact.evidence for fact in found.regions if fact.role == "about")
    miss = Miss(record["id"], "、".join(paths) or "unknown", gold["region"], quotes)
    first.count(said in cities, group, miss)
    wrong.count(bool(said) and said not in cities, group, miss)
    exact.count(any(path in paths for path in wanted), group, miss)


def _organizations(unions: Tally, record: Record, found: Extraction) -> None:
    facts = {fact.name: fact for fact in found.organizations}
    for name in record["gold"]["orgs"]:
        said = any(same_name(other, name) for other in facts)
        miss = Miss(record["id"], "、".join(facts) or "none", name)
        unions.count(said, tuple(record["flags"]), miss)
