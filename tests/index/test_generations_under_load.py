"""Many readers while a writer adds, replaces, deletes and rebuilds: every answer is that of one
committed state, whole."""

from __future__ import annotations

import itertools
import random
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from index.document import Document
from index.engine import Engine
from index.errors import SearchError
from index.parser import parse
from index.query import DateRange, Filters, Query, Sort
from index.result import Result
from tests.index.conftest import Opener
from tests.index.test_threads import at_once, switching

_NAMES = [f"{a}{b}{c}" for a in ("总工会", "劳模") for b in "协作双城" for c in ("大赛", "联席")]
_FACETS = ("region", "year", "month", "org", "source")


def _mixed() -> list[Query]:
    """Return queries of every kind the pages ask."""
    texts = [
        "",
        "劳模",
        "总工会 大赛",
        "“协作”",
        "“工会双”",
        "联席 OR 劳模",
        "大赛 -总工会",
        "“会双联席”",
    ]
    nodes = [parse(text).node for text in texts]
    chosen = Filters({"region": ("510000",), "org": ("1-zgh", "none")})
    ranged = Filters(dates=DateRange("2015", "2019-06"))
    return [
        *(Query(node, facets=_FACETS) for node in nodes),
        *(Query(node, chosen, _FACETS, sort=Sort.DATE_DESC) for node in nodes[:4]),
        *(Query(node, ranged, ("year",), offset=3, limit=4) for node in nodes[:4]),
    ]


QUERIES = _mixed()


def article(number: int, chance: random.Random) -> Document:
    """Return some article of ``number``, another at every call."""
    region = chance.choice(["510800", "500117", None])
    return Document(
        id=f"d{number:04}",
        title=chance.choice(_NAMES),
        body="，".join(chance.choices(_NAMES, k=chance.randrange(1, 9))),
        date=chance.choice([None, "2015", "2016-07", "2018-05-01", "2020-10-09"]),
        regions=(region,) if region else (),
        region_ancestors=(f"{region[:2]}0000",) if region else (),
        organizations=tuple(f"{n}-zgh" for n in chance.sample(range(4), chance.randrange(3))),
        source=chance.choice([None, "grrb-0003"]),
    )


def commits(engine: Engine) -> Iterator[None]:
    """Commit after commit, without end: additions, replacements, deletions, now and then a
    rebuild."""
    chance = random.Random(8)
    for number in itertools.count():
        if number % 9 == 8:
            engine.rebuild([article(n, chance) for n in range(60)])
        elif number % 3 == 2:
            engine.delete([f"d{n:04}" for n in chance.sample(range(90), 7)])
        else:
            engine.update([article(n, chance) for n in chance.sample(range(90), 12)])
        yield


class Readers:
    """What many threads were told: one answer a query and commit, or they did not agree."""

    def __init__(self, engine: Engine, each: int) -> None:
        self.told: dict[tuple[str, int], Result] = {}
        self.wrong: list[object] = []
        self.asked = 0
        self._engine = engine
        self._each = each

    def ask(self, thread: int) -> None:
        chance = random.Random(thread)
        for _ in range(self._each):
            number = chance.randrange(len(QUERIES))
            try:
                answer = self._engine.search(QUERIES[number])
            except SearchError as error:
                self.wrong.append(error)
                return
            if answer != self.told.setdefault((answer.generation, number), answer):
                self.wrong.append(answer)
            self.asked += 1


def assert_answers_are_of_commits(open_at: Opener, folder: Path, each: int) -> None:
    """Ask from many threads while commit follows on commit, then compare every answer with what
    an engine opened for that commit alone says."""
    writer, shared = open_at(folder), open_at(folder)
    expected: dict[tuple[str, int], Result] = {}

    def note() -> None:
        alone = open_at(folder)
        answers = [alone.search(query) for query in QUERIES]
        expected.update({(one.generation, n): one for n, one in enumerate(answers)})
        alone.close()

    next(steps := commits(writer))
    note()
    readers = Readers(shared, each)
    crowd = threading.Thread(target=at_once, args=(readers.ask,))
    with switching():
        crowd.start()
        while crowd.is_alive():
            next(steps)
            note()
        crowd.join()
    writer.close()
    shared.close()
    assert not readers.wrong, readers.wrong[0]
    assert readers.asked == 8 * each
    assert len({state for state, _ in readers.told}) > 1, "no commit was seen"
    assert [key for key, told in readers.told.items() if told != told_by(expected, *key)] == []


def told_by(expected: dict[tuple[str, int], Result], state: str, number: int) -> Result:
    """Return what an answer must say in ``state``: a commit is seen before its segments are merged,
    and answers as it does after."""
    if (state, number) in expected:
        return expected[state, number]
    generation, commit = state.rsplit(".", 1)
    return replace(expected[f"{generation}.{int(commit) + 1}", number], generation=state)


def test_every_answer_under_commits_is_that_of_one_commit(open_at: Opener, tmp_path: Path) -> None:
    assert_answers_are_of_commits(open_at, tmp_path / "index", each=100)


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_ten_thousand_queries_a_thread_under_commits(open_at: Opener, tmp_path: Path) -> None:
    assert_answers_are_of_commits(open_at, tmp_path / "index", each=10_000)
