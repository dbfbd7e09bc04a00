"""Reposts (转载): which articles are one story published in several places.

Groups are what pairs found to be one story (``same_text``) hang together by, the closest pairs
first, unless two of a group would contradict each other: a copy without any name may fit the
stories of two places, and must not make them one. All that hangs together is looked at anew with
every change of it, so that groups do not depend on the order in which articles came. A group is
shown by its canonical article: the earliest dated, else the most complete, else the first by id.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import numpy as np

import searchapp.repost_rows
import searchapp.same_text
import searchapp.sketch
from index.dates import span
from searchapp.database import Connection
from searchapp.repost_rows import Candidate, RepostRows
from searchapp.same_text import CONTRADICTED, shared_story
from searchapp.sketch import Pairs, distinct, keys, likely, pairs_by_key, sketch

BATCH = 5000
"""Articles grouped at a time: bounds the memory."""
FULL = 200
"""Articles one key leads to. What more articles share is no story but a line that their sites
print under every page; and a story of so many copies is held together by their other keys."""
META = "reposts"
"""The note in the store by which rules its groups were made."""
_UNDATED = 99999999
_Pair = tuple[int, int]
_Keyed = tuple[Pairs, Pairs]
"""Keys, and an article to each."""


@dataclass(slots=True)
class _Known:
    """What was found of some articles: letters shared by two that are one story, and which two
    contradict each other."""

    seqs: set[int] = field(default_factory=set)
    shared: dict[_Pair, int] = field(default_factory=dict)
    apart: set[_Pair] = field(default_factory=set)


def group(connection: Connection, seqs: Iterable[int]) -> None:
    """Put articles, new or changed, into their groups; what leaves or joins a group of others
    makes those others wait for the index. Memory is bounded by what is given at a time."""
    rows = RepostRows(connection)
    waiting = set(seqs)
    known = _Known()
    found = waiting | rows.members(waiting)
    while fresh := found - known.seqs:
        known.seqs |= fresh
        _compare(rows, rows.live(fresh), known)
        partners = {seq for pair in known.shared for seq in pair} - known.seqs
        found = partners | rows.members(partners)
    rows.settle(_canonicals(rows, known), waiting)


def regroup(connection: Connection) -> int:
    """Group all articles anew and return how many stand in another group than before, which wait
    for the index. Sketches made by other rules are made again."""
    rows = RepostRows(connection)
    fresh = rows.note(META) != rules()
    before = rows.forget(sketches=fresh)
    for seqs in rows.batches(BATCH):
        if fresh:
            rows.put_sketches((one.seq, sketch(one.letters)) for one in rows.texts(seqs).values())
        group(connection, seqs)
    rows.set_note(META, rules())
    return rows.touch_changed(before)


def grouped(connection: Connection) -> bool:
    """Return whether the groups of the store were made by these rules."""
    return RepostRows(connection).note(META) == rules()


@lru_cache(maxsize=1)
def rules() -> str:
    """Return 12 hex digits that change whenever articles might be grouped otherwise than before."""
    digest = hashlib.sha256()
    for module in (searchapp.sketch, searchapp.same_text, searchapp.repost_rows):
        digest.update(Path(str(module.__file__)).read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()[:12]


def _insert(rows: RepostRows, wanted: _Keyed) -> _Keyed:
    """Let keys lead to their owners, unless a key is full; return whom they lead to then."""
    held = rows.owners(distinct(wanted[0].copy()).tolist())
    order = np.lexsort((wanted[1], wanted[0]))
    keys_, owners = wanted[0][order], wanted[1][order]
    rank = np.arange(len(keys_)) - keys_.searchsorted(keys_)
    taken = np.sort(held[0])
    counts = taken.searchsorted(keys_, "right") - taken.searchsorted(keys_)
    free = counts + rank < FULL
    keys_, owners = keys_[free], owners[free]
    rows.put_keys(keys_.tolist(), owners.tolist())
    both = distinct(np.append((held[0] << 32) | held[1], (keys_ << 32) | owners))
    return both >> 32, both & 0xFFFFFFFF


def _keys(sketches: dict[int, bytes]) -> _Keyed:
    lists = [keys(packed) for packed in sketches.values()]
    owners = np.repeat(np.fromiter(sketches, np.int64, len(sketches)), [len(own) for own in lists])
    return np.array([key for own in lists for key in own], np.int64), owners


def _compare(rows: RepostRows, sketches: dict[int, bytes], known: _Known) -> None:
    """Find what articles like those of ``sketches`` share with them."""
    wanted = _keys(sketches)
    pairs = pairs_by_key(wanted, _insert(rows, wanted))
    all_ = sketches | rows.live(set(pairs.ravel().tolist()) - sketches.keys())
    found = [tuple(sorted(pair)) for pair in pairs.tolist() if all_.keys() >= {*pair}]
    mask = likely([all_[one] for one, _ in found], [all_[other] for _, other in found])
    found = [pair for pair, alike in zip(found, mask.tolist(), strict=True) if alike]
    texts = rows.texts({seq for pair in found for seq in pair})
    for one, other in found:
        shared = shared_story(texts[one].letters, texts[other].letters)
        if shared == CONTRADICTED:
            known.apart.add((one, other))
        elif shared:
            known.shared[one, other] = shared


def _canonicals(rows: RepostRows, known: _Known) -> dict[int, int | None]:
    """Return the canonical of each article; None of one that stands alone."""
    found: dict[int, int | None] = dict.fromkeys(known.seqs)
    if known.shared:
        facts = rows.candidates({seq for pair in known.shared for seq in pair})
        for members in _groups(known, facts):
            shown = min((facts[seq] for seq in members), key=_standing).seq
            found.update(dict.fromkeys(members, shown))
    return found


def _groups(known: _Known, facts: dict[int, Candidate]) -> list[set[int]]:
    """Return the groups: pairs are joined, those that share most first, unless somebody in one
    group contradicts somebody in the other."""
    groups = {seq: {seq} for seq in facts}

    def strength(pair: tuple[int, int]) -> tuple[int, list[str]]:
        return -known.shared[pair], sorted(facts[seq].id for seq in pair)

    against: dict[int, set[int]] = {}
    for one, other in known.apart:
        against.setdefault(one, set()).add(other)
        against.setdefault(other, set()).add(one)
    for one, other in sorted(known.shared, key=strength):
        left, right = groups[one], groups[other]
        if left is right or any(against.get(seq, set()) & right for seq in left):
            continue
        left |= right
        groups.update(dict.fromkeys(right, left))
    return list({id(members): members for members in groups.values() if len(members) > 1}.values())


def _standing(one: Candidate) -> tuple[int, int, str]:
    return (span(one.date)[0] if one.date else _UNDATED, -one.length, one.id)
