from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.pasted import bare


@pytest.mark.parametrize("tail", ["）", ")", "。", "，", ",", ".", " ", "）。", ").\u3000"])
def test_punctuation_of_the_sentence_is_left_behind(tail: str) -> None:
    assert bare("510800" + tail) == "510800"


def test_brackets_of_the_text_itself_stay() -> None:
    assert bare("(劳模 或 工匠)") == "(劳模 或 工匠)"
    assert bare("（劳模）工匠）") == "（劳模）工匠"
    assert bare("。") == "。"


@given(st.text())
def test_nothing_but_the_end_is_touched(text: str) -> None:
    assert text.startswith(bare(text))
    assert bool(bare(text)) == bool(text)
