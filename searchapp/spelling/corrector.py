"""Did you mean: which of the candidates the collection speaks for.

A noisy channel (Kernighan, Church and Gale 1990): the slip must be likely, and what results must
be so much commoner than what was typed that the slip is the better explanation. Commonness is
counted, not modelled: the documents that hold the corrected stretch with its neighbours as one
string, against those that hold it as typed.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from searchapp.spelling.candidates import Candidate, candidates, lookalike_candidates
from searchapp.spelling.lexicon import Lexicon

Documents = Callable[[str], int]
"""How many documents hold a text as one string."""
Cut = Callable[[str], list[str]]
"""The words of a text, end to end."""

MAX_LENGTH = 24
"""Characters of a run that are looked at; longer ones are pasted sentences, not typed words."""
_COUNTED = 20
"""Candidates of a run whose documents are counted."""
_NAME = 3
"""Characters of a name, which no neighbours tell from its lookalikes."""
_ROUNDS = 3
"""Slips one run may have."""
_HAN_RUN = re.compile("[\u4e00-\u9fff]{2,}")

# All of these are in nats or documents, set with the tables of the tests in view: their figures are
# an upper bound.
_DOUBT = 1.0
"""How much likelier than not a slip must be before it is mentioned."""
_ALONE = {2: 3.0, 3: 2.0}
"""More doubt where a short everyday word is all there is: it may as well be a name."""
_FOUND = 0.5
"""More doubt where what was typed is found."""
_LENGTH = 0.1
"""Less doubt for each character of the word: a long one is seldom like another by chance."""
_HALF = 0.5
"""Documents that hold what no document holds."""
_WORD = 4.0
"""Documents that hold a word the segmenter knows, were the collection larger."""
_TERM = {2: 2.5, 3: 8.0}
_LONG_TERM = 20.0
_PLACE = 6.0
"""Documents a term or a long place name is worth before any is counted."""


@dataclass(frozen=True, slots=True)
class Corrected:
    """A text as it was probably meant; ``score`` above 0 is how sure that is, in nats."""

    text: str
    score: float


class Corrector:
    """Corrects texts over one lexicon. ``documents`` counts in the live collection, ``cut`` is
    the segmenter."""

    def __init__(self, lexicon: Lexicon, documents: Documents, cut: Cut) -> None:
        self._lexicon = lexicon
        self._documents = cache(documents)
        self._cut = cut

    def correct(self, text: str) -> str | None:
        """Return the whole of ``text`` as it was probably meant, None if it seems right."""
        corrected = _HAN_RUN.sub(lambda run: self._run(run.group()), text)
        return corrected if corrected != text else None

    def _run(self, run: str) -> str:
        for _ in range(_ROUNDS):
            better = self.best(run)
            if better is None:
                break
            run = better.text
        return run

    def best(self, run: str) -> Corrected | None:
        """Return the likeliest correction of one run of Han characters, None if there is none."""
        if len(run) > MAX_LENGTH:
            return None
        sound, borders = self._sound(run), self._borders(run)
        found = list(candidates(run, self._lexicon, sound))
        found += [candidate for candidate in _by_eye(run) if sound[candidate.start] < candidate.end]
        found = [c for c in found if not (_severs(c, run, borders) or _certain(c, sound))]
        found.sort(key=self._promise, reverse=True)
        best: dict[str, float] = {}
        for candidate in found[:_COUNTED]:
            whole = {candidate.start, candidate.end} <= borders
            text, score = candidate.applied(run), self._score(run, candidate, whole)
            if score > best.get(text, 0.0):
                best[text] = score
        if not best:
            return None
        text = max(best, key=lambda each: (best[each], each))
        return Corrected(text, best[text])

    def _sound(self, run: str) -> list[int]:
        """Return for each place how far a term or a place name reaches that stands there: what
        lies within one was not mistyped."""
        reach = [0] * (len(run) + 1)
        for start in range(len(run)):
            for end in range(start + 2, len(run) + 1):
                word = run[start:end]
                if self._lexicon.is_term(word) or self._lexicon.is_place(word):
                    for inner in range(start, end):
                        reach[inner] = max(reach[inner], end)
        return reach

    def _borders(self, run: str) -> set[int]:
        """Return where no word of the segmenter is cut in two."""
        cut, at = {0}, 0
        for word in self._cut(run):
            at += len(word)
            cut.add(at)
        return cut

    def _promise(self, candidate: Candidate) -> float:
        word = candidate.word
        prior = math.log(self._lexicon.counts.get(word, 0) + self._worth(word) + 1)
        return prior + len(word) - candidate.cost

    def _worth(self, word: str) -> float:
        if self._lexicon.is_term(word):
            return _TERM.get(len(word), _LONG_TERM)
        return _PLACE if len(word) > 2 and self._lexicon.is_place(word) else 0.0

    def _score(self, run: str, candidate: Candidate, whole: bool) -> float:
        """Return by how much the slip explains ``run`` better than no slip, doubts taken off.

        Unless it is a ``whole`` word or several that would be replaced, only documents count.
        """
        reach = 1 if candidate.length > 1 else 2
        start, end, word = candidate.start, candidate.end, candidate.word
        before, after = run[max(0, start - reach) : start], run[end : end + reach]
        worth = self._worth(word) if whole else 0.0
        if not worth and self._lexicon.in_term(candidate.applied(run)):
            worth = _TERM.get(len(run), _LONG_TERM)
        meant = self._documents(before + word + after) + worth
        alone = not before + after
        if not meant:
            return -math.inf
        seen = self._documents(before + run[start:end] + after)
        if seen and alone and not worth:
            return -math.inf
        doubt = _DOUBT + candidate.cost - _LENGTH * len(word)
        if seen:
            doubt += _FOUND
        if alone and not worth:
            doubt += _ALONE.get(len(word), 0.0)
        known = _WORD if alone and len(self._cut(run)) == 1 else 0.0
        return math.log(meant / (seen + known + _HALF)) - doubt


def _severs(candidate: Candidate, run: str, borders: set[int]) -> bool:
    """Say whether all that would change is that the word before loses its end: the two 开 of
    召开开发区 are of two words."""
    rest = run[candidate.start + 1 : candidate.end]
    return candidate.start not in borders and rest == candidate.word


def _certain(candidate: Candidate, sound: list[int]) -> bool:
    """Say whether terms and places cover all of what was typed: 成都市 and 八大群体 have nothing
    between them that could be 十八大."""
    return all(sound[at] > at for at in range(candidate.start, candidate.end))


def _by_eye(run: str) -> Iterator[Candidate]:
    """Yield the lookalikes of single characters where the run around them can tell."""
    if len(run) > _NAME:
        yield from lookalike_candidates(run)
