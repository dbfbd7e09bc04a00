"""The documents of a run: real news, and beyond them news of resampled real sentences."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import random
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.facts import SEED, FactSource
from benchmarks.tokens import TextColumn, WordColumn, write_columns
from index.document import Document
from tokenizers.analyzer import Analyzer

REAL = 73_646
"""Items of the real collection; document numbers from here on are resampled."""
TEXTS = ("title", "body")
"""The texts engines are given."""
_SENTENCE = re.compile(r"[^。！？；\n]*[。！？；\n]+|[^。！？；\n]+")


@dataclass(frozen=True, slots=True)
class Item:
    """One document with its words and folded streams by text: nothing is left to cut."""

    number: int
    document: Document
    words: dict[str, list[str]]
    streams: dict[str, str]

    @property
    def provinces(self) -> tuple[str, ...]:
        """The provinces the story is about."""
        codes = (*self.document.region_ancestors, *self.document.regions)
        return tuple(code for code in codes if is_province(code))

    @property
    def cities(self) -> tuple[str, ...]:
        """The cities the story is about."""
        return tuple(code for code in self.document.regions if not is_province(code))

    @property
    def date(self) -> str:
        """The day of publication; every document has one."""
        return self.document.date or ""


def is_province(code: str) -> bool:
    """Return whether a region is one of the first level."""
    return code.endswith("0000")


def shared_news() -> Path:
    """Return the file of the real collection."""
    root = Path(__file__).resolve().parent.parent.parent
    shared = Path(os.environ.get("UNION_SHARED", root / "shared"))
    return shared / "data" / "news_xwlb_2012_2026.jsonl.gz"


class Corpus:
    """Documents by number: the same ones in every run, and the first ones whatever the size."""

    def __init__(self, folder: Path, docs: int) -> None:
        self._docs = docs
        self._texts = TextColumn(folder, "texts")
        self._streams = TextColumn(folder, "streams")
        self._words = WordColumn(folder)
        self._first = np.load(folder / "first.npy").tolist()
        self._dates = json.loads((folder / "dates.json").read_text(encoding="ascii"))
        self._facts = FactSource()

    def __len__(self) -> int:
        return self._docs

    def __iter__(self) -> Iterator[Item]:
        return self.items(0, self._docs)

    def items(self, start: int, stop: int) -> Iterator[Item]:
        """Return documents by number, beyond the size of the corpus too."""
        return map(self.item, range(start, stop))

    def item(self, number: int) -> Item:
        """Return one document."""
        chance = random.Random(SEED << 32 | number)
        facts = self._facts.of(chance)
        title, body, date = self._parts(number, chance)
        document = Document(
            id=f"n{number:07}",
            title=self._texts.read(title),
            body=self._texts.read(body),
            date=date,
            regions=facts.regions,
            region_ancestors=tuple(p for p in facts.provinces if p not in facts.regions),
            organizations=facts.organizations,
            source=facts.source,
        )
        parts = dict(zip(TEXTS, (title, body), strict=True))
        return Item(
            number,
            document,
            {text: self._words.read(part) for text, part in parts.items()},
            {text: self._streams.read(part) for text, part in parts.items()},
        )

    def _parts(self, number: int, chance: random.Random) -> tuple[list[int], list[int], str]:
        """Return the numbers of the sentences of title and body, and a date.

        A resampled document keeps half the sentences of a real one in order, and has others in
        place of the rest: as long as a real one, and about something.
        """
        pool = len(self._dates)
        base = number if number < pool else chance.randrange(pool)
        first, end = self._first[base], self._first[base + 1]
        body = list(range(first + 1, end))
        if number >= pool:
            kept = sorted(chance.sample(body, (len(body) + 1) // 2))
            body = kept + [self._any_sentence(chance) for _ in range(len(body) - len(kept))]
            base = chance.randrange(pool)
        return [first], body, self._dates[base]

    def _any_sentence(self, chance: random.Random) -> int:
        while True:
            base = chance.randrange(len(self._dates))
            first, end = self._first[base], self._first[base + 1]
            if end - first > 1:
                return chance.randrange(first + 1, end)


def prepare(work: Path, docs: int, analyzer: Analyzer, news: Path | None = None) -> Path:
    """Return the folder of the cut sentences for ``docs`` documents, made if it is not there."""
    items = min(docs, REAL)
    rules = hashlib.sha256(Path(__file__).read_bytes()).hexdigest()[:6]
    folder = work / f"corpus-{items}-{analyzer.fingerprint}-{rules}"
    if not folder.exists():
        making = work / f"{folder.name}.part"
        shutil.rmtree(making, ignore_errors=True)
        making.mkdir(parents=True)
        _write(making, _real(items, news or shared_news()), analyzer)
        making.rename(folder)
    return folder


def _real(items: int, news: Path) -> list[dict[str, str]]:
    """Return ``items`` of the real documents, chosen from all years alike."""
    with gzip.open(news, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    random.Random(SEED).shuffle(rows)
    return rows[:items]


def _write(folder: Path, rows: list[dict[str, str]], analyzer: Analyzer) -> None:
    sentences: list[str] = []
    first = [0]
    for row in rows:
        sentences += [row["title"], *_SENTENCE.findall(row["body"])]
        first.append(len(sentences))
    write_columns(folder, sentences, analyzer)
    np.save(folder / "first.npy", np.array(first, np.int64))
    dates = json.dumps([row["date"] for row in rows])
    (folder / "dates.json").write_text(dates, encoding="ascii")
