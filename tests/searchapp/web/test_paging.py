"""A reader reaches the first, the last and the neighbouring pages."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from searchapp.web.paging import page_numbers


def test_a_short_list_offers_every_page() -> None:
    assert page_numbers(3, 5) == (1, 2, 3, 4, 5)


def test_a_gap_of_one_page_is_that_page() -> None:
    assert page_numbers(5, 9) == (1, 2, 3, 4, 5, 6, 7, 8, 9)


def test_nothing_has_no_pages() -> None:
    assert page_numbers(1, 0) == ()


@given(st.data())
def test_first_last_and_current_are_there_in_order(data: st.DataObject) -> None:
    last = data.draw(st.integers(1, 10_000))
    current = data.draw(st.integers(1, last))
    numbers = page_numbers(current, last)
    shown = [n for n in numbers if n is not None]
    assert {1, current, last} <= set(shown)
    assert shown == sorted(set(shown))
    for before, number, after in zip(numbers, numbers[1:], numbers[2:], strict=False):
        if number is None:
            assert before is not None
            assert after is not None
            assert after - before > 2
