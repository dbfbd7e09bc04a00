"""What comes first: wording, titles, what a story is about, how recent it is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from index.document import Document
from index.engine import Engine
from index.parser import parse
from index.query import About, Alternatives, Query, Sort, Term, Weighted, Words
from index.ranking import HALF_LIFE, TIMELESS
from index.scoring import READERS

assert READERS.nearness is not None
STRETCHES = READERS.nearness.reread
GUANGYUAN = About("region", ("510800",), "广元")


def ids(engine: Engine, text: str, **options: object) -> list[str]:
    query = Query(parse(text).node, limit=100, **options)  # type: ignore[arg-type]
    return [hit.id for hit in engine.search(query).hits]


def test_words_side_by_side_come_before_the_same_words_apart(fresh: Engine) -> None:
    fresh.update(
        [
            Document("apart", "会议", "职工到场，技能很多，比赛热烈。"),
            Document("together", "会议", "职工技能比赛热烈，到场很多。"),
        ]
    )
    assert ids(fresh, "职工技能比赛") == ["together", "apart"]


def test_what_begins_a_body_counts_where_there_is_no_title(fresh: Engine) -> None:
    filler = "今天天气晴朗，会议按时举行，大家发言。" * 8
    fresh.update(
        [
            Document("late", "", filler + "劳模休养。"),
            Document("early", "", "劳模休养。" + filler),
        ]
    )
    assert ids(fresh, "劳模休养") == ["early", "late"]
    fresh.update([Document("late", "会", filler + "劳模休养。"), Document("early", "会", filler)])
    fresh.update([Document("early", "会", "劳模休养。" + filler)])
    scores = {hit.score for hit in fresh.search(Query(parse("劳模休养").node)).hits}
    assert len(scores) == 1


def test_stories_about_a_place_come_before_those_that_mention_it(fresh: Engine) -> None:
    fresh.update([Document(f"m{n}", "广元广元", "广元，广元，广元。") for n in range(30)])
    fresh.update([Document("about", "劳模大会", "广元召开。" + "其他" * 50, regions=("510800",))])
    fresh.update([Document(f"o{n}", "其他", "其他") for n in range(30)])
    assert ids(fresh, "广元")[-1] == "about"
    assert ids(fresh, "广元", about=(GUANGYUAN,))[0] == "about"


def test_what_a_query_is_about_changes_the_order_and_no_count(engine: Engine) -> None:
    query = Query(parse("总工会").node, facets=("region",), limit=100)
    plain, about = engine.search(query), engine.search(replace(query, about=(GUANGYUAN,)))
    assert (plain.total, plain.facets) == (about.total, about.facets)
    assert {hit.id for hit in plain.hits} == {hit.id for hit in about.hits}


def test_recency_takes_from_old_stories_and_most_from_undated_ones(fresh: Engine) -> None:
    days = {"new": "2024-05-01", "old": "2023-05-01", "older": "2010-05-01", "undated": None}
    fresh.update([Document(id_, "劳模", "", date=day) for id_, day in days.items()])
    query = Query(parse("劳模").node, sort=Sort.RECENT)
    scores = {hit.id: hit.score for hit in fresh.search(query).hits}
    assert list(scores) == ["new", "old", "older", "undated"]
    half = TIMELESS + (1 - TIMELESS) * 0.5**HALF_LIFE
    assert abs(scores["old"] / scores["new"] - half) < 1e-3
    assert abs(scores["undated"] / scores["new"] - TIMELESS) < 1e-6


def test_relevance_weighs_more_than_recency_where_it_differs_much(fresh: Engine) -> None:
    fresh.update(
        [
            Document("old", "劳模休养", "劳模休养，劳模休养。", date="2023"),
            Document("new", "会议", "劳模到场" + "其他" * 200 + "休养", date="2024-01-01"),
        ]
    )
    assert ids(fresh, "劳模 休养", sort=Sort.RECENT) == ["old", "new"]


@pytest.mark.parametrize("merged", [False, True])
def test_every_page_size_gives_the_same_list(fresh: Engine, merged: bool) -> None:
    many = sum(STRETCHES) + 20
    fresh.update(
        [Document(f"{n:03}", "", "会议" * (n % 50) + "劳模休养" * (n % 7 + 1)) for n in range(many)]
    )
    node = parse("劳模休养").node
    whole = [hit.id for hit in fresh.search(Query(node, limit=many, merged=merged)).hits]
    assert len(set(whole)) == many
    for size in (10, 15, 20, 100):
        pages = [
            hit.id
            for offset in range(0, many, size)
            for hit in fresh.search(Query(node, offset=offset, limit=size, merged=merged)).hits
        ]
        assert pages == whole


@pytest.mark.parametrize("sort", [Sort.RELEVANCE, Sort.RECENT])
def test_each_stretch_of_a_list_is_put_in_order_by_its_wording(fresh: Engine, sort: Sort) -> None:
    first, _ = STRETCHES
    often = [Document(f"f{n:02}", "会议", "劳模，" * 9 + "疗养。" * 9) for n in range(first)]
    apart = [Document(f"a{n:02}", "会议", "劳模，会议，疗养。" + "会议" * n) for n in range(20)]
    together = Document("together", "会议", "劳模疗养，" + "会议" * 24)
    fresh.update([*often, *apart, together])
    query = Query(parse("劳模疗养").node, limit=100, sort=sort, explain=True)
    hits = fresh.search(query).hits
    assert [hit.id for hit in hits][: first + 1] == [*sorted(d.id for d in often), "together"]
    for begin, end in ((0, first), (first, len(hits))):
        scores = [hit.score for hit in hits[begin:end]]
        assert scores == sorted(scores, reverse=True)
    for hit in hits:
        assert any(reason.kind == "wording" for reason in hit.reasons)
        assert sum(r.score for r in hit.reasons) == pytest.approx(hit.score, rel=1e-4)


def test_scores_never_rise_down_the_list(engine: Engine) -> None:
    for text in ("总工会", "联席会议 总工会", "“总工会”", "会 OR 议"):
        scores = [hit.score for hit in engine.search(Query(parse(text).node, limit=100)).hits]
        assert scores == sorted(scores, reverse=True)


def test_words_in_one_passage_come_before_the_same_words_far_apart(fresh: Engine) -> None:
    far = "劳模出发。" + "今天天气晴朗大家发言。" * 20 + "疗养结束。"
    near = "今天天气晴朗大家发言。" * 20 + "劳模出发，疗养结束。"
    fresh.update([Document("far", "会议", far), Document("near", "会议", near)])
    assert ids(fresh, "劳模 疗养") == ["near", "far"]


def test_the_column_of_a_pasted_headline_does_not_outweigh_its_words(fresh: Engine) -> None:
    others = [Document(f"o{n}", "其他", "今天的会议按时举行。") for n in range(30)]
    column = Document("column", "新春走基层启动", "新春走基层活动启动，新春走基层。")
    story = Document("story", "夜班", "工会为夜班职工送去热茶。")
    fresh.update([*others, column, story])
    query = Query(parse("【新春走基层】夜班热茶").node, generous=True)
    assert [hit.id for hit in fresh.search(query).partial][:2] == ["story", "column"]


EXPLAINED = (
    "总工会",
    "联席会议 总工会",
    "“总工会” 召开",
    "合川 OR 丰泽",
    "总工会 -协作",
    "会",
    "【协作】总工会 召开",
)


@pytest.mark.parametrize("text", EXPLAINED)
@pytest.mark.parametrize("sort", [Sort.RELEVANCE, Sort.RECENT])
def test_the_parts_of_a_score_add_up_to_it(engine: Engine, text: str, sort: Sort) -> None:
    query = Query(parse(text).node, limit=100, sort=sort, about=(GUANGYUAN,))
    plain = engine.search(replace(query, generous=True))
    explained = engine.search(replace(query, generous=True, explain=True))
    hits = [*explained.hits, *explained.partial]
    assert hits
    assert [hit.id for hit in hits] == [hit.id for hit in (*plain.hits, *plain.partial)]
    for hit in hits:
        assert sum(r.score for r in hit.reasons) == pytest.approx(hit.score, rel=1e-4, abs=1e-5)
        assert all(not hit.reasons for hit in plain.hits)


def test_an_alternative_is_explained_by_what_it_found(fresh: Engine) -> None:
    fresh.update([Document("t", "职工", "劳模到场"), Document("s", "职工", "劳动模范到场")])
    node = Alternatives(Words("劳模"), (Weighted(Term("劳动模范"), 0.5),))
    for hit in fresh.search(Query(node, explain=True)).hits:
        assert sum(reason.score for reason in hit.reasons) == pytest.approx(hit.score, rel=1e-4)
        words = {reason.string for reason in hit.reasons if reason.kind == "word"}
        assert words == {"劳模" if hit.id == "t" else "劳动模范"}
