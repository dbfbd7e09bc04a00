"""Which words are searched for beside the ones typed: the shipped table and the staff's own."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from threading import Lock

from searchapp.errors import AppError
from tokenizers.folding import fold

SHIPPED = Path(__file__).with_name("data") / "synonyms.tsv"
OWN = "synonyms.tsv"
"""The staff's file in the data folder, in the form of the shipped one."""
COLUMNS = ("kind", "terms", "also", "weight", "note")
KINDS = ("same", "narrower", "differs", "none")
MAX_TERM = 40
"""Characters of one term."""
_DEFAULT_WEIGHT = 0.5


class SynonymError(AppError):
    """A table of synonyms cannot be used; the message names file, line and what to write."""


@dataclass(frozen=True, slots=True)
class Relation:
    """One line of a table; ``place`` names file and line."""

    kind: str
    terms: tuple[str, ...]
    also: tuple[str, ...]
    weight: float
    place: str


@dataclass(frozen=True, slots=True)
class Synonym:
    """Another word to search for, and what a hit by it counts against one by the word typed."""

    text: str
    weight: float


@dataclass(frozen=True, slots=True)
class Synonyms:
    """All relations in force. ``version`` changes with any of them, ``problem`` says in Chinese
    why the staff's file is not in force as it stands now."""

    found: Mapping[str, tuple[Synonym, ...]]
    version: str
    problem: str | None = None

    @property
    def longest(self) -> int:
        """Folded characters of the longest word that has synonyms."""
        return max(map(len, self.found), default=0)

    def of(self, text: str) -> tuple[Synonym, ...]:
        """Return what ``text``, in any script, width or case, also stands for."""
        return self.found.get(fold(text), ())


class SynonymBook:
    """The synonyms of one data folder; a changed file counts from the next search on."""

    def __init__(self, data: Path) -> None:
        """Raises SynonymError for a file that cannot be used."""
        self._own = data / OWN
        self._lock = Lock()
        self._mark = _mark(self._own)
        self._current = load(self._own)

    def current(self) -> Synonyms:
        """Return the synonyms in force. A file spoilt while the service runs changes nothing but
        ``problem``: the relations before it stay."""
        mark = _mark(self._own)
        if mark != self._mark:
            with self._lock:
                try:
                    self._current = load(self._own)
                except SynonymError as error:
                    kept = self._current
                    self._current = Synonyms(kept.found, kept.version, str(error))
                self._mark = mark
        return self._current


def load(own: Path) -> Synonyms:
    """Return the shipped relations and those of the file ``own``, if there is one."""
    relations = [*_shipped(), *(read_relations(_text(own), OWN) if own.exists() else ())]
    _refuse_joined(relations)
    found: dict[str, dict[str, Synonym]] = {}
    for relation in relations:
        _relate(relation, found)
    table = {
        key: tuple(sorted(others.values(), key=lambda other: -other.weight))
        for key, others in sorted(found.items())
        if others
    }
    content = [(key, [(s.text, s.weight) for s in others]) for key, others in table.items()]
    return Synonyms(table, hashlib.sha256(json.dumps(content).encode()).hexdigest()[:12])


@lru_cache(maxsize=1)
def _shipped() -> tuple[Relation, ...]:
    return tuple(read_relations(SHIPPED.read_text(encoding="utf-8"), SHIPPED.name))


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise SynonymError(f"同义词表 {path.name} 不是 UTF-8 编码。请另存为 UTF-8。") from error


def _mark(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


def read_relations(text: str, name: str) -> Iterator[Relation]:
    """Yield the relations of a table, whose first line may name the columns; raise SynonymError
    for the first line that is none."""
    for number, line in enumerate(text.splitlines(), start=1):
        cells = [cell.strip() for cell in line.split("\t")]
        if not line.strip() or line.startswith("#") or tuple(cells[:2]) == COLUMNS[:2]:
            continue
        yield _relation(cells, f"{name} 第 {number} 行")


def _relation(cells: list[str], place: str) -> Relation:
    kind, terms, also, weight, _note = (*cells, *[""] * 5)[:5]
    if kind not in KINDS:
        raise _wrong(place, f"第一栏“{kind[:MAX_TERM]}”应为 {'、'.join(KINDS)} 之一")
    relation = Relation(
        kind, _terms(terms, place), _terms(also, place), _weight(weight, place), place
    )
    if not relation.terms:
        raise _wrong(place, "第二栏没有词")
    if kind == "narrower" and not relation.also:
        raise _wrong(place, "narrower 的第三栏应写下位词")
    if kind != "narrower" and relation.also:
        raise _wrong(place, f"{kind} 的词都写在第二栏，第三栏应为空")
    if kind in ("same", "differs") and len(relation.terms) < 2:
        raise _wrong(place, f"{kind} 至少要两个词，用顿号隔开")
    return relation


def _terms(cell: str, place: str) -> tuple[str, ...]:
    terms = tuple(dict.fromkeys(term.strip() for term in cell.split("、") if term.strip()))
    for term in terms:
        if not fold(term):
            raise _wrong(place, f"“{term[:MAX_TERM]}”里没有可检索的字")
        if len(term) > MAX_TERM:
            raise _wrong(place, f"“{term[:MAX_TERM]}……”超过 {MAX_TERM} 个字")
    return terms


def _weight(cell: str, place: str) -> float:
    try:
        weight = float(cell) if cell else _DEFAULT_WEIGHT
    except ValueError:
        weight = 0.0
    if not 0 < weight <= 1:
        raise _wrong(place, f"权重“{cell[:MAX_TERM]}”应在 0 与 1 之间，如 0.5")
    return weight


def _wrong(place: str, what: str) -> SynonymError:
    return SynonymError(f"同义词表 {place}：{what}。请改正这一行。")


def _refuse_joined(relations: list[Relation]) -> None:
    """Raise SynonymError where one line joins what another says must never be joined."""
    apart = {
        frozenset(map(fold, pair)): relation.place
        for relation in relations
        if relation.kind == "differs"
        for pair in _pairs(relation.terms, relation.terms)
    }
    for relation in relations:
        for term, other, _ in _directed(relation):
            said = apart.get(frozenset((fold(term), fold(other))))
            if said:
                raise _wrong(relation.place, f"“{term}”与“{other}”不能互通（见 {said}）")


def _relate(relation: Relation, found: dict[str, dict[str, Synonym]]) -> None:
    if relation.kind == "none":
        for term in relation.terms:
            found.pop(fold(term), None)
    for term, other, weight in _directed(relation):
        others = found.setdefault(fold(term), {})
        known = others.get(fold(other))
        if known is None or known.weight < weight:
            others[fold(other)] = Synonym(other, weight)


def _directed(relation: Relation) -> Iterator[tuple[str, str, float]]:
    """Yield who finds whom through one line."""
    also = {"same": relation.terms, "narrower": relation.also}.get(relation.kind, ())
    for term, other in _pairs(relation.terms, also):
        yield term, other, relation.weight


def _pairs(terms: Iterable[str], others: Iterable[str]) -> Iterator[tuple[str, str]]:
    listed = tuple(others)
    return ((a, b) for a in terms for b in listed if fold(a) != fold(b))
