"""Marks survive the cut into paragraphs; any entry is found on one short page."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from index.snippet import Piece
from searchapp.web.reading import _window, paragraphs

PIECES = st.lists(st.builds(Piece, st.text("劳模 \n", max_size=5), st.booleans())).map(tuple)


def test_a_mark_that_runs_over_a_line_end_goes_on_in_the_next_paragraph() -> None:
    cut = paragraphs((Piece("甲", False), Piece("乙\n丙", True), Piece("丁", False)))
    assert cut == [
        (Piece("甲", False), Piece("乙", True)),
        (Piece("丙", True), Piece("丁", False)),
    ]


@given(PIECES)
def test_paragraphs_lose_and_add_no_character(text: tuple[Piece, ...]) -> None:
    shown = ["".join(p.text for p in line) for line in paragraphs(text)]
    lines = "".join(p.text for p in text).split("\n")
    assert shown == [line for line in lines if line.strip()]


@given(st.integers(1, 10_000))
def test_one_page_holds_an_entry_and_its_neighbours(position: int) -> None:
    size, page = _window(position)
    first = (page - 1) * size + 1
    assert first <= max(position - 1, 1)
    assert position + 1 <= first + size - 1
    assert size <= 13
