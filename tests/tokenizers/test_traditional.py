from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tokenizers.traditional import mend_variants, script_of, simplify, traditional_share


@pytest.mark.parametrize(
    ("written", "simplified"),
    [
        ("沿著、隨著、著力、接著", "沿着、随着、着力、接着"),
        ("著名、顯著、土著、編著、著稱", "著名、显著、土著、编著、著称"),
        ("乾縣、乾安縣、乾隆、乾燥", "乾县、乾安县、乾隆、干燥"),
        ("於潛鎮於是", "於潜镇于是"),
        ("陜西﹔衞生﹕復甦", "陕西；卫生：复苏"),
        ("鍾南山", "钟南山"),
        ("爲了羣衆啓動五裏坡", "为了群众启动五里坡"),
        ("什么、聯系、并講話", "什么、联系、并讲话"),
        ("資訊、品質、計程車", "资讯、品质、计程车"),
    ],
)
def test_traditional_becomes_simplified_without_changing_words(
    written: str, simplified: str
) -> None:
    assert simplify(written) == simplified


@given(st.text())
def test_simplifying_keeps_the_length(text: str) -> None:
    assert len(simplify(text)) == len(text)


def test_a_simplified_page_loses_only_what_no_simplified_page_means() -> None:
    assert mend_variants("陜西乾县于海﹔著力") == "陕西乾县于海；著力"
    assert mend_variants("羣众爲先") == "群众为先"
    assert mend_variants("陜西羣眾爲先", "hant") == "陕西羣眾爲先"


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("丰泽区总工会召开联席会议", "hans"),
        ("", "hans"),
        ("In 2020, nothing Chinese", "hans"),
        ("市委副書記到市總工會走訪，黨組書記參加", "converted"),
        ("鄂爾多斯市總工會爲東勝區授牌　責編：閆涵", "converted"),
        ("香港工聯會召開記者會，「打工仔」促請勞工處跟進", "hant"),
        ("臺北市總工會與勞動局合辦模範勞工表揚，資訊公開", "hant"),
        ("這一頁沒有說明來歷", "hant"),
    ],
)
def test_evidence_decides_whether_traditional_is_genuine(text: str, script: str) -> None:
    assert script_of(text) == script


def test_splices_language_and_bytes_are_evidence_too() -> None:
    text = "這一頁沒有說明來歷"
    assert script_of(text, splices=3) == "converted"
    assert script_of(text, encoding="gb18030") == "converted"
    assert script_of(text + "黨組", lang="zh-TW") == "hant"
    assert script_of(text + "黨組", encoding="big5hkscs") == "hant"


def test_the_share_counts_han_characters_only() -> None:
    assert traditional_share("abc 123") == 0.0
    assert traditional_share("總abc会") == 0.5


def test_every_mirror_of_the_shared_pages_is_turned_back(shared: Path) -> None:
    records = [
        json.loads(line)
        for line in (shared / "data/union_pages.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    scripts = {r["id"]: (script_of(r["raw"]), r["script"]) for r in records}
    assert [
        i for i, (found, said) in scripts.items() if (found == "hans") != (said == "hans")
    ] == []
    assert [i for i, (found, _) in scripts.items() if found == "hant"] == []
