from __future__ import annotations

from collections.abc import Callable

from searchapp.check import check
from searchapp.desk import Desk
from searchapp.sample_collection import META, fill, needs_samples, note_own_pages


def test_an_empty_store_is_filled_once_and_says_so_for_good(desk: Desk) -> None:
    assert needs_samples(desk)
    outcome = fill(desk)
    assert outcome.new >= 80
    assert outcome.quarantined == 0
    assert not needs_samples(desk)
    assert desk.store.meta(META) == "only"
    assert all(finding.agrees for finding in check(desk))


def test_a_filling_that_was_interrupted_goes_on(
    desk: Desk, write: Callable[[str, str], str]
) -> None:
    desk.store.set_meta(META, "filling")
    assert needs_samples(desk)


def test_own_pages_among_samples_are_noted_and_elsewhere_are_no_samples(desk: Desk) -> None:
    assert not note_own_pages(desk)
    assert desk.store.meta(META) is None
    desk.store.set_meta(META, "only")
    assert note_own_pages(desk)
    assert desk.store.meta(META) == "mixed"
