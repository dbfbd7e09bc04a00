from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.ingest.run_ends import mend_run_ends


@pytest.mark.parametrize(
    ("shifted", "right"),
    [
        ("“五一勞動獎?wù)?/font>榮譽稱號", "“五一勞動獎章</font>榮譽稱號"),
        ("五一勞動獎狀(獎?wù)拢?、工人先鋒號", "五一勞動獎狀(獎章）、工人先鋒號"),
        ("“凝聚奮斗力量?！?/p>", "“凝聚奮斗力量。”</p>"),
        ("遠方?！逼渲械摹笆　", "遠方。”其中的“省?"),
        ("表彰獎章，頒發獎?wù)?/span>和證書", "表彰獎章，頒發獎章</span>和證書"),
    ],
)
def test_the_end_of_a_run_is_put_right_where_proven(shifted: str, right: str) -> None:
    assert mend_run_ends(shifted) == (right, 1)


@pytest.mark.parametrize(
    "text",
    [
        "頒發獎?wù)?/span>和證書",  # nothing says which character it was
        "多少?san)?/p>",
        "真的吗?！好的",
        "尚書?。▓?zhí)行)",
        "你去?/p>",
    ],
)
def test_what_nothing_proves_stays(text: str) -> None:
    assert mend_run_ends(text) == (text, 0)


@given(st.text(alphabet=st.sampled_from("獎章會?)(wùhuì！]/p>font。a峦拢、“")))
def test_any_string_comes_through(text: str) -> None:
    mend_run_ends(text)


@pytest.mark.parametrize("piece", ["獎?wù)?/font>", "獎?wù)拢?、", "力量?！?/p>", "獎?"])
def test_a_megabyte_takes_under_two_seconds(piece: str) -> None:
    text = piece * (1_000_000 // len(piece.encode()))
    mend_run_ends("五一勞動獎?wù)?/font>")  # loads the tables
    start = time.process_time()
    mend_run_ends(text)
    assert time.process_time() - start < 2
