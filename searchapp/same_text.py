"""Are two texts the same story, published twice? Decided on their folded letters alone.

A repost may be cut, get another lead, lose damaged characters, be written in Traditional: still
most of the shorter text stands in the longer one in long runs. Two places that fill in the same
form differ where it matters: *inside* what they share, one names another county, another day or
another sum. Whatever the order of the two, the verdict is the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import Indel

from tokenizers.folding import fold
from tokenizers.gazetteer import load_gazetteer

SHARED = 0.6
"""At least this part of the shorter text stands in the longer one."""
RUN = 8
"""Letters in a row that two texts do not share by chance."""
MEAN_RUN = 20
"""Letters that shared runs have on average: a form is shared in many short ones."""
LOOSE = 0.85
LOOSE_RUN = 40
"""Where less than this part is shared, runs are so long: of two meetings in the words of one plan
whole clauses are the same, but no paragraph."""
REPLACED = 0.15
"""Of what lies between shared runs, at most this part (of it and the runs) reads otherwise …"""
BRIEF = 200
REPLACED_BRIEF = 0.06
"""… and in a text of fewer letters this part: two notices in the same words differ by a word."""
LEAD = 0.25
"""Another lead, or end, longer than this part of what is shared must tell of the same things …"""
ALIKE = 0.25
"""… with so many of the shorter one's pairs of letters."""
SAID_ALIKE = 0.4
"""… and with so many it is the same lead, in which other numbers mean another story."""
ENOUGH = 40
"""Letters below which only equal texts are the same: a sentence is said in many places."""
LONGEST = 12_000
"""Letters of a text that are compared; the work grows with the product of both lengths."""
CONTRADICTED = -1
_SLOT = 40
"""Letters of a blank that a form leaves to be filled in; more is another text."""
_DATELINE = 20
"""Letters before the first shared run that are a dateline; more is another lead."""
_REACH = 8
"""Letters around a difference within which a place's name may stand."""
_NAME = 12
_NUMERAL = "0-9〇零一二两三四五六七八九十百千万"
_NUMBER = re.compile(rf"[0-9]+|[{_NUMERAL}]{{2,}}|[{_NUMERAL}](?=[名人元个次年月日号届期])")
_DAY = re.compile(r"(?:[0-9]{1,2}月)?[0-9]{1,2}[日号]")
_DIGIT = re.compile(rf"[{_NUMERAL}]")


@dataclass(frozen=True, slots=True)
class _Gap:
    """Where two texts differ: from where to where in each."""

    first: tuple[int, int]
    second: tuple[int, int]
    inside: bool
    """Between two shared runs, not before the first."""


def shared_story(one: str, other: str) -> int:
    """Return how many letters two folded texts share if they are one story; 0 if they are two, and
    CONTRADICTED if they are two for all they share: the same form, filled in for two places.

    >>> shared_story("县总工会" * 20, "县总工会" * 20), shared_story("县总工会", "市总工会")
    (80, 0)
    """
    if one == other:
        return len(one)
    shorter, longer = sorted((one[:LONGEST], other[:LONGEST]), key=lambda text: (len(text), text))
    if len(shorter) < ENOUGH:
        return 0
    runs = _runs(shorter, longer)
    shared = sum(length for _, _, length in runs)
    mean_run = MEAN_RUN if shared >= LOOSE * len(shorter) else LOOSE_RUN
    if shared < max(SHARED * len(shorter), ENOUGH, mean_run * len(runs)):
        return 0
    gaps = [*_gaps(runs)]
    replaced = sum(min(_sizes(gap)) for gap in gaps if gap.inside)
    allowed = REPLACED if len(shorter) >= BRIEF else REPLACED_BRIEF
    if replaced > allowed * (shared + replaced):
        return 0
    tail = _tail(shorter, longer, runs[-1])
    ends = [gap for gap in gaps if not gap.inside] + [tail]
    if any(_elsewhere(shorter, longer, gap, shared) for gap in ends):
        return 0
    if _ends_alike(shorter, longer, tail):
        gaps.append(tail)
    if any(_contradict(shorter, longer, gap) for gap in gaps):
        return CONTRADICTED
    return shared


def _runs(shorter: str, longer: str) -> list[tuple[int, int, int]]:
    """Return the long runs both texts share, in order: start in each, length."""
    found = Indel.opcodes(shorter, longer)
    return [
        (op.src_start, op.dest_start, op.src_end - op.src_start)
        for op in found
        if op.tag == "equal" and op.src_end - op.src_start >= RUN
    ]


