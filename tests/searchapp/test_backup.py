from __future__ import annotations

import json
import shutil
import threading
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from searchapp.backup import MANIFEST, STORE, BackupError, back_up, restore
from searchapp.cli import run
from searchapp.database import Database
from searchapp.desk import open_desk
from searchapp.params import SearchParams
from searchapp.search import search
from searchapp.search_json import to_json
from searchapp.settings import Settings

PAGE = """渝北区总工会举办第{n}场职工技能竞赛
2021-05-06
5月6日，重庆市渝北区总工会举办第{n}场职工技能竞赛，二百名职工参加。
"""


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pages = tmp_path_factory.mktemp("pages")
    for n in range(5):
        (pages / f"{n}.txt").write_text(PAGE.format(n=n), encoding="utf-8")
    data = tmp_path_factory.mktemp("data")
    assert run(["--data", str(data), "ingest", str(pages)]) == 0
    return data


@pytest.fixture(scope="module")
def backup(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("backup") / "union.zip"
    back_up(data, target)
    return target


def answer(data: Path) -> dict[str, object]:
    with closing(open_desk(Settings(data=data))) as desk:
        page = to_json(search(SearchParams(q="技能竞赛"), desk), "")
    return {key: page[key] for key in ("total", "items", "facets")}


def test_a_backup_restored_elsewhere_answers_as_the_original(
    data: Path, backup: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    new = tmp_path / "new"
    assert run(["--data", str(new), "restore", str(backup)]) == 0
    assert "5 篇报道" in capsys.readouterr().out
    assert answer(new) == answer(data)
    assert run(["--data", str(new), "check"]) == 0


def test_a_backup_is_one_committed_state_while_others_write(data: Path, tmp_path: Path) -> None:
    database = Database(data / STORE)
    stop = threading.Event()

    def write() -> None:
        n = 0
        while not stop.is_set():
            with database.transaction() as connection:
                for half in "ab":  # both or neither
                    connection.execute(
                        "INSERT OR REPLACE INTO meta VALUES (?, ?)", (f"pair-{half}", str(n))
                    )
            n += 1

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for n in range(5):
            back_up(data, tmp_path / f"{n}.zip")
            restore(tmp_path / f"{n}.zip", tmp_path / f"back{n}")
            with closing(Database(tmp_path / f"back{n}" / STORE)) as copy:
                values = copy.rows("SELECT value FROM meta WHERE key LIKE 'pair-%'")
                assert len({row["value"] for row in values}) <= 1
                assert copy.problems() == []
    finally:
        stop.set()
        writer.join()
        database.close()


def test_the_synonyms_of_the_staff_come_along(data: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(data, copy)
    own = "kind\tterms\talso\tweight\tnote\nsame\t竞赛 比武\t\t0.5\t\n"
    (copy / "synonyms.tsv").write_text(own, encoding="utf-8")
    back_up(copy, tmp_path / "a.zip")
    restore(tmp_path / "a.zip", tmp_path / "new")
    assert (tmp_path / "new" / "synonyms.tsv").read_text(encoding="utf-8") == own


def test_nothing_is_overwritten(data: Path, backup: Path) -> None:
    with pytest.raises(BackupError, match="已经存在"):
        back_up(data, backup)
    with pytest.raises(BackupError, match=r"已有数据，不覆盖.*--data"):
        restore(backup, data)


def test_a_folder_without_a_store_has_nothing_to_back_up(tmp_path: Path) -> None:
    with pytest.raises(BackupError, match="没有可备份的"):
        back_up(tmp_path, tmp_path / "a.zip")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("at", [0.3, 0.6, 0.999])
def test_a_damaged_backup_is_refused_and_leaves_nothing(
    backup: Path, tmp_path: Path, at: float
) -> None:
    content = bytearray(backup.read_bytes())
    content[int(len(content) * at)] ^= 0x55
    bad = tmp_path / "bad.zip"
    bad.write_bytes(content)
    new = tmp_path / "new"
    with pytest.raises(BackupError, match=r"请换一份备份|不是本程序的备份"):
        restore(bad, new)
    assert list(new.iterdir()) == []


def repacked(backup: Path, target: Path, **changes: object) -> Path:
    with zipfile.ZipFile(backup) as old, zipfile.ZipFile(target, "w") as new:
        manifest = json.loads(old.read(MANIFEST)) | changes
        new.writestr(STORE, old.read(STORE))
        new.writestr(MANIFEST, json.dumps(manifest))
    return target


def test_a_backup_whose_rows_are_not_those_of_its_manifest_is_refused(
    backup: Path, tmp_path: Path
) -> None:
    bad = repacked(backup, tmp_path / "bad.zip", rows={"articles": 7})
    with pytest.raises(BackupError, match="行数"):
        restore(bad, tmp_path / "new")


def test_a_backup_of_a_newer_format_is_refused_with_what_to_do(
    backup: Path, tmp_path: Path
) -> None:
    newer = repacked(backup, tmp_path / "newer.zip", format=2)
    with pytest.raises(BackupError, match="换用新版本"):
        restore(newer, tmp_path / "new")


def test_a_file_that_is_no_backup_is_refused_in_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.zip").write_text("not a backup")
    assert run(["--data", str(tmp_path / "new"), "restore", str(tmp_path / "a.zip")]) == 3
    assert "请换一份备份" in capsys.readouterr().err
    assert not (tmp_path / "new" / STORE).exists()
