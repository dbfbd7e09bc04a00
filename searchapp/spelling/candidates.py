"""What a stretch of a query may have been meant to be, and how likely the slip is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, product

from searchapp.spelling.lexicon import LONGEST, Lexicon
from searchapp.spelling.lookalikes import lookalikes
from tokenizers.syllables import near, readings

SOUND, NEAR_SOUND, SHAPE, SWAP, MISSING, DOUBLED = 1.0, 1.8, 1.2, 2.0, 2.0, 0.5
"""How unlikely each slip is, as the negative logarithm of how many times rarer it is."""
_READINGS = 12
"""Ways to read a stretch with polyphones in it that are tried."""
_DOUBT = 4.0
"""A stretch that would need more slips than this was not mistyped."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """``text`` with ``word`` in place of what stood from ``start`` on, ``length`` characters."""

    word: str
    start: int
    length: int
    cost: float

    @property
    def end(self) -> int:
        """Where what stood there ends."""
        return self.start + self.length

    def applied(self, text: str) -> str:
        """Return ``text`` as it was meant."""
        return text[: self.start] + self.word + text[self.end :]


def candidates(text: str, lexicon: Lexicon, sound: Sequence[int] = ()) -> Iterator[Candidate]:
    """Yield what any stretch of ``text`` (Han characters) may have been meant to be.

    ``sound`` tells for each place up to where nothing that begins there was mistyped.
    """
    for start in range(len(text)):
        first = max(start + 2, sound[start] + 1 if sound else 0)
        for end in range(first, min(len(text), start + LONGEST + 1) + 1):
            typed = text[start:end]
            for word, cost in _meant(typed, lexicon):
                if word != typed and cost <= _DOUBT:
                    yield Candidate(word, start, end - start, cost)


def lookalike_candidates(text: str) -> Iterator[Candidate]:
    """Yield ``text`` with one character replaced by one it is taken for by eye: what results may
    be a run of words nobody keeps as one word (拨缴)."""
    for i, char in enumerate(text):
        for other in sorted(lookalikes(char)):
            yield Candidate(other, i, 1, SHAPE)


def _meant(typed: str, lexicon: Lexicon) -> Iterator[tuple[str, float]]:
    for word in _sounding(typed, lexicon):
        if _kept(typed, word):
            yield word, sum(map(_cost, typed, word))
    if len(typed) > 2:
        for word in lexicon.longer_by_one(typed):
            yield word, MISSING
    for word, cost in _edited(typed):
        if word in lexicon:
            yield word, cost


def _edited(typed: str) -> Iterator[tuple[str, float]]:
    """Yield what is one lookalike, one doubled character or one swap away."""
    for i, char in enumerate(typed):
        before, after = typed[:i], typed[i + 1 :]
        for other in lookalikes(char):
            yield before + other + after, SHAPE
        if before.endswith(char):
            yield before + after, DOUBLED
        if i and len(typed) > 2:
            yield before[:-1] + char + before[-1] + after, SWAP


def _sounding(typed: str, lexicon: Lexicon) -> Iterator[str]:
    choices = [tuple(dict.fromkeys(map(near, readings(char)))) for char in typed]
    for syllables in islice(product(*choices), _READINGS):
        yield from lexicon.sounding(syllables)


def _kept(typed: str, word: str) -> bool:
    """Say whether enough of what was typed stays for it to have been a slip."""
    changed = sum(a != b for a, b in zip(typed, word, strict=True))
    return changed <= max(1, len(typed) // 2)


def _cost(typed: str, meant: str) -> float:
    if typed == meant:
        return 0.0
    same = set(readings(typed)) & set(readings(meant))
    return SOUND if same else NEAR_SOUND