def _gaps(runs: list[tuple[int, int, int]]) -> Iterator[_Gap]:
    """Yield the differences before and between the runs; what follows the last one is a signature
    or what a cut took away."""
    at, at_other, inside = 0, 0, False
    for start, other, length in runs:
        if at < start or at_other < other:
            yield _Gap((at, start), (at_other, other), inside)
        at, at_other, inside = start + length, other + length, True


def _tail(one: str, other: str, last: tuple[int, int, int]) -> _Gap:
    start, other_start, length = last
    return _Gap((start + length, len(one)), (other_start + length, len(other)), inside=False)


def _elsewhere(one: str, other: str, gap: _Gap, shared: int) -> bool:
    """Return whether both texts have a lead of their own, or an end, that tells of other things."""
    if min(_sizes(gap)) <= LEAD * shared:
        return False
    return not _alike(one, other, gap, ALIKE)


def _ends_alike(one: str, other: str, tail: _Gap) -> bool:
    """Return whether both texts end in the same few words, in which only figures may differ."""
    shortest, longest = min(_sizes(tail)), max(_sizes(tail))
    if shortest == 0 or longest > _SLOT:
        return False
    return longest <= RUN or _alike(one, other, tail, SAID_ALIKE)


def _alike(one: str, other: str, gap: _Gap, share: float) -> bool:
    """Return whether both sides of a gap have this share of the shorter's pairs of letters."""
    pairs, others = _pairs(one[slice(*gap.first)]), _pairs(other[slice(*gap.second)])
    return len(pairs & others) >= share * min(len(pairs), len(others))


def _pairs(text: str) -> set[str]:
    return {text[i : i + 2] for i in range(len(text) - 1)}


def _contradict(one: str, other: str, gap: _Gap) -> bool:
    """Return whether each text says at this gap what the other does not: place, number, day."""
    longest = max(_sizes(gap))
    numbers, other_numbers = _numbers(one, *gap.first), _numbers(other, *gap.second)
    if longest <= (_SLOT if gap.inside else _DATELINE):
        if numbers - other_numbers and other_numbers - numbers:
            return True
    elif (
        not gap.inside and _disjoint(numbers, other_numbers) and _alike(one, other, gap, SAID_ALIKE)
    ):
        return True
    if _disjoint(
        *(set(_DAY.findall(side)) for side in (one[slice(*gap.first)], other[slice(*gap.second)]))
    ):
        return True
    places, others = _places(one, *gap.first), _places(other, *gap.second)
    if longest > _SLOT and places & others:
        return False
    return _apart(places, others)


def _disjoint(ones: set[str], others: set[str]) -> bool:
    return bool(ones and others) and not ones & others


def _sizes(gap: _Gap) -> tuple[int, int]:
    return gap.first[1] - gap.first[0], gap.second[1] - gap.second[0]


def _numbers(text: str, start: int, end: int) -> set[str]:
    """Return the numbers that stand in a span or reach into it."""
    while start > 0 and _DIGIT.match(text[start - 1]):
        start -= 1
    while end < len(text) and _DIGIT.match(text[end]):
        end += 1
    return set(_NUMBER.findall(text[start : end + 1]))


def _places(text: str, start: int, end: int) -> set[str]:
    """Return the codes of the places named in a span or reaching into it."""
    names = _names()
    found: set[str] = set()
    at, last = max(start - _REACH, 0), min(end + _REACH, len(text))
    while at < last:
        size = next((n for n in range(_NAME, 1, -1) if text[at : at + n] in names), 0)
        if size and at < end and at + size > start:
            found.update(names[text[at : at + size]])
        at += size or 1
    return found


def _apart(ones: set[str], others: set[str]) -> bool:
    """Return whether each side names a place that neither is, nor contains, nor lies in one of
    the other side's. Of 四川省广元市 only 广元市 counts."""
    ones, others = _lowest(ones), _lowest(others)
    return _lone(ones, others) and _lone(others, ones)


def _lowest(codes: set[str]) -> set[str]:
    above = {code for own in codes for code in load_gazetteer().ancestors(own)}
    return codes - above


def _lone(ones: set[str], others: set[str]) -> bool:
    contains = load_gazetteer().contains
    return any(
        others and not any(contains(one, other) or contains(other, one) for other in others)
        for one in ones
    )


@lru_cache(maxsize=1)
def _names() -> dict[str, tuple[str, ...]]:
    gazetteer = load_gazetteer()
    long = {fold(name): codes for name, codes in gazetteer.full.items()}
    short = {
        fold(name): codes
        for name, codes in gazetteer.short.items()
        if name not in gazetteer.ambiguous_short_names
    }
    return {**short, **long}
