"""Names of a list stand for exactly one unit, or are shown with what they may be."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from searchapp.desk import Desk
from searchapp.ingest.organization_kinds import FEDERATION as KIND
from searchapp.ingest.organization_names import organization_id
from searchapp.ingest.pipeline import ingest
from searchapp.units import FEDERATION, Standing, read_unit


@pytest.fixture
def filled(
    desk: Desk, write: Callable[[str, str | bytes], str], page: Callable[[str, str], str]
) -> Desk:
    for city in ("广元市", "成都市"):
        ingest([write(f"{city}.txt", page(city, "开展送清凉活动"))], desk)
    return desk


def test_a_federation_has_the_id_that_ingest_gives_it() -> None:
    assert organization_id("广元市总工会", "510800", KIND) == "510800-zgh"
    assert FEDERATION == KIND


@pytest.mark.parametrize(
    "name", ["广元市总工会", "廣元市總工會", "510800-zgh", "四川省广元市总工会", "广元总工会"]
)
def test_a_unit_is_known_however_it_is_written(filled: Desk, name: str) -> None:
    reading = read_unit(name, "org", filled)
    assert (reading.standing, reading.value) == (Standing.FOUND, "510800-zgh")
    assert reading.label == "广元市总工会"


def test_a_federation_without_articles_is_known_and_absent(filled: Desk) -> None:
    reading = read_unit("利州区总工会", "org", filled)
    assert (reading.standing, reading.value) == (Standing.ABSENT, "510802-zgh")


def test_a_part_of_names_is_not_guessed_at(filled: Desk) -> None:
    reading = read_unit("市总工会", "org", filled)
    assert (reading.standing, reading.value, reading.exact) == (Standing.AMBIGUOUS, None, False)
    assert {c.label for c in reading.candidates} == {"广元市总工会", "成都市总工会"}


def test_a_name_of_several_places_is_ambiguous(filled: Desk) -> None:
    unit, region = (
        read_unit(n, f, filled) for n, f in (("鼓楼区总工会", "org"), ("鼓楼区", "region"))
    )
    assert unit.standing is region.standing is Standing.AMBIGUOUS
    assert unit.exact
    assert {c.value for c in unit.candidates} == {f"{c.value}-zgh" for c in region.candidates}


@pytest.mark.parametrize(
    ("name", "facet", "standing", "value"),
    [
        ("四川", "region", Standing.FOUND, "510000"),
        ("四川省/广元市", "region", Standing.FOUND, "510800"),
        ("桃花源", "region", Standing.UNREAD, None),
        ("某某厂工会", "org", Standing.ABSENT, "某某厂工会"),
        ("某某报", "source", Standing.ABSENT, "某某报"),
    ],
)
def test_other_names(
    filled: Desk, name: str, facet: str, standing: Standing, value: str | None
) -> None:
    reading = read_unit(name, facet, filled)
    assert (reading.standing, reading.value) == (standing, value)
    assert reading.note or standing is Standing.FOUND
