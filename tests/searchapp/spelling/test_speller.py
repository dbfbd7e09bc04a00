"""The typist's helper over a live collection, and how often it is right."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.document import Document
from index.engine import Engine, open_engine
from searchapp.desk import Desk
from searchapp.spelling.speller import Speller
from tests.searchapp.spelling.conftest import HERE, table
from tokenizers.analyzer import open_analyzer

BASELINE = json.loads((HERE / "baseline.json").read_text(encoding="utf-8"))["sample"]


@pytest.fixture(scope="module")
def desk(samples: Desk) -> Desk:
    return samples


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    opened = open_engine(tmp_path / "index", tmp_path / "cache")
    yield opened
    opened.close()


def test_the_tables_are_as_large_as_was_asked_for_and_contradict_nobody() -> None:
    misspelt, correct = table("misspelt.tsv"), table("correct.tsv")
    assert len({row["typed"] for row in misspelt}) == len(misspelt) == 200
    assert len({row["typed"] for row in correct}) == len(correct) >= 500
    assert {row["error"] for row in misspelt} == {"homophone", "shape", "missing", "doubled"}
    assert not {row["typed"] for row in misspelt} & {row["typed"] for row in correct}


def test_misspelt_queries_are_corrected_as_often_as_ever(desk: Desk) -> None:
    wrong = [r for r in table("misspelt.tsv") if desk.speller.meant(r["typed"]) != r["wanted"]]
    right = len(table("misspelt.tsv")) - len(wrong)
    assert right >= BASELINE["right_first"], wrong


def test_correct_queries_are_left_alone_as_often_as_ever(desk: Desk) -> None:
    rows = table("correct.tsv")
    changed = [(r["typed"], m) for r in rows if (m := desk.speller.meant(r["typed"]))]
    assert len(rows) - len(changed) >= BASELINE["left_alone"], changed


def test_letters_that_stand_in_an_article_are_no_pinyin(engine: Engine, tmp_path: Path) -> None:
    speller = Speller(engine, open_analyzer(tmp_path / "cache"))
    assert speller.meant("laomo") == "劳模"
    engine.update([Document("1", "Laomo 品牌发布", "")])
    assert speller.meant("laomo") is None


def test_words_of_a_new_article_are_known_once_the_vocabulary_is_read_again(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("searchapp.spelling.speller.SHARE", 0)
    speller = Speller(engine, open_analyzer(tmp_path / "cache"))
    assert "歌舞伎" not in speller.lexicon
    before = speller.lexicon
    assert speller.lexicon is before
    engine.update([Document("1", "歌舞伎演出", "")])
    assert "歌舞伎" in speller.lexicon


def test_traditional_characters_are_corrected_into_simplified_ones(desk: Desk) -> None:
    assert desk.speller.meant("總公會") == "总工会"


def test_what_was_prepared_is_not_read_again(engine: Engine, tmp_path: Path) -> None:
    speller = Speller(engine, open_analyzer(tmp_path / "cache"))
    speller.prepare()
    before = speller.lexicon
    assert speller.meant("zgh") == "总工会"
    assert speller.complete("zonggo", 3) == ["总工会"]
    assert speller.lexicon is before
