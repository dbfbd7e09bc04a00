"""The words this project adds to the segmenter's own, and those it takes away."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from tokenizers.gazetteer import load_gazetteer
from tokenizers.place import read_table
from tokenizers.variants import read_as

PLACE_FREQUENCY = 50_000
SHORT_PLACE_FREQUENCY = 20
"""Enough to join 渝中 and 泉港 where nothing else claims their characters, and no more."""


@dataclass(frozen=True, slots=True)
class Dictionary:
    """Words as the segmenter reads them (``read_as``), with explicit frequencies.

    ``words`` always hold, ``terms`` of union work and ``places`` together; ``weak`` ones only
    where the segmenter does not know them already. ``deleted`` are no words; ``hidden`` may be
    words, but are never found inside a longer one.
    """

    words: Mapping[str, int]
    weak: Mapping[str, int]
    terms: frozenset[str]
    places: frozenset[str]
    deleted: frozenset[str]
    hidden: frozenset[str]


@lru_cache(maxsize=1)
def load_dictionary() -> Dictionary:
    """Return the union terms and every place name; terms win over places of the same name."""
    gazetteer = load_gazetteer()
    terms = {_read(term): int(frequency) for term, frequency, _ in read_table("union_terms")}
    places = frozenset(map(_read, _long_enough(gazetteer.full_names())))
    short = set(map(_read, _long_enough(gazetteer.short_names())))
    words = dict.fromkeys(places, PLACE_FREQUENCY) | terms
    removed = [(word, where) for word, where, _ in read_table("deleted_words")]
    return Dictionary(
        words=MappingProxyType(dict(sorted(words.items()))),
        weak=MappingProxyType(dict.fromkeys(sorted(short - words.keys()), SHORT_PLACE_FREQUENCY)),
        terms=frozenset(terms),
        places=places - terms.keys(),
        deleted=frozenset(word for word, where in removed if where == "everywhere"),
        hidden=frozenset(word for word, _ in removed),
    )


def _long_enough(names: Iterable[str]) -> Iterable[str]:
    return (name for name in names if len(name) > 1)


def _read(word: str) -> str:
    return "".join(map(read_as, word))
