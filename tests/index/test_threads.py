"""Many readers at once: every answer is whole, and the one a single reader would get."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from index.document import Document
from index.engine import Engine
from index.parser import parse
from index.query import Phrase, Query, Words
from tests.index.conftest import Opener


@contextmanager
def switching() -> Iterator[None]:
    """Threads change places at almost every step."""
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        yield
    finally:
        sys.setswitchinterval(interval)


def at_once(work: Callable[[int], None]) -> None:
    threads = [threading.Thread(target=work, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_eight_threads_at_once_get_what_one_gets_alone(open_at: Opener, tmp_path: Path) -> None:
    names = [f"{a}{b}{c}" for a in "总工会劳模" for b in "协作双城" for c in "大赛联席"]
    writer = open_at(tmp_path / "index")
    writer.rebuild(
        Document(f"{n:03}", name, "".join(names[n % 7 :: 7]) * 3, date=f"20{n % 20 + 10}")
        for n, name in enumerate(names * 2)
    )
    queries = [Query(Phrase(name), limit=9) for name in names]
    alone = [writer.search(query) for query in queries]
    writer.close()
    wrong: list[object] = []

    def ask(engine: Engine, start: int) -> None:
        for n in range(start, start + len(queries)):
            try:
                answer = engine.search(queries[n % len(queries)])
            except Exception as error:
                wrong.append(error)
                continue
            wrong.extend([answer] * (answer != alone[n % len(queries)]))

    with switching():
        for _ in range(3):
            engine = open_at(tmp_path / "index")
            at_once(lambda n, engine=engine: ask(engine, n * 11))  # type: ignore[misc]
            engine.close()
    assert not wrong, wrong[0]


def test_eight_threads_search_while_others_commit(fresh: Engine) -> None:
    """Every answer is one committed state: five documents a batch, never a part of one."""
    batches = 12
    failures: list[BaseException] = []
    done = threading.Event()

    def search() -> None:
        queries = [Query(parse(q).node, facets=("year",)) for q in ("“双城记”", "劳模 大赛", "")]
        try:
            while not done.is_set():
                for query in queries:
                    result = fresh.search(query)
                    assert result.total % 5 == 0
                    assert sum(result.facets[0].counts.values()) == result.total
                time.sleep(0)
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=search) for _ in range(8)]
    for thread in threads:
        thread.start()
    try:
        for batch in range(batches):
            fresh.update(
                Document(f"{batch}-{n}", "劳模大赛", "唱好双城记" * 5, date="2020")
                for n in range(5)
            )
        fresh.rebuild(Document(str(n), "劳模大赛", "双城记", date="2020") for n in range(10))
    finally:
        done.set()
        for thread in threads:
            thread.join()
    assert not failures, failures[0]
    assert fresh.search(Query(Words("双城记"))).total == 10
