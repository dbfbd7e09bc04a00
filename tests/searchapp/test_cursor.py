"""The bookmark that reads a whole answer stretch by stretch."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.cursor import decode_cursor, encode_cursor
from searchapp.errors import InvalidParameter
from searchapp.params import SearchParams

SEARCH = SearchParams(q="劳模", year=("2020",))


@given(st.integers(0, 10**9), st.text(max_size=40))
def test_a_bookmark_leads_back_to_its_row(offset: int, generation: str) -> None:
    assert decode_cursor(encode_cursor(offset, generation, SEARCH), generation, SEARCH) == offset


def test_a_bookmark_of_an_older_index_is_refused_not_continued() -> None:
    cursor = encode_cursor(100, "gen-1", SEARCH)
    with pytest.raises(InvalidParameter) as caught:
        decode_cursor(cursor, "gen-2", SEARCH)
    assert caught.value.problem == "expired-cursor"


def test_a_bookmark_of_another_search_is_refused() -> None:
    cursor = encode_cursor(100, "gen-1", SEARCH)
    with pytest.raises(InvalidParameter) as caught:
        decode_cursor(cursor, "gen-1", SearchParams(q="工匠"))
    assert caught.value.problem == "invalid-cursor"


def test_the_size_of_a_stretch_may_change_while_reading() -> None:
    cursor = encode_cursor(100, "gen-1", SEARCH.but(per_page=50))
    assert decode_cursor(cursor, "gen-1", SEARCH.but(per_page=20)) == 100


@given(st.text(max_size=60).filter(lambda text: text not in ("", "*")))
def test_garbage_is_refused_by_name(cursor: str) -> None:
    with pytest.raises(InvalidParameter):
        decode_cursor(cursor, "gen-1", SEARCH)
