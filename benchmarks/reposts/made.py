"""Copies and near misses of an item, as the tables say."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from searchapp.sample.mirror import machine_traditional, splice
from tokenizers.gazetteer import load_gazetteer

_HERE = Path(__file__).parent
_SENTENCE = re.compile(r"[^。！？\n]*[。！？]?\n*")
_LEAD = 80
"""Characters of a first sentence that a near miss keeps: some are the whole story."""
_NUMBER = re.compile(r"[0-9]+")
Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Item:
    """A story: title and text."""

    title: str
    body: str


def read_table(name: str) -> list[Row]:
    """Return the rows of a table beside this file, by column."""
    text = (_HERE / f"{name}.tsv").read_text(encoding="utf-8")
    lines = [line.split("\t") for line in text.splitlines() if not line.startswith("#")]
    return [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]


def copied(item: Item, row: Row, seed: str) -> Item:
    """Return the copy of ``item`` that a row of alterations makes."""
    sentences = [piece for piece in _SENTENCE.findall(item.body) if piece.strip()]
    if row["lead"] and len(sentences) > 1:
        sentences[0] = row["lead"].format(title=item.title)
    kept = max(1, round(len(sentences) * int(row["kept"]) / 100))
    sentences = sentences[:kept] if row["part"] == "head" else sentences[-kept:]
    title, body = row["title"].format(title=item.title), "".join(sentences)
    if row["script"]:
        title, body = machine_traditional(title), machine_traditional(body)
    if row["script"] == "spliced":
        title, body = splice(title, seed), splice(body, seed)
    return Item(title, f"{body}\n{row['tail']}".strip())


def missed(item: Item, row: Row, other: Item, chance: random.Random) -> tuple[str, Item]:
    """Return what a row of near misses makes of ``item``, with the name of what was done;
    ``other`` is a story of which nothing else is in the set."""
    title, body = item.title, item.body
    if row["place"] == "yes":
        title, body = _elsewhere(title, body, chance)
    if row["number"] == "yes":
        body = _NUMBER.sub(lambda match: _another(match[0], chance), body)
    if row["text"] == "yes" or body == item.body:
        first = next(piece for piece in _SENTENCE.findall(item.body) if piece.strip())
        return "same event, other text", Item(item.title, first[:_LEAD] + other.body)
    return row["name"], Item(title, body)


def _elsewhere(title: str, body: str, chance: random.Random) -> tuple[str, str]:
    chosen: dict[str, str] = {}
    names, levels = _names()

    def moved(match: re.Match[str]) -> str:
        name = match[0]
        if name not in chosen:
            chosen[name] = chance.choice([one for one in levels[names[name]] if one != name])
        return chosen[name]

    pattern = _pattern()
    return pattern.sub(moved, title), pattern.sub(moved, body)


def _another(number: str, chance: random.Random) -> str:
    digits = [str(chance.randint(1, 9)) for _ in number]
    made = "".join(digits)
    return made if made != number else _another(number, chance)


@lru_cache(maxsize=1)
def _names() -> tuple[dict[str, str], dict[str, list[str]]]:
    """Names of places with their level and form (full, short), and the names of each."""
    gazetteer = load_gazetteer()
    names: dict[str, str] = {}
    for form, table in (("short", gazetteer.short), ("full", gazetteer.full)):
        for name, codes in table.items():
            place = gazetteer.place(codes[0])
            if place and len(name) > 1 and name not in gazetteer.ambiguous_short_names:
                names[name] = f"{form} {place.level} {name[-1] if form == 'full' else ''}"
    levels: dict[str, list[str]] = {}
    for name in sorted(names):
        levels.setdefault(names[name], []).append(name)
    kept = {name: level for name, level in names.items() if len(levels[level]) > 1}
    return kept, levels


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    return re.compile("|".join(sorted(_names()[0], key=len, reverse=True)))
