from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

import searchapp.ingest.rules as rules


def test_the_fingerprint_changes_with_any_rule_and_with_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fingerprint() -> str:
        rules.rules_fingerprint.cache_clear()
        return rules.rules_fingerprint()

    real = fingerprint()
    assert re.fullmatch(r"[0-9a-f]{12}", real)
    copy = tmp_path / "ingest"
    shutil.copytree(rules._HERE, copy, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(rules, "_HERE", copy)
    assert fingerprint() == real
    (copy / "pipeline.py").write_text("# moves pages, reads none\n")
    assert fingerprint() == real
    with (copy / "data" / "chrome.tsv").open("a", encoding="utf-8") as table:
        table.write("某栏目\n")
    assert fingerprint() != real
    monkeypatch.undo()
    rules.rules_fingerprint.cache_clear()
