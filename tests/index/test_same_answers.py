"""One query, one answer: the same ids in the same order from both codecs and every Whoosh.

The expected lists stand in this file, so that the lane of Whoosh 2.7.4 is held to what whoosh3
gives.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.arrays.codec import ArrayCodec
from index.document import Document
from index.engine import Engine
from index.parser import parse
from index.query import (
    Alternatives,
    And,
    DateRange,
    Node,
    Not,
    Phrase,
    Published,
    Query,
    Sort,
    Term,
    Weighted,
    Words,
)
from index.whoosh_codec import WhooshCodec
from index.whoosh_engine import WhooshEngine
from tokenizers.written_dates import date_terms

DOCUMENTS = [
    Document("model", "劳模进车间", "劳模讲述成长经历。", date="2020-05-01"),
    Document("models", "劳动模范报告会", "二〇二〇年十月九日，劳动模范登台。", date="2021-05-01"),
    Document("honor", "全国五一劳动奖章颁奖", "全国五一劳动奖章获得者登台。", date="2020-10-09"),
    Document("plaque", "五一劳动奖状揭晓", "五一劳动奖状花落谁家。", date="2020"),
    Document("workers", "新就业形态劳动者入会", "新就业形态劳动者集中入会。", date="2020-10"),
    Document("rider", "骑手之家揭牌", "2020.10.9起，骑手之家开放。"),
    Document("form", "就业服务月", "服务月期间更新就业，形态统计从略。", date="2019-12-31"),
    Document("safety", "安全总监座谈", "安全总监交流，总工程师点评。", date="2021-06-01"),
    Document("bare", "", "讲述车间集中成长经历，夜班热茶送到。"),
    Document("union", "全总部署", "全总部署春送岗位。", date="2021-06-02"),
    Document("union tw", "總工會召開會議", "總工會召開會議，部署春送崗位。", date="2021-06-03"),
]
MODELS = Alternatives(Words("劳模"), (Weighted(Term("劳动模范"), 0.8),))
DAY = Alternatives(
    Phrase("2020年10月9日"),
    (
        Weighted(Term(date_terms("2020-10-09")[0]), 1.0),
        Weighted(Published(DateRange("2020-10-09", "2020-10-09")), 0.5),
    ),
)
ANSWERS: list[tuple[str, Node, str]] = [
    ("a synonym behind what was typed", MODELS, "model models"),
    ("a date in three notations and the day of publication", DAY, "rider models honor"),
    ("a synonym and a date", And((MODELS, DAY)), "models"),
    ("a synonym excluded", And((Words("登台"), Not(MODELS))), "honor"),
    (
        "a word inside a longer one before a string across two words",
        Words("新就业形态"),
        "workers form",
    ),
    ("a word inside a longer one, as a word", Term("新就业形态"), "workers"),
    ("an honor inside its full name", Words("五一劳动奖章"), "honor"),
    ("no word: it straddles two", Term("总工"), ""),
    ("the same characters as a string", Words("总工"), "union_tw safety"),
    ("a short name as a word", Term("全总"), "union"),
    ("a short name as a string", Phrase("全总"), "union safety"),
    ("articles of a year", Published(DateRange("2020", "2020")), "honor workers model plaque"),
    ("traditional and simplified", parse("春送岗位 總工會").node, "union_tw"),
]


@pytest.fixture(scope="module")
def engines(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Iterator[list[Engine]]:
    opened: list[Engine] = []
    for codec in (ArrayCodec(), WhooshCodec()):
        engine = WhooshEngine(tmp_path_factory.mktemp("same") / "index", cache, codec)
        engine.update(DOCUMENTS[:6])
        engine.update(DOCUMENTS[5:])
        opened.append(engine)
    yield opened
    for engine in opened:
        engine.close()


@pytest.mark.parametrize(("what", "node", "expected"), ANSWERS, ids=[row[0] for row in ANSWERS])
def test_every_engine_lists_the_same_ids(
    engines: list[Engine], what: str, node: Node, expected: str
) -> None:
    for engine in engines:
        found = [hit.id.replace(" ", "_") for hit in engine.search(Query(node)).hits]
        assert found == expected.split()


@pytest.mark.parametrize("node", [row[1] for row in ANSWERS], ids=[row[0] for row in ANSWERS])
@pytest.mark.parametrize("sort", Sort)
def test_every_engine_gives_the_same_whole_answer(
    engines: list[Engine], node: Node, sort: Sort
) -> None:
    first, second = (
        engine.search(Query(node, facets=("year", "month"), sort=sort)) for engine in engines
    )
    assert (first.hits, first.total, first.facets) == (second.hits, second.total, second.facets)


TYPED = (
    "劳模",
    "五一劳动奖章 全国",
    "【劳模进车间】劳模讲述成长经历",
    "新就业形态劳动者集中入会，骑手之家揭牌",
    "“总工会” 部署 春送岗位",
    "總工會召開會議 -协作",
    "安全总监 OR 骑手 OR 奖状",
    "会",
    "车间夜班热茶",
)


@pytest.mark.parametrize("text", TYPED)
@pytest.mark.parametrize("sort", [Sort.RELEVANCE, Sort.RECENT])
def test_every_engine_ranks_alike_to_the_last_bit_of_each_score(
    engines: list[Engine], text: str, sort: Sort
) -> None:
    query = Query(parse(text).node, sort=sort, limit=100, generous=True, explain=True)
    first, second = (engine.search(query) for engine in engines)
    assert first.hits or first.partial
    assert (first.hits, first.partial) == (second.hits, second.partial)
