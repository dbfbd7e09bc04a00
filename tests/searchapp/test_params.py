"""SearchParams: what URLs mean, and the one spelling they are given back in."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.query import FACETS, Sort
from searchapp.errors import InvalidParameter
from searchapp.params import SearchParams

YEARS = st.sampled_from(["2012", "2020", "2026", "none"])
MONTHS = st.sampled_from(["2020-01", "2020-12", "none"])
CODES = st.sampled_from(["510000", "510800", "none"])
NAMES = st.text(alphabet="广元市总工会abc0-9& =?#%/", min_size=1, max_size=12).map(str.strip)


def many(values: st.SearchStrategy[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(values.filter(bool), unique=True, max_size=3).map(tuple)


params_strategy = st.builds(
    SearchParams,
    q=st.text(max_size=30).map(str.strip),
    within=many(NAMES),
    scope=st.sampled_from(["all", "title", "body"]),
    region=many(CODES),
    year=many(YEARS),
    month=many(MONTHS),
    org=many(NAMES),
    source=many(NAMES),
    start=st.sampled_from([None, "2020-01-01"]),
    end=st.sampled_from([None, "2021-12-31"]),
    sort=st.sampled_from(Sort),
    page=st.integers(1, 50),
    per_page=st.integers(1, 100),
)


@given(params_strategy)
def test_the_canonical_url_reads_back_as_the_same_search(params: SearchParams) -> None:
    url = urlsplit(params.canonical())
    again = SearchParams.from_args(parse_qs(url.query, keep_blank_values=True))
    assert again.canonical() == params.canonical()
    assert again.q == params.q
    assert set(again.within) == set(params.within)
    assert {name: set(getattr(again, name)) for name in FACETS} == {
        name: set(getattr(params, name)) for name in FACETS
    }


@given(params_strategy)
def test_canonical_urls_hold_only_characters_that_survive_pasting(params: SearchParams) -> None:
    allowed = set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~%+&=?/")
    assert set(params.canonical()) <= allowed


def test_order_of_arguments_and_repeats_do_not_change_the_link() -> None:
    one = SearchParams.from_args({"year": ["2021", "2020", "2020"], "q": ["劳模"]})
    two = SearchParams.from_args({"q": ["劳模"], "year": ["2020", "2021"]})
    assert one.canonical() == two.canonical()


def test_defaults_and_empty_form_fields_leave_no_trace() -> None:
    args = {"q": [""], "in": ["all"], "from": [""], "to": [" "], "sort": ["relevance"]}
    assert SearchParams.from_args(args).canonical() == "/search"


def test_a_year_or_month_as_range_end_means_its_last_day() -> None:
    params = SearchParams.from_args({"from": ["2020"], "to": ["2020年2月"]})
    assert (params.start, params.end) == ("2020-01-01", "2020-02-29")


def test_unknown_arguments_are_reported_and_campaign_marks_are_not() -> None:
    params = SearchParams.from_args({"q": ["x"], "colour": ["red"], "utm_source": ["a"]})
    assert params.unknown == ("colour",)


@pytest.mark.parametrize(
    ("name", "value", "problem"),
    [
        ("year", "20x0", "invalid-year"),
        ("month", "2020-13", "invalid-month"),
        ("from", "2020-13-01", "invalid-date"),
        ("to", "昨天", "invalid-date"),
        ("sort", "newest", "invalid-sort"),
        ("page", "0", "invalid-page"),
        ("page", "二", "invalid-page"),
        ("per_page", "101", "invalid-per-page"),
        ("in", "url", "invalid-in"),
        ("facets", "colour", "invalid-facets"),
        ("q", "长" * 513, "query-too-long"),
        ("within", "长" * 513, "query-too-long"),
    ],
)
def test_a_wrong_value_is_refused_by_name_with_a_cure(name: str, value: str, problem: str) -> None:
    with pytest.raises(InvalidParameter) as caught:
        SearchParams.from_args({name: [value]})
    assert caught.value.parameter == name
    assert caught.value.problem == problem
    assert caught.value.detail.endswith("。")


def test_a_search_is_narrowed_only_so_often() -> None:
    with pytest.raises(InvalidParameter) as caught:
        SearchParams.from_args({"within": [str(i) for i in range(9)]})
    assert (caught.value.parameter, caught.value.problem) == ("within", "too-many-values")


@given(st.dictionaries(st.text(max_size=8), st.lists(st.text(max_size=12), max_size=3)))
def test_any_arguments_are_read_or_refused_never_worse(args: dict[str, list[str]]) -> None:
    try:
        params = SearchParams.from_args(args)
    except InvalidParameter as error:
        assert error.detail
    else:
        assert params.canonical().startswith("/search")
