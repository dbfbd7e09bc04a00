"""What typed queries mean, and that no text at all is refused."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.parser import LABEL, MAX_CLAUSES, MAX_DEPTH, MAX_TEXT, NOTHING, parse
from index.query import And, Everything, FacetValue, Node, Not, Or, Phrase, Words
from index.query_text import to_text

TITLE = ("title", "supplied")


def words(*texts: str) -> tuple[Words, ...]:
    return tuple(Words(text) for text in texts)


MEANT: list[tuple[str, Node]] = [
    ("", Everything()),
    (" \u3000\n", Everything()),
    ("总工会", Words("总工会")),
    ("總工會 協作", And(words("總工會", "協作"))),
    ("總工會\u3000協作", And(words("總工會", "協作"))),
    ("劳模 OR 工匠", Or(words("劳模", "工匠"))),
    ("劳模 或 工匠", Or(words("劳模", "工匠"))),
    ("劳模|工匠", Or(words("劳模", "工匠"))),
    ("劳模 ＯＲ 工匠｜先锋", Or(words("劳模", "工匠", "先锋"))),
    ("甲 乙 OR 丙", Or((And(words("甲", "乙")), Words("丙")))),
    ("甲 (乙 OR 丙)", And((Words("甲"), Or(words("乙", "丙"))))),
    ("甲（乙 或 丙）", And((Words("甲"), Or(words("乙", "丙"))))),
    ("（甲 乙） 丙", And(words("甲", "乙", "丙"))),
    ("or Or 或许", And(words("or", "Or", "或许"))),
    ("工会 -培训", And((Words("工会"), Not(Words("培训"))))),
    ("－培训", Not(Words("培训"))),
    ("工会 -(培训 OR 考试)", And((Words("工会"), Not(Or(words("培训", "考试")))))),
    ("工会 -“培训 班”", And((Words("工会"), Not(Phrase("培训 班"))))),
    ("0839-3262473", Words("0839-3262473")),
    ("2020-10-09 5G-A", And(words("2020-10-09", "5G-A"))),
    ("“双城记”-广元", And((Phrase("双城记"), Words("广元")))),
    ('"经济圈"', Phrase("经济圈")),
    ("“经济圈”", Phrase("经济圈")),
    ("”经济圈“", Phrase("经济圈")),
    ('“经济圈"', Phrase("经济圈")),
    ("＂经济圈＂", Phrase("经济圈")),
    ("「經濟圈」", Phrase("經濟圈")),
    ("『經濟圈』", Phrase("經濟圈")),
    ("「經『濟』圈」", Phrase("經『濟』圈")),
    ("「經「濟」圈」 甲", And((Phrase("經「濟」圈"), Words("甲")))),
    ("“唱好“双城记”节目”", Phrase("唱好“双城记”节目")),
    ("“双城记” “经济圈”", And((Phrase("双城记"), Phrase("经济圈")))),
    ("“双城记“ “经济圈“", And((Phrase("双城记"), Phrase("经济圈")))),
    (' "唱好“双城记” 融入“经济" ', Phrase("唱好“双城记” 融入“经济")),
    ('“graveolens"） 甲”', Phrase('graveolens"） 甲')),
    ('“甲" "乙”', And((Phrase("甲"), Phrase("乙")))),
    ('"甲 ” “ 乙 丙 ”"', Phrase("甲 ” “ 乙 丙")),
    ('"甲 ” “ 乙"', Phrase("甲 ” “ 乙")),
    ('"甲” “乙"', And((Phrase("甲"), Phrase("乙")))),
    ('"甲" “乙” "丙"', And((Phrase("甲"), Phrase("乙"), Phrase("丙")))),
    ("标题：经济圈", Words("经济圈", TITLE)),
    ("標題： “经济 圈”", Phrase("经济 圈", TITLE)),
    ("ＴＩＴＬＥ:经济圈", Words("经济圈", TITLE)),
    ("title:(甲 OR 乙)", Or((Words("甲", TITLE), Words("乙", TITLE)))),
    ("title:或", Words("或", TITLE)),
    ("地区：广元 劳模", And((FacetValue("region", "广元"), Words("劳模")))),
    ("region:“四川省 广元市”", FacetValue("region", "四川省 广元市")),
    ("region:四川省/广元市", FacetValue("region", "四川省/广元市")),
    ("单位：广元市总工会", FacetValue("org", "广元市总工会")),
    ("org:510800-zgh", FacetValue("org", "510800-zgh")),
    ("年份：2020-2022", FacetValue("year", "2020-2022")),
    ("-year:2020", Not(FacetValue("year", "2020"))),
    ("时间：2020", Words("时间：2020")),
    ("2020 年 10 月 9 日 工会", And(words("2020 年 10 月 9 日", "工会"))),
    ("2020 年 劳模", And(words("2020 年", "劳模"))),
    ("2020 年货", And(words("2020", "年货"))),
    ("year:2020 年", FacetValue("year", "2020 年")),
    ("http://m.example.com/?a=1", Words("http://m.example.com/?a=1")),
    ("工会 ！ 协作——", And(words("工会", "协作"))),
    ("it's", Words("it's")),
    ("會(huì)議(yì)", Words("會議")),
    ("“會(huì)議”", Phrase("會議")),
    (
        "唱好工会协作“双城记” 积极助力融入“经济圈”",
        And((Words("唱好工会协作"), Phrase("双城记"), Words("积极助力融入"), Phrase("经济圈"))),
    ),
]


@pytest.mark.parametrize(("text", "node"), MEANT)
def test_a_query_means(text: str, node: Node) -> None:
    parsed = parse(text)
    assert parsed.node == node
    assert not parsed.plain


WRONG: list[tuple[str, Node, str]] = [
    ("（工会", Words("工会"), "括号"),
    ("1）加强 领导", And(words("1", "加强", "领导")), "括号"),
    ("()工会", Words("工会"), "括号"),
    ("“工会 协作", And(words("工会", "协作")), "引号"),
    ("工会」", Words("工会"), "引号"),
    ("工会 OR", Words("工会"), "或"),
    ("OR 工会 |", Words("工会"), "或"),
    ("甲 OR OR 乙", And(words("甲", "乙")), "或"),
    ("或", Words("或"), "或"),
    ("工会 - 广元", And(words("工会", "广元")), "减号"),
    ("工会 -", Words("工会"), "减号"),
    ("工会 -！", Words("工会"), "减号"),
    ("工会 标题：", And(words("工会", "标题")), "标题"),
    ("year:(2020)", And(words("year", "2020")), "year"),
    ("(" * (MAX_DEPTH + 1) + "甲" + ")" * (MAX_DEPTH + 1), Words("甲"), "层"),
]


@pytest.mark.parametrize(("text", "node", "named"), WRONG)
def test_wrong_syntax_is_read_as_plain_words_and_says_so(text: str, node: Node, named: str) -> None:
    parsed = parse(text)
    assert parsed.node == node
    assert parsed.plain
    assert named in parsed.warnings[0]
    assert parsed.warnings[0].endswith("，已全部按普通词检索。")


@pytest.mark.parametrize("text", ["！！", "“”", "——", "()", "-", "“，”"])
def test_a_query_without_a_letter_or_digit_matches_nothing_and_says_so(text: str) -> None:
    parsed = parse(text)
    assert parsed.node == NOTHING
    assert parsed.warnings == ("没有可检索的字词。",)


def test_too_many_conditions_are_read_as_plain_words() -> None:
    allowed = " OR ".join("甲" * MAX_CLAUSES)
    assert isinstance(parse(allowed).node, Or)
    parsed = parse(allowed + " OR 甲")
    assert parsed.plain
    assert isinstance(parsed.node, And)


def test_of_a_text_too_long_the_beginning_is_used() -> None:
    parsed = parse("工会 " * MAX_TEXT)
    assert parsed.plain
    assert parsed.node == And(words("工会") * len(parsed.node.nodes))  # type: ignore[union-attr]
    assert f"只用了前 {MAX_TEXT} 个" in parsed.warnings[0]


def test_removed_readings_are_reported() -> None:
    assert parse("會(huì)議").warnings == ("已去掉检索词中的 1 处注音。",)


def test_fields_asked_for_hold_where_the_text_names_none() -> None:
    assert parse("甲 “乙” title:丙", ("body",)).node == And(
        (Words("甲", ("body",)), Phrase("乙", ("body",)), Words("丙", TITLE))
    )


LABELLED = [
    (
        "【新春 走基层】送岗位",
        And((Words("新春", weight=LABEL), Words("走基层", weight=LABEL), Words("送岗位"))),
    ),
    ("夏送【清凉】-2020", And((Words("夏送"), Words("清凉", weight=LABEL), Words("2020")))),
    ("【清凉】title:甲", And((Words("清凉", weight=LABEL), Words("title:甲")))),
    ("【清凉】", Words("清凉")),
    ("【清】【凉】", And(words("清", "凉"))),
    ("-【清凉】夏送 甲", And((Not(Words("清凉，夏送")), Words("甲")))),
    ("标题：【清凉】夏送", Words("清凉，夏送", TITLE)),
    ("【清凉 夏送", And(words("清凉", "夏送"))),
    ("“【清凉】夏送”", Phrase("清凉】夏送")),
]


@pytest.mark.parametrize(("text", "node"), LABELLED, ids=[text for text, _ in LABELLED])
def test_what_stands_in_the_brackets_of_a_column_counts_less(text: str, node: Node) -> None:
    assert parse(text).node == node


SYNTAX = [
    *'()（）【】"“”＂「」『』|｜-－:： \u3000，！甲乙会a1\n',
    "OR",
    "或",
    "title:",
    "年份：",
    "2020 年",
    " 1 月",
    "region:",
]
QUERIES = st.lists(st.sampled_from(SYNTAX), max_size=40).map("".join)


@given(st.text())
@example("\ud800")
@example("(" * 600)
@example("-(" * 200)
def test_no_text_raises(text: str) -> None:
    parse(text)


@given(QUERIES, st.sampled_from([("title", "body", "source_name"), TITLE, ("body",)]))
@example("-(a b) OR (c -(d OR e))", TITLE)
def test_nodes_turned_to_text_read_back_as_the_same_nodes(
    text: str, fields: tuple[str, ...]
) -> None:
    node = parse(text, fields).node
    assert parse(to_text(node, fields), fields).node == node


@given(QUERIES.filter(str.strip))
def test_only_blank_text_asks_for_everything(text: str) -> None:
    assert parse(text).node != Everything()
