from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from index.query import Phrase, Query
from searchapp.check import check
from searchapp.desk import Desk, open_desk
from searchapp.indexing import DataBusy, index_pending, rebuild, sole_writer, why_rebuild
from searchapp.ingest.pipeline import ingest
from searchapp.settings import Settings


def test_only_one_may_write_and_the_other_is_told(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path / "data")
    with (
        sole_writer(settings),
        pytest.raises(DataBusy, match="请等它结束"),
        sole_writer(settings),
    ):
        pass
    with sole_writer(settings):
        pass


def test_a_deleted_index_is_rebuilt_with_the_same_ids_and_answers(
    tmp_path: Path, write: Callable[[str, str], str], page: Callable[[str, str], str]
) -> None:
    settings = Settings(data=tmp_path / "data")
    paths = [write(f"{city}.txt", page(city, "举办竞赛")) for city in ("广元市", "南京市")]
    desk = open_desk(settings)
    ingest(paths, desk)
    query = Query(Phrase("南京市总工会"), limit=10)
    before = [hit.id for hit in desk.engine.search(query).hits]
    desk.close()
    shutil.rmtree(settings.data / "index")

    again = open_desk(settings)
    assert why_rebuild(again.engine, again.store.summary().articles) is not None
    told: list[int] = []
    assert rebuild(again, told.append) == 2
    assert sum(told) == 2
    assert why_rebuild(again.engine, 2) is None
    assert [hit.id for hit in again.engine.search(query).hits] == before
    assert all(finding.agrees for finding in check(again))
    again.close()


def test_a_rebuild_leaves_nothing_pending(
    desk: Desk, write: Callable[[str, str], str], page: Callable[[str, str], str]
) -> None:
    ingest([write("a.txt", page("广元市", "举办竞赛"))], desk)
    assert index_pending(desk) == 0
    rebuild(desk)
    assert desk.store.behind() == 0
