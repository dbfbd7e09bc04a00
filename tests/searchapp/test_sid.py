from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.sid import ALPHABET, new_sid, read_sid


def test_an_id_can_be_read_aloud() -> None:
    sid = new_sid()
    assert sid.startswith("S-")
    assert len(sid) == 10
    assert set(sid[2:]) <= set(ALPHABET)
    assert not set(ALPHABET) & set("ILOU")


@pytest.mark.parametrize(
    "typed",
    [
        *("S-7K2M10XA", "s-7k2m10xa", "S7K2M10XA", "S-7K2MIOXA", "s-7k2mloxa", " S – 7K2M 10XA "),
        *("S-7K2M10XA）", "S-7K2M10XA。", "S-7K2M10XA,", "Ｓ－７Ｋ２Ｍ１０ＸＡ", "S-7K2M10XA)."),
    ],
)
def test_an_id_is_read_however_it_was_copied(typed: str) -> None:
    assert read_sid(typed) == "S-7K2M10XA"


@pytest.mark.parametrize(
    "typed", ["", "S-", "S-7K2M10X", "S-7K2M10XAA", "D-7K2M10XA", "S-7K2M10XU"]
)
def test_what_cannot_be_an_id_is_none(typed: str) -> None:
    assert read_sid(typed) is None


@given(st.text())
def test_any_text_is_read_without_an_exception(text: str) -> None:
    sid = read_sid(text)
    assert sid is None or read_sid(sid) == sid
