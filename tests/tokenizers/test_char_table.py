from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tokenizers.char_table import CharTable

_LONG = 30


class _Pairs(dict[int, str]):
    """Reads some characters as nothing, as several, as one beyond U+FFFF, and most as the next."""

    def __missing__(self, code: int) -> str:
        several = {ord("㎡"): "m2", ord("…"): "", ord("a"): "𠀀", ord("龘"): "\uffff"}
        return several.get(code, chr(code + 1) if 0x20 <= code < 0xD000 else chr(code))


def test_a_long_text_reads_as_its_characters_do() -> None:
    table = CharTable(_Pairs())
    assert table.translate("总工会" * _LONG) == "总工会".translate(_Pairs()) * _LONG


def test_what_is_read_as_nothing_is_gone_or_a_zero() -> None:
    table = CharTable(_Pairs())
    assert table.translate("工…会").replace("\0", "") == "工会".translate(_Pairs())
    assert table.translate("工…会" * _LONG).replace("\0", "") == "工会".translate(_Pairs()) * _LONG


def test_characters_without_a_place_in_the_table_are_read_by_the_mapping() -> None:
    table = CharTable(_Pairs())
    for odd in ("㎡", "a", "龘", "𠀀", "\ud800"):
        text = "总工会" * _LONG + odd
        assert table.translate(text) == text.translate(_Pairs())
        assert table.translate(text) == text.translate(_Pairs())


@given(st.lists(st.text(min_size=1)))
def test_every_text_reads_as_the_mapping_says(texts: list[str]) -> None:
    table = CharTable(_Pairs())
    for text in (*texts, *(text * _LONG for text in texts)):
        # Zeros were given or stand for nothing.
        read = text.translate(_Pairs()).replace("\0", "")
        assert table.translate(text).replace("\0", "") == read
