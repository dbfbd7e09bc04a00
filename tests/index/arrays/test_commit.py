"""Commits: what is added is seen at once, and segments stay few."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC

from index.arrays import commit
from index.arrays.codec import ArrayCodec
from index.codec import NAME
from index.document import Document
from index.query import Query
from index.whoosh_engine import WhooshEngine


def found(engine: WhooshEngine) -> set[str]:
    return {hit.id for hit in engine.search(Query(limit=100)).hits}


def test_what_is_added_is_seen_while_its_segment_is_still_being_merged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    writing = WhooshEngine(tmp_path / "index", tmp_path, ArrayCodec())
    reading = WhooshEngine(tmp_path / "index", tmp_path, ArrayCodec())
    seen: list[set[str]] = []
    merge = commit.merge

    def watched(*given: Any) -> Any:
        seen.append(found(reading))
        return merge(*given)

    monkeypatch.setattr(commit, "merge", watched)
    monkeypatch.setattr(commit, "MAX_SEGMENTS", 1)
    writing.update([Document(id="one", title="技能竞赛", body="")])
    writing.update([Document(id="two", title="技能竞赛", body="")])
    assert seen == [{"one", "two"}]
    assert found(reading) == {"one", "two"}


def test_what_is_written_at_once_is_one_segment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(commit, "FLUSH", 2)
    engine = WhooshEngine(tmp_path / "index", tmp_path, ArrayCodec())
    engine.rebuild(Document(id=str(n), title="技能竞赛", body="") for n in range(9))
    live = tmp_path / "index" / engine.stats().generation.split(".")[0]
    assert len(TOC.read(FileStorage(str(live)), NAME).segments) == 1
    assert len(found(engine)) == 9


def test_many_small_commits_leave_few_segments(tmp_path: Path) -> None:
    engine = WhooshEngine(tmp_path / "index", tmp_path, ArrayCodec())
    for number in range(20):
        engine.update([Document(id=f"d{number}", title="技能竞赛", body="")])
        live = tmp_path / "index" / engine.stats().generation.split(".")[0]
        segments = TOC.read(FileStorage(str(live)), NAME).segments
        assert len(segments) <= commit.MAX_SEGMENTS
        assert sum(segment.living() for segment in segments) == number + 1
