"""Facets as shown: a short list is the beginning of the whole one, whoever ties with its end."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.result import FacetCounts
from searchapp.desk import Desk
from searchapp.facet_view import facet_view
from searchapp.params import SearchParams
from searchapp.search import facet
from searchapp.search_page import FacetValueView

FACETS = st.sampled_from(["org", "source", "region"])


@pytest.fixture(scope="module")
def desk(samples: Desk) -> Desk:
    return samples


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=FACETS, limit=st.integers(0, 12), data=st.data())
def test_a_short_list_begins_as_the_whole_one_does(
    desk: Desk, name: str, limit: int, data: st.DataObject
) -> None:
    known = sorted(v.value for v in _whole(name, desk))
    counts = data.draw(st.dictionaries(st.sampled_from(known), st.integers(1, 3)))
    counted = FacetCounts(name, counts, 0)
    whole = facet_view(counted, SearchParams(), desk, None)
    short = facet_view(counted, SearchParams(), desk, limit)
    shown = [(v.value, v.label, v.count) for v in short.values]
    assert shown == [(v.value, v.label, v.count) for v in whole.values][:limit]
    assert short.values_total == whole.values_total == len(counts)


def test_what_is_chosen_is_shown_beyond_the_limit(desk: Desk) -> None:
    values = [v.value for v in _whole("org", desk)]
    last = values[-1]
    counted = FacetCounts("org", dict.fromkeys(values, 2) | {last: 1}, 0)
    shown = facet_view(counted, SearchParams(org=(last,)), desk, 3).values
    assert len(shown) == 4
    assert (shown[-1].value, shown[-1].selected) == (last, True)


def _whole(name: str, desk: Desk) -> tuple[FacetValueView, ...]:
    return facet(name, SearchParams(), desk).values
