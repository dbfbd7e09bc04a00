from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

import tokenizers.fingerprint as module
from tokenizers.dictionary import load_dictionary
from tokenizers.fingerprint import fingerprint

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def _forget() -> Iterator[None]:
    fingerprint.cache_clear()
    yield
    fingerprint.cache_clear()


def test_it_is_twelve_hex_digits() -> None:
    assert re.fullmatch("[0-9a-f]{12}", fingerprint())


@pytest.mark.parametrize("seed", ["1", "2"])
def test_another_process_finds_the_same(seed: str) -> None:
    code = "from tokenizers.fingerprint import fingerprint; print(fingerprint())"
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
    printed = subprocess.check_output([sys.executable, "-c", code], cwd=ROOT, env=environment)
    assert printed.decode().strip() == fingerprint()


@pytest.mark.parametrize("part", ["words", "weak", "terms", "places", "deleted", "hidden"])
def test_it_changes_with_every_part_of_the_dictionary(
    part: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = fingerprint()
    dictionary = load_dictionary()
    value = getattr(dictionary, part)
    more = {**value, "某工会": 7} if isinstance(value, Mapping) else {*value, "某工会"}
    changed = replace(dictionary, **{part: more})
    monkeypatch.setattr(module, "load_dictionary", lambda: changed)
    fingerprint.cache_clear()
    assert fingerprint() != before


def test_it_changes_with_the_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    before = fingerprint()
    monkeypatch.setattr(module, "ANALYZER_VERSION", module.ANALYZER_VERSION + 1)
    fingerprint.cache_clear()
    assert fingerprint() != before
