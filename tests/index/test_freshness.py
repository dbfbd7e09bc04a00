"""What was looked at is known to be unchanged, or not known."""

from __future__ import annotations

import os
import time
from pathlib import Path

from index.freshness import Marks


def settled(path: Path) -> Path:
    """Return ``path`` when a change of it would show."""
    os.utime(path, (1, 1))
    while Marks.of([path]) is None:
        time.sleep(0.1)
    return path


def test_marks_hold_until_a_name_a_file_or_a_right_changes(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_text("1", encoding="ascii")
    marks = Marks.of([settled(tmp_path), settled(file)])
    assert marks is not None
    assert marks.hold()
    (tmp_path / "b").touch()
    assert not marks.hold()
    marks = Marks.of([settled(file)])
    assert marks is not None
    file.chmod(0o640)
    assert not marks.hold()
    file.unlink()
    assert not marks.hold()


def test_what_just_changed_or_is_not_there_proves_nothing(tmp_path: Path) -> None:
    (tmp_path / "a").touch()
    assert Marks.of([tmp_path / "a"]) is None
    assert Marks.of([tmp_path / "b"]) is None
