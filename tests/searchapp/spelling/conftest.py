"""A small vocabulary and a collection to count in, and the tables of typed queries."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from searchapp.spelling.lexicon import Lexicon
from tokenizers.dictionary import load_dictionary

HERE = Path(__file__).resolve().parent
COUNTS = {"工会": 900, "公会": 12, "劳模": 300, "爱心": 200, "中国": 999, "攻坚": 80, "心里": 90}


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return Lexicon({**COUNTS, "GDP": 50, "a": 9, "罕见": 1}, load_dictionary(), 2000)


def table(name: str) -> list[dict[str, str]]:
    """Return the rows of a table of this folder."""
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        rows = [line for line in file if not line.startswith("#")]
    return list(csv.DictReader(rows, delimiter="\t", quoting=csv.QUOTE_NONE))
