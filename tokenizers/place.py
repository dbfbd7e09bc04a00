"""Places as the tables in ``data/`` give them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

DATA = Path(__file__).parent / "data"
NATION = "000000"
_AUTONOMOUS = re.compile(r"自治([州县旗])$")


@dataclass(frozen=True, slots=True)
class Place:
    """A division in use or retired (``until`` is set), or the whole country (level 0).

    ``parent`` of a retired one is where it lies today, so that old stories are found there.
    """

    code: str
    name: str
    short: str
    level: int
    parent: str | None
    since: int | None
    until: int | None
    successors: tuple[str, ...]

    @property
    def colloquial(self) -> str | None:
        """What everybody says for an autonomous division: 海南州, 大通县, 新疆自治区."""
        if self.short == self.name:
            return None
        if self.level == 1 and self.name.endswith("自治区"):
            return self.short + "自治区"
        kind = _AUTONOMOUS.search(self.name)
        return self.short + kind.group(1) if kind else None


@dataclass(frozen=True, slots=True)
class Zone:
    """A zone that is no division: the division it lies in (``host``), and whether both are one
    administration (济源示范区 = 济源市)."""

    name: str
    host: str
    same: bool


@dataclass(frozen=True, slots=True)
class FormerName:
    """A name that a division, still in use under the same code, gave up in ``until``."""

    name: str
    code: str
    until: int


def read_table(name: str) -> Iterator[list[str]]:
    """Yield the rows of ``data/{name}.tsv``, without comments and the header line."""
    lines = (DATA / f"{name}.tsv").read_text(encoding="utf-8").split("\n")
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    next(rows)
    yield from rows


def read_places() -> Iterator[Place]:
    """Yield every place of the generated and the hand-made table."""
    for code, name, short, level, parent, since, until, successors in read_table("places"):
        heirs = tuple(successors.split(";")) if successors else ()
        yield Place(
            code, name, short, int(level), parent or None, _year(since), _year(until), heirs
        )
    for code, name, short, level, parent, _source in read_table("places_added"):
        yield Place(code, name, short, int(level), parent or None, None, None, ())


def read_zones() -> Iterator[Zone]:
    """Yield the zones."""
    for name, host, same, _source in read_table("zones"):
        yield Zone(name, host, same == "1")


def read_former_names() -> Iterator[FormerName]:
    """Yield the names that were given up without a new code."""
    for name, code, _since, until in read_table("former_names"):
        yield FormerName(name, code, int(until))


def _year(text: str) -> int | None:
    return int(text) if text else None


def read_corps_cities() -> Iterator[tuple[str, str]]:
    """Yield the codes of a division of the Corps and of the city it is one administration with."""
    yield from ((division, city) for division, city in read_table("corps_cities"))
