"""A link of any version opens the search it meant."""

from __future__ import annotations

import csv
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from searchapp.parameter_aliases import aliases, renamed
from searchapp.params import DISPLAY, MULTIPLE, SINGLE, SearchParams

with (Path(__file__).parent / "golden_links.tsv").open(encoding="utf-8") as file:
    GOLDEN = [(row["link"], row["means"]) for row in csv.DictReader(file, delimiter="\t")]


@pytest.mark.parametrize(("link", "means"), GOLDEN)
def test_a_golden_link_means_what_it_meant(link: str, means: str) -> None:
    params = SearchParams.from_args(parse_qs(urlsplit(link).query))
    assert params.canonical() == means
    assert params.unknown == ()


def test_every_old_name_has_a_golden_link() -> None:
    links = " ".join(link for link, _ in GOLDEN)
    assert [old for old in aliases() if f"{old}=" not in links] == []


def test_old_names_lead_to_names_of_today_and_shadow_none() -> None:
    today = {*MULTIPLE, *SINGLE}
    assert set(aliases().values()) <= today
    assert not set(aliases()) & (today | {*DISPLAY})


def test_a_name_of_today_wins_unless_it_is_blank() -> None:
    assert renamed({"query": ["old"], "q": ["new"]}) == {"q": ["new"]}
    assert renamed({"q": ["new"], "query": ["old"]}) == {"q": ["new"]}
    assert renamed({"query": ["old"], "q": [""]}) == {"q": ["old", ""]}
