from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.ingest.misalignment import realign


@pytest.mark.parametrize(
    ("shifted", "right"),
    [
        ("五一勞動獎狀、獎?wù)峦扑]評選活動", "五一勞動獎狀、獎章推薦評選活動"),
        ("五一勞動獎?wù)隆鲍@獎", "五一勞動獎章”獲獎"),
        ("們?cè)诟髯詬徫桓冻龅男燎趧趧?dòng)，", "們在各自崗位付出的辛勤勞動，"),
        ("國際勞動(dòng)?jì)D女節(jié)", "國際勞動(dòng)婦女節(jié)"),
        ("排隊?！边@首", "排隊。”這首"),
    ],
)
def test_shifted_bytes_are_put_right(shifted: str, right: str) -> None:
    assert realign(shifted) == (right, 1)


@pytest.mark.parametrize(
    "text",
    ["真的吗?！好的", "是吗?(huì)", "谁?去)", "a?b)c", "力量?！?/p>", "工会(VIP)", "多少?san)了"],
)
def test_what_does_not_read_clearly_better_stays(text: str) -> None:
    assert realign(text) == (text, 0)


@given(st.text(alphabet=st.sampled_from("獎章會?)(wùhuì！]@。a 峦扑")))
def test_any_string_comes_through(text: str) -> None:
    realign(text)


@given(st.text().filter(lambda text: "?" not in text))
def test_a_text_without_question_marks_is_left_alone(text: str) -> None:
    assert realign(text) == (text, 0)
