from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tokenizers.commonness import commonness

TEXT = "区总工会召开联席会议，研究部署下阶段工作。"


def test_text_is_commoner_than_the_same_bytes_read_wrongly() -> None:
    wrong = TEXT.encode("gb18030").decode("big5hkscs", errors="replace")
    assert commonness(TEXT) > 7 > 5 > commonness(wrong)


def test_traditional_is_as_common_as_simplified() -> None:
    assert commonness("區總工會") == commonness("区总工会")


@given(st.text(st.characters(max_codepoint=127)))
def test_ascii_says_nothing(text: str) -> None:
    assert commonness(text) == 0.0


@given(st.text())
def test_any_string_has_a_measure(text: str) -> None:
    assert commonness(text) >= 0.0
