"""What lacks a word of the query follows the matches, best first, and is never counted."""

from __future__ import annotations

from index.document import Document
from index.engine import Engine
from index.parser import parse
from index.query import And, DateRange, FacetValue, Filters, Query, Sort, Words
from index.result import Result

HEADLINE = "市总工会党组书记带队赴达州考察交流并签署协作框架协议"


def generous(engine: Engine, text: str, **options: object) -> Result:
    return engine.search(Query(parse(text).node, generous=True, **options))  # type: ignore[arg-type]


def ids(result: Result) -> list[str]:
    return [hit.id for hit in result.partial]


def test_a_headline_no_page_holds_whole_is_answered_with_the_nearest(engine: Engine) -> None:
    result = generous(engine, HEADLINE, facets=("year",))
    assert (result.total, result.hits) == (0, ())
    assert ids(result)[0] == "a01"
    assert result.facets[0].counts == {}


def test_without_asking_for_them_there_are_no_partial_matches(engine: Engine) -> None:
    assert engine.search(Query(parse(HEADLINE).node)).partial == ()


def test_partial_matches_fill_the_page_on_which_the_hits_end(fresh: Engine) -> None:
    fresh.update([Document(f"a{n}", "劳模休养", "") for n in range(7)])
    fresh.update([Document(f"b{n}", "劳模大会", "") for n in range(9)])
    first, second, third = (
        generous(fresh, "劳模 休养", offset=offset, limit=5) for offset in (0, 5, 10)
    )
    assert (first.total, len(first.hits), first.partial) == (7, 5, ())
    assert (second.total, len(second.hits), len(second.partial)) == (7, 2, 3)
    assert (third.total, third.hits, third.partial) == (7, (), ())
    assert {id_[0] for id_ in ids(second)} == {"b"}


def test_a_full_page_is_not_followed_even_where_the_hits_end_with_it(fresh: Engine) -> None:
    fresh.update([Document(f"a{n}", "劳模休养", "") for n in range(5)])
    fresh.update([Document("b", "劳模", "")])
    assert generous(fresh, "劳模 休养", limit=5).partial == ()
    assert ids(generous(fresh, "劳模 休养", limit=6)) == ["b"]


def test_no_hit_is_a_partial_match_too(engine: Engine) -> None:
    for text in ("总工会 协作", "联席会议 双城记", "“总工会” 召开", "(劳模 OR 工匠) 大赛"):
        result = generous(engine, text, limit=100)
        assert not {hit.id for hit in result.hits} & set(ids(result))


def test_filters_exclusions_and_named_facets_hold_for_partial_matches(fresh: Engine) -> None:
    fresh.update(
        [
            Document("old", "劳模", "", date="2019"),
            Document("new", "劳模", "", date="2020", regions=("510800",)),
            Document("out", "劳模 退休", "", date="2020", regions=("510800",)),
        ]
    )
    in_2020 = Filters({"year": ("2020",)})
    assert set(ids(generous(fresh, "劳模 休养", filters=in_2020))) == {"new", "out"}
    assert set(ids(generous(fresh, "劳模 休养 -退休"))) == {"old", "new"}
    since = Filters(dates=DateRange("2020", None))
    assert set(ids(generous(fresh, "劳模 休养", filters=since))) == {"new", "out"}
    named = And((Words("劳模"), Words("休养"), FacetValue("year", "", ("2019",))))
    assert ids(fresh.search(Query(named, generous=True))) == ["old"]


def test_a_query_of_no_text_has_no_partial_matches(engine: Engine) -> None:
    for text in ("", "——", "-总工会", "region:广元"):
        assert generous(engine, text, offset=0, limit=100).partial == ()


def test_partial_matches_come_by_relevance_whatever_the_order_of_hits(engine: Engine) -> None:
    # Sort.RECENT lets their age count, too.
    sorts = [sort for sort in Sort if sort is not Sort.RECENT]
    orders = [ids(generous(engine, HEADLINE, sort=sort)) for sort in sorts]
    assert orders[0]
    assert all(order == orders[0] for order in orders)


def test_titles_alone_are_looked_at_where_only_titles_were_asked_for(fresh: Engine) -> None:
    fresh.update([Document("t", "劳模", "会议"), Document("b", "会议", "劳模")])
    assert ids(generous(fresh, "title:劳模 title:休养")) == ["t"]
