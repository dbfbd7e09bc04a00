from __future__ import annotations

import pytest

from searchapp.ingest.page import CleanPage
from searchapp.ingest.regions import find_regions
from tokenizers.gazetteer import load_gazetteer

GAZETTEER = load_gazetteer()


def about(body: str, site: str | None = None) -> list[str]:
    reading = find_regions(CleanPage(body[:6], True, body, site=site), GAZETTEER)
    return ["/".join(GAZETTEER.path(code)) for code in reading.about]


def test_a_story_that_names_only_its_street_is_about_the_county() -> None:
    assert about("近日，尧塘街道总工会慰问企业职工。") == ["江苏省/常州市/金坛区"]


def test_visitors_of_the_city_make_it_a_story_of_the_county() -> None:
    body = "茂名市总工会主席一行到我市，先后来到下郭街道等地调研。"
    assert about(body) == ["广东省/茂名市/化州市"]


@pytest.mark.parametrize(
    ("body", "site", "expected"),
    [
        # The city's own story about one of its streets stays the city's.
        ("茂名市总工会在下郭街道开展活动，市总工会领导参加。", None, ["广东省/茂名市"]),
        # A page at home elsewhere does not move to where a town of that name is.
        ("近日，我市职工到尧塘街道参观。", "南京工会", ["江苏省/南京市"]),
        ("尧塘街道和下郭街道的职工参加联谊。", None, []),
        ("全国总工会在尧塘街道调研。", None, ["全国"]),
    ],
)
def test_a_street_does_not_speak_against_what_is_known(
    body: str, site: str | None, expected: list[str]
) -> None:
    assert about(body, site) == expected
