"""The written cases with full gold, from bytes to facts, and the two seeds."""

from __future__ import annotations

import re

from benchmarks.eval.labelled import (
    Record,
    about_paths,
    folded,
    read,
    records,
    same_name,
    shared,
    written_case,
)
from benchmarks.eval.tally import Miss, Tally
from searchapp.article import Extraction, RawPage

_LEFT = re.compile(
    "[(（]\\s?[a-z]*[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ][a-z]*\\s?[)）]"
    "|[A-Z]:\\\\|\\.(?:jpe?g|JPG)|https?://|版权所有|ICP备|点击量|技术支持|网站地图|&nbsp;|</p>"
)
"""What no clean text holds: readings in brackets, paths, chrome, remnants."""


def seeds() -> list[Tally]:
    """Count what is left of noise in the two seed pages."""
    left = Tally("seeds: splices, paths, chrome left", fewer_is_better=True)
    for path in sorted((shared() / "seeds").glob("*.txt")):
        found = read(RawPage(path.read_bytes(), path.name, "txt"))
        pieces = _LEFT.findall(f"{found.title}\n{found.body}")
        left.count(bool(pieces), (), Miss(path.name, "、".join(pieces[:5]), "nothing"))
    return [left]


def written_cases() -> list[Tally]:
    """Measure the written cases: body, title, date, regions, organizations."""
    kept, clean = Tally("cases: body kept"), Tally("cases: body free of noise")
    title, day = Tally("cases: title right"), Tally("cases: date right or rightly unknown")
    invented = Tally("cases: dates invented", fewer_is_better=True)
    places = Tally("cases: about-regions precision"), Tally("cases: about-regions recall")
    unions = Tally("cases: organizations precision"), Tally("cases: organizations recall")
    for case in records("union_cases.jsonl"):
        if case["kind"] != "case":
            continue
        found, gold, group = read(written_case(case)), case["gold"], (case["format"],)
        _body(kept, clean, case, found)
        said = None if found.title_inferred else found.title
        right = folded(said) == folded(gold["title"])
        title.count(right, group, Miss(case["id"], str(said), str(gold["title"])))
        value = found.date.value if found.date else None
        miss = Miss(case["id"], str(value), str(gold["date"]), found.date.evidence if value else "")
        day.count(value == gold["date"], group, miss)
        invented.count(value is not None and value != gold["date"], group, miss)
        _regions(*places, case, found)
        _organizations(*unions, case, found)
    return [kept, clean, title, day, invented, *places, *unions]


def _body(kept: Tally, clean: Tally, case: Record, found: Extraction) -> None:
    gold, group, body = case["gold"], (case["format"],), folded(found.body)
    lost = [text for text in gold["must_contain"] if folded(text) not in body]
    kept.count(not lost, group, Miss(case["id"], "lost", "、".join(lost)))
    left = [text for text in gold["must_not_contain"] if text in found.body]
    differs = body != folded(gold["body"])
    said = "、".join(left) or _difference(body, folded(gold["body"]))
    clean.count(not left and not differs, group, Miss(case["id"], said, "the gold's body"))


def _difference(said: str, gold: str) -> str:
    start = next(
        (n for n, (a, b) in enumerate(zip(said, gold, strict=False)) if a != b),
        min(len(said), len(gold)),
    )
    return f"…{said[max(0, start - 8) : start + 16]} ≠ …{gold[max(0, start - 8) : start + 16]}"


def _regions(precision: Tally, recall: Tally, case: Record, found: Extraction) -> None:
    gold, group = case["gold"], (case["format"],)
    said = set(about_paths(found))
    wanted = {"/".join(path) for path in gold["regions"]}
    also = {"/".join(path) for path in gold["region_alt"]}
    evidence = {"/".join(about_paths(found)): ""}
    facts = [fact for fact in found.regions if fact.role == "about"]
    evidence = dict(zip(about_paths(found), (fact.evidence for fact in facts), strict=True))
    for path in sorted(said):
        miss = Miss(case["id"], path, "、".join(sorted(wanted)), evidence[path])
        precision.count(path in wanted | also, group, miss)
    for path in sorted(wanted):
        miss = Miss(case["id"], "、".join(sorted(said)), path)
        recall.count(path in said or bool(also & said), group, miss)


def _organizations(precision: Tally, recall: Tally, case: Record, found: Extraction) -> None:
    gold, group = case["gold"], (case["format"],)
    facts = {fact.name: fact for fact in found.organizations if fact.role != "publisher"}
    allowed = gold["orgs"] + gold["orgs_optional"]
    for name, fact in facts.items():
        optional = any(same_name(name, other) for other in gold["orgs_optional"])
        if not optional:
            right = any(same_name(name, other) for other in allowed)
            precision.count(
                right, group, Miss(case["id"], name, "、".join(gold["orgs"]), fact.evidence)
            )
    for name in gold["orgs"]:
        if name not in gold["orgs_optional"]:
            said = any(same_name(other, name) for other in facts)
            recall.count(said, group, Miss(case["id"], "、".join(facts), name))
