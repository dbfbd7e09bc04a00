from __future__ import annotations

import gzip
import zipfile
from pathlib import Path

from searchapp.ingest.workload import workload


def test_files_below_a_folder_are_added_up_and_archives_count_unpacked(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"x" * 100)
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "b.jsonl.gz").write_bytes(gzip.compress(b"y" * 5000))
    with zipfile.ZipFile(tmp_path / "c.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("d.txt", b"z" * 3000)
    (tmp_path / ".hidden").write_bytes(b"z" * 7)
    assert workload([str(tmp_path)]) == 8100
    assert workload([str(tmp_path / "a.txt"), str(tmp_path / "deep")]) == 5100


def test_what_cannot_be_measured_counts_nothing(tmp_path: Path) -> None:
    (tmp_path / "cut.gz").write_bytes(b"x")
    (tmp_path / "cut.zip").write_bytes(b"PK")
    assert workload([str(tmp_path / name) for name in ("none.txt", "cut.gz", "cut.zip")]) == 3
