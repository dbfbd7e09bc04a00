"""Generations: what a crash may leave behind, who may write, and what is too dangerous to open."""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from index.codec import Codec
from index.document import Document
from index.engine import Engine
from index.errors import EngineUnavailable, IndexBusy, IndexOutdated
from index.generations import Generations
from index.query import Query
from tests.index.conftest import Opener

ROOT = Path(__file__).resolve().parent.parent.parent
DOCUMENT = Document("1", "总工会", "")
posix = pytest.mark.skipif(os.name != "posix", reason="POSIX permissions")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "index"


def live(folder: Path) -> Path:
    return folder / (folder / "CURRENT").read_text().strip()


def generations(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if path.is_dir()}


def answers(engine: Engine) -> set[str]:
    return {hit.id for hit in engine.search(Query(limit=100)).hits}


@posix
def test_the_index_is_its_owners_alone(fresh: Engine, folder: Path) -> None:
    fresh.update([DOCUMENT])
    for path in (folder, live(folder)):
        assert stat.S_IMODE(path.stat().st_mode) == 0o700


@posix
@pytest.mark.parametrize("mode", [0o720, 0o702, 0o777])
def test_a_folder_others_may_write_to_is_refused(open_at: Opener, folder: Path, mode: int) -> None:
    open_at(folder).close()
    folder.chmod(mode)
    with pytest.raises(EngineUnavailable, match="chmod 700"):
        open_at(folder)


@posix
def test_a_folder_opened_to_others_later_is_refused_from_then_on(
    fresh: Engine, folder: Path
) -> None:
    for path in (folder, live(folder)):
        path.chmod(0o777)
        with pytest.raises(EngineUnavailable, match="chmod 700"):
            fresh.search(Query())
        path.chmod(0o700)
    assert answers(fresh) == set()


def test_a_rebuild_removes_the_generation_before_and_what_a_crash_left(
    fresh: Engine, folder: Path
) -> None:
    orphan = Generations(folder).create({"fingerprint": "half built"})
    fresh.update([DOCUMENT])
    before = live(folder)
    assert generations(folder) == {orphan.name, before.name}
    fresh.rebuild([DOCUMENT])
    assert generations(folder) == {live(folder).name}
    assert live(folder) != before


def test_a_build_a_crash_left_half_done_is_never_read(
    fresh: Engine, open_at: Opener, folder: Path
) -> None:
    fresh.update([DOCUMENT])
    half = folder / "gen-29991231T235959-ffff"
    shutil.copytree(live(folder), half)
    (half / "META.json").unlink()
    (folder / "CURRENT.new").write_text(half.name)
    again = open_at(folder)
    assert answers(again) == {"1"}
    again.close()


def test_a_crash_just_before_the_swap_leaves_the_old_generation_live(
    fresh: Engine, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh.update([DOCUMENT])

    def crash(self: Path, target: Path) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", crash)
        with pytest.raises(KeyboardInterrupt):
            fresh.rebuild([Document("2", "甲", "")])
    assert answers(fresh) == {"1"}
    assert fresh.update([Document("3", "乙", "")]) == 1
    assert answers(fresh) == {"1", "3"}


def test_readers_of_the_old_generation_are_not_disturbed_by_a_swap(
    fresh: Engine, open_at: Opener, folder: Path
) -> None:
    """The pages of an answer come from what was opened, whatever happens to its files."""
    fresh.update([DOCUMENT])
    reader = open_at(folder)
    assert answers(reader) == {"1"}
    fresh.rebuild([Document("2", "甲", "")])
    assert answers(reader) == {"2"}
    reader.close()


def test_an_index_of_another_fingerprint_says_so_until_it_is_rebuilt(
    fresh: Engine, open_at: Opener, folder: Path
) -> None:
    fresh.update([DOCUMENT])
    meta = live(folder) / "META.json"
    meta.write_text(json.dumps({**json.loads(meta.read_text()), "fingerprint": "other"}))
    again = open_at(folder)
    for verb in (
        lambda: again.search(Query()),
        lambda: again.update([DOCUMENT]),
        lambda: again.delete(["1"]),
    ):
        with pytest.raises(IndexOutdated) as outdated:
            verb()
        assert outdated.value.found == "other"
    assert again.stats().fingerprint == "other"
    assert again.ids() == {"1"}
    again.rebuild([DOCUMENT])
    assert answers(again) == {"1"}
    assert again.stats().fingerprint == outdated.value.expected
    again.close()


@pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")  # Whoosh, on damaged files
@pytest.mark.parametrize("damage", ["cut", "emptied", "removed", "no meta", "pointer"])
def test_a_damaged_index_is_unavailable_and_a_rebuild_cures_it(
    fresh: Engine, open_at: Opener, folder: Path, damage: str
) -> None:
    fresh.update([DOCUMENT])
    fresh.close()
    if damage == "pointer":
        (folder / "CURRENT").write_bytes(b"../elsewhere\n")
    elif damage == "no meta":
        (live(folder) / "META.json").unlink()
    else:
        for path in live(folder).iterdir():
            if path.name in ("META.json", "MAIN_WRITELOCK"):
                continue
            if damage == "removed":
                path.unlink()
            else:
                path.write_bytes(path.read_bytes()[:7] if damage == "cut" else b"")
    again = open_at(folder)
    with pytest.raises(EngineUnavailable):
        again.search(Query())
    with pytest.raises(EngineUnavailable):
        again.update([DOCUMENT])
    again.rebuild([DOCUMENT])
    assert answers(again) == {"1"}
    again.close()


@posix
@pytest.mark.parametrize("verb", ["update", "rebuild"])
def test_a_writer_killed_at_any_moment_leaves_whole_commits(
    fresh: Engine, codec: type[Codec], folder: Path, cache: Path, verb: str
) -> None:
    script = f"""
from itertools import count
from pathlib import Path
from {codec.__module__} import {codec.__name__}
from index.document import Document
from index.whoosh_engine import WhooshEngine

engine = WhooshEngine(Path({str(folder)!r}), Path({str(cache)!r}), {codec.__name__}())
for batch in count():
    engine.{verb}([Document(f"{{batch % 3}}{{n}}", "双城记", "总工会" * 50) for n in range(5)])
"""
    begun = fresh.stats().generation
    for pause in (0.0, 0.01, 0.02):
        writer = subprocess.Popen([sys.executable, "-c", script], cwd=ROOT)
        while fresh.stats().generation == begun:
            assert writer.poll() is None, "the writer ended before its first commit"
            time.sleep(0.01)
        time.sleep(pause)
        writer.kill()
        writer.wait()
        held = fresh.ids()
        begun = fresh.stats().generation
        assert held == answers(fresh) and len(held) % 5 == 0 and held
    fresh.update([DOCUMENT])
    assert answers(fresh) == {*held, "1"}
    fresh.rebuild([DOCUMENT])
    assert generations(folder) == {live(folder).name}


def test_a_second_writer_is_told_the_index_is_busy(fresh: Engine, folder: Path) -> None:
    with Generations(folder).writing():
        with pytest.raises(IndexBusy):
            fresh.update([DOCUMENT])
        assert answers(fresh) == set()
    assert fresh.update([DOCUMENT]) == 1
