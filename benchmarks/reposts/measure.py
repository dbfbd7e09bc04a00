"""Items, copies and near misses through a real ingest; the groups they come out in as pairs."""

from __future__ import annotations

import gzip
import json
import os
import random
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from benchmarks.reposts.made import Item, copied, missed, read_table
from searchapp.desk import open_desk
from searchapp.ingest.pipeline import ingest
from searchapp.settings import Settings
from tokenizers.folding import fold

ITEMS = 2000
SEED = 20261121
OTHER_TEXT = {"name": "same event, other text", "place": "no", "number": "no", "text": "yes"}
_LEAST = 120
"""Letters of an item: half of less is no story that could be told from another."""
_RUN, _KNOWN = 13, 0.3
"""Of its runs of so many letters an item has at most this part in common with those before it."""
_SOURCES = ("union_xwlb.jsonl.gz", "chinanews_2020.jsonl.gz")
_SHARED = Path(os.environ.get("UNION_SHARED", Path(__file__).parents[3] / "shared"))


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the set: what it is (item, or the alteration), and of which story."""

    what: str
    story: str
    item: Item


@dataclass(frozen=True, slots=True)
class Found:
    """The groups as pairs: rightly and wrongly together by what the pages are, rightly together
    and not found; ``asked`` copies by alteration."""

    right: Counter[str]
    asked: Counter[str]
    wrong: list[tuple[Page, Page]]
    missed: list[Page]

    @property
    def precision(self) -> float:
        """Part of the pairs found that are one story."""
        right = sum(self.right.values())
        return right / max(right + len(self.wrong), 1)

    @property
    def recall(self) -> float:
        """Part of the copies that are found."""
        return sum(self.right.values()) / max(sum(self.asked.values()), 1)


def pages() -> list[Page]:
    """Return the set: the same each time."""
    chance = random.Random(SEED)
    pool = _pool()
    chance.shuffle(pool)
    items, others = pool[:ITEMS], pool[ITEMS:]
    alterations, misses = read_table("alterations"), read_table("near_misses")
    made = []
    for n, item in enumerate(items):
        row = alterations[n % len(alterations)]
        made.append(Page("item", f"item {n}", item))
        made.append(Page(row["name"], f"item {n}", copied(item, row, str(n))))
        what, near = missed(item, misses[n % len(misses)], others[n], chance)
        if copied(near, row, str(n)).body == copied(item, row, str(n)).body:
            # What the copy keeps stands in both: nobody could tell which it is a copy of.
            what, near = missed(item, OTHER_TEXT, others[n], chance)
        made.append(Page(what, f"near {n}", near))
    chance.shuffle(made)
    return made


def measure() -> Found:
    """Ingest the set into a collection of its own and compare its groups with what they are."""
    made = pages()
    with tempfile.TemporaryDirectory() as folder:
        given = Path(folder) / "pages.jsonl"
        given.write_text("\n".join(map(_line, range(len(made)), made)), encoding="utf-8")
        with closing(open_desk(Settings(data=Path(folder) / "data"))) as desk:
            ingest([str(given)], desk)
            number = {
                one.id: int((one.extraction.url or "").rsplit("/", 1)[1])
                for one in desk.store.all_articles()
            }
            groups: dict[str, list[Page]] = {}
            for id_, canonical in desk.store.canonicals(number).items():
                groups.setdefault(canonical, []).append(made[number[id_]])
    return _compared(made, list(groups.values()))


def _compared(made: list[Page], groups: list[list[Page]]) -> Found:
    asked = Counter(page.what for page in made if page.what != "item" and _is_copy(page))
    right: Counter[str] = Counter()
    wrong, joined = [], set()
    for members in groups:
        for one, other in combinations(members, 2):
            if one.story == other.story:
                copy = other if one.what == "item" else one
                right[copy.what] += 1
                joined.add(copy.story)
            else:
                wrong.append((one, other))
    lost = [page for page in made if page.what in asked and page.story not in joined]
    return Found(right, asked, wrong, lost)


def _is_copy(page: Page) -> bool:
    return page.story.startswith("item")


def _pool() -> list[Item]:
    """Return real items, none that has much of its text from one before it: the sources hold
    real reposts, which would count as wrong."""
    found, seen = [], set[str]()
    for record in _records():
        body = str(record.get("body") or "")
        text = fold(body)
        runs = {text[i : i + _RUN] for i in range(len(text) - _RUN + 1)}
        if len(text) >= _LEAST and len(runs & seen) <= _KNOWN * len(runs):
            found.append(Item(str(record["title"]), body))
        seen |= runs
    return found


def _records() -> Iterator[dict[str, object]]:
    for name in _SOURCES:
        with gzip.open(_SHARED / "data" / name, "rt", encoding="utf-8") as lines:
            yield from map(json.loads, lines)


def _line(number: int, page: Page) -> str:
    record = {"title": page.item.title, "body": page.item.body, "url": f"http://a.cn/p/{number}"}
    return json.dumps(record, ensure_ascii=False)
