"""Organizations of national news items, judged one by one, and whether we still say the same.

The sample is drawn from what the product extracts, so it measures precision, not recall. It was
drawn with ``SEED``; whoever changes a rule judges the new answers it lists as not judged.
"""

from __future__ import annotations

import csv
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.eval.labelled import Record, read, records
from benchmarks.eval.tally import Miss, Tally
from searchapp.article import RawPage

SEED = 20261121
DRAWN = 100
_VERDICTS = Path(__file__).parent / "data" / "judged_organizations.tsv"


@dataclass(frozen=True, slots=True)
class Answer:
    """One organization read out of one item, with the words it stands in."""

    item: str
    name: str
    role: str
    quote: str


def judged_organizations() -> list[Tally]:
    """Measure today's answers by the verdicts on them; answers nobody judged are misses."""
    verdicts = {(row["item"], row["name"]): row for row in _rows()}
    right = Tally("news items: judged organizations right")
    kept = Tally("news items: organizations judged right still found")
    answers = {(answer.item, answer.name): answer for answer in all_answers()}
    for key, row in verdicts.items():
        if row["verdict"] == "right":
            kept.count(key in answers, (), Miss(row["item"], "not found", row["name"]))
        if key in answers:
            miss = Miss(row["item"], row["name"], row["should_be"], answers[key].quote)
            right.count(row["verdict"] == "right", (answers[key].role,), miss)
    return [right, kept]


def all_answers() -> Iterator[Answer]:
    """Yield every organization of every item of ``union_xwlb``, in order."""
    for record in records("union_xwlb.jsonl.gz"):
        yield from _answers(record)


def _answers(record: Record) -> Iterator[Answer]:
    declared = {field: record[field] for field in ("title", "body", "date") if record.get(field)}
    raw = json.dumps(declared, ensure_ascii=False).encode()
    for fact in read(RawPage(raw, record["id"], "json", declared)).organizations:
        if fact.role != "publisher":
            yield Answer(record["id"], fact.name, fact.role, fact.evidence)


def draw() -> list[Answer]:
    """Return the sample to judge: every answer but the national federation's, filled up to
    ``DRAWN`` with such at random. The federation is nine answers in ten and nearly always right,
    so a plain sample would say little."""
    answers = sorted(all_answers(), key=lambda answer: (answer.item, answer.name))
    rare = [answer for answer in answers if answer.name != "中华全国总工会"]
    common = [answer for answer in answers if answer.name == "中华全国总工会"]
    filling = random.Random(SEED).sample(common, max(0, DRAWN - len(rare)))
    return sorted(rare + filling, key=lambda answer: (answer.item, answer.name))


def _rows() -> list[dict[str, str]]:
    lines = _VERDICTS.read_text(encoding="utf-8").splitlines()
    rows = [line for line in lines if not line.startswith("#")]
    return list(csv.DictReader(rows, delimiter="\t", quoting=csv.QUOTE_NONE))
