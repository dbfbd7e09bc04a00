"""How a text is taken apart: cleaned, folded, cut, and read as a query. For support and trust."""

from __future__ import annotations

from dataclasses import dataclass

from index.parser import parse
from index.query import TEXT_FIELDS
from index.said import said
from searchapp.desk import Desk
from searchapp.errors import InvalidParameter
from searchapp.params import MAX_QUERY, SearchParams
from searchapp.query_tree import Branch, branch
from searchapp.resolve import resolve
from tokenizers.folding import fold
from tokenizers.grams import exact_grams
from tokenizers.pinyin import strip_splices
from tokenizers.traditional import script_of

MAX_TEXT = 2_000
"""Characters of a text that is taken apart."""


@dataclass(frozen=True, slots=True)
class CutWord:
    """One word: as it stands in the text, its place there, the term the index keeps, and the
    terms of the words inside it, by which a document is found too."""

    text: str
    start: int
    end: int
    term: str
    inside: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Analysis:
    """A text taken apart. ``cleaned`` is it without ``readings`` spliced-in readings; ``script``
    is hans, hant or converted; ``grams`` are in order of the folded text, each once. ``query``
    is what its first characters ask for when typed into the box."""

    text: str
    cleaned: str
    readings: int
    script: str
    folded: str
    words: tuple[CutWord, ...]
    grams: tuple[str, ...]
    query: Branch
    warnings: tuple[str, ...]
    fingerprint: str


def analyze(text: str, desk: Desk) -> Analysis:
    """Return ``text`` taken apart the way documents and queries are.

    Raises InvalidParameter for a text that is too long.
    """
    if len(text) > MAX_TEXT:
        detail = said(
            "文字共 {total} 个字符，最多 {max_text} 个。请缩短。",
            total=len(text),
            max_text=MAX_TEXT,
        )
        raise InvalidParameter("text", text[:40] + "……", "query-too-long", detail)
    cleaned, readings = strip_splices(text)
    folded = fold(cleaned)
    parsed = parse(text[:MAX_QUERY], TEXT_FIELDS)
    resolved = resolve(SearchParams(q=text[:MAX_QUERY]), parsed.node, desk)
    return Analysis(
        text=text,
        cleaned=cleaned,
        readings=readings,
        script=script_of(cleaned, splices=readings),
        folded=folded,
        words=_words(cleaned, desk),
        grams=tuple(sorted(exact_grams(folded), key=lambda gram: (folded.index(gram), len(gram)))),
        query=branch(resolved.node, desk),
        warnings=(*parsed.warnings, *resolved.warnings),
        fingerprint=desk.analyzer.fingerprint,
    )


def _words(text: str, desk: Desk) -> tuple[CutWord, ...]:
    found = []
    for word in desk.analyzer.query_words(text):
        own = text[word.start : word.end]
        terms = dict.fromkeys(desk.analyzer.index_words(own))
        inside = tuple(term for term in terms if term != word.term)
        found.append(CutWord(own, word.start, word.end, word.term, inside))
    return tuple(found)
