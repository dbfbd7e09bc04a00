from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from searchapp.guard import clash, environment_problem

ROOT = Path(__file__).resolve().parents[2]


def distribution(folder: Path, name: str, package: str) -> None:
    info = folder / f"{name}-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
    (info / "top_level.txt").write_text(package + "\n")


def start(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "searchapp", "--data", str(folder / "data"), "stats"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(folder)},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )


def test_this_environment_is_sound() -> None:
    assert environment_problem() is None


@pytest.mark.parametrize(
    ("name", "package"),
    [
        ("Whoosh-Reloaded", "whoosh"),
        ("opencc-python-reimplemented", "opencc"),
        ("tokenizers", "tokenizers"),
        ("somebodys-index", "index"),
        ("another", "searchapp"),
    ],
)
def test_a_clash_is_explained_at_start_with_its_cure(
    tmp_path: Path, name: str, package: str
) -> None:
    distribution(tmp_path, name, package)
    found = start(tmp_path)
    assert found.returncode == 3
    assert name in found.stderr
    assert package in found.stderr
    assert "pip uninstall -y" in found.stderr
    assert "请执行" in found.stderr
    assert "owns" in found.stderr
    assert not (tmp_path / "data").exists()


def test_one_distribution_named_twice_is_no_clash() -> None:
    assert clash({"whoosh": ["whoosh3", "whoosh3"], "opencc": ["OpenCC"]}) is None


def test_this_project_may_own_its_own_folders() -> None:
    assert clash({"tokenizers": ["union_news.search"]}) is None
