"""Marks and passages: what a reader is shown of a text, and that it is the text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.parser import parse
from index.query import Alternatives, Node, Phrase, Term, Weighted, Words, for_field
from index.snippet import CUT, Piece, passage, pieces, spans, spans_of
from tests.index.corpus import documents
from tests.index.test_exactness import full_width
from tokenizers.analyzer import Analyzer
from tokenizers.folding import fold

TEXT = "唱好工會協作“雙城記”，總工會召開聯席會議。"


def marked(text: str, query: str | Node, analyzer: Analyzer) -> list[str]:
    node = parse(query).node if isinstance(query, str) else query
    return [text[start:end] for start, end in spans(text, node, analyzer)]


def shown(found: tuple[Piece, ...]) -> str:
    return "".join(piece.text for piece in found)


def test_words_are_marked_in_the_script_width_and_case_of_the_page(analyzer: Analyzer) -> None:
    assert marked(TEXT, "双城记 总工会", analyzer) == ["雙城記", "總工會"]
    assert marked("ＡＰＰ与App", "app", analyzer) == ["ＡＰＰ", "App"]


def test_a_phrase_is_marked_across_signs_and_line_breaks(analyzer: Analyzer) -> None:
    assert marked("总工会，\n召开", "“工会召开”", analyzer) == ["工会，\n召开"]


def test_the_longest_find_wins_and_overlapping_finds_are_one(analyzer: Analyzer) -> None:
    assert marked("总工会", "工会 总工会", analyzer) == ["总工会"]
    assert marked("甲乙丙", "“甲乙” “乙丙”", analyzer) == ["甲乙丙"]
    assert marked("哈哈哈", "“哈哈”", analyzer) == ["哈哈哈"]
    assert marked("甲乙", "“甲” “乙”", analyzer) == ["甲", "乙"]


def test_exclusions_and_named_values_mark_nothing(analyzer: Analyzer) -> None:
    assert marked("劳模工匠2020", "劳模 -工匠 year:2020", analyzer) == ["劳模"]
    node = for_field(parse("title:劳模 工匠").node, "body")
    assert node is not None
    assert marked("劳模工匠", node, analyzer) == ["工匠"]
    assert marked(TEXT, "", analyzer) == marked(TEXT, "！", analyzer) == []


def test_a_mark_ends_behind_the_whole_character(analyzer: Analyzer) -> None:
    assert marked("3㎡地", Phrase("m"), analyzer) == ["㎡"]
    assert marked("cafe\u0301!", "cafe", analyzer) == ["cafe\u0301"]


def test_texts_read_together_are_marked_as_each_alone(analyzer: Analyzer) -> None:
    texts = [
        "广元市总工",
        "会议召开",
        "",
        "\u0301总工会㎡",
        "\ud83c总工会🀄二〇二〇年五月",
        "总" * 1500,
    ]
    for query in ("总工会", "工会 召开", "“总工会议”", "“总总”", "2020-05", "“m”"):
        node = parse(query).node
        assert spans_of(texts, node, analyzer) == [spans(text, node, analyzer) for text in texts]
    assert spans_of(texts[:2], Phrase("总工会"), analyzer) == [[], []]
    assert spans_of([], Phrase("总工会"), analyzer) == []


@given(
    st.lists(st.text("总工会召开a㎡\n，\u0301\ud83c🀄", max_size=60), max_size=4),
    st.text("总工会", min_size=1),
)
def test_no_find_reaches_from_one_text_into_the_next(
    analyzer: Analyzer, texts: list[str], words: str
) -> None:
    node = Phrase(words)
    assert spans_of(texts, node, analyzer) == [spans(text, node, analyzer) for text in texts]


def test_pieces_are_the_whole_text() -> None:
    assert pieces("甲乙丙", [(1, 2)]) == (Piece("甲", False), Piece("乙", True), Piece("丙", False))
    assert pieces("甲", [(0, 1)]) == (Piece("甲", True),)
    assert pieces("", []) == ()


def test_without_finds_the_passage_is_the_beginning() -> None:
    assert passage("短文。", []) == (Piece("短文。", False),)
    assert shown(passage("字" * 200, [], 50)) == "字" * 50 + CUT
    assert passage("", []) == ()


def test_the_passage_shows_most_different_words(analyzer: Analyzer) -> None:
    text = "劳模" * 20 + "其他" * 200 + "劳模与工匠同台。" + "其他" * 200
    found = passage(text, spans(text, parse("劳模 工匠").node, analyzer), 60)
    assert {piece.text for piece in found if piece.mark} >= {"劳模", "工匠"}
    assert found[0] == found[-1] == Piece(CUT, False)


def test_the_passage_begins_with_the_sentence(analyzer: Analyzer) -> None:
    text = "前文前文。" * 40 + "这一句里有工匠，说得明白。" + "后文后文。" * 40
    found = passage(text, spans(text, Words("工匠"), analyzer), 40)
    assert shown(found).startswith(CUT + "这一句里有工匠")


def test_long_texts_are_marked_in_reasonable_time(analyzer: Analyzer) -> None:
    text = "市总工会召开联席会议，讨论工匠与劳模。" * 50_000
    begun = time.process_time()
    found = spans(text, parse("工匠 劳模 “总工会召开” 的").node, analyzer)
    passage(text, found)
    assert time.process_time() - begun < 5
    assert len(found) == 150_000


ALPHABET = "总工会工會會劳模a1Ａ㎡，。 \n\u0301\ud83d\ude00\U0001f600"
TEXTS = st.text(ALPHABET, max_size=80)
QUERIES = st.text("总工会會劳模a1“” -", max_size=12)


@given(TEXTS, QUERIES)
def test_spans_are_ascending_apart_and_hold_letters(
    analyzer: Analyzer, text: str, query: str
) -> None:
    found = spans(text, parse(query).node, analyzer)
    end = 0
    for start, stop in found:
        assert end <= start < stop <= len(text)
        assert fold(text[start:stop])
        end = stop
    assert shown(pieces(text, found)) == text


@given(TEXTS, QUERIES, st.integers(1, 40))
def test_a_passage_is_one_stretch_of_the_text_with_its_marks(
    analyzer: Analyzer, text: str, query: str, width: int
) -> None:
    found = spans(text, parse(query).node, analyzer)
    kept = [piece for piece in passage(text, found, width) if piece.text != CUT]
    stretch = "".join(piece.text for piece in kept)
    assert stretch in text
    assert all(piece.text for piece in kept)
    assert any(piece.mark for piece in kept) == bool(found)
    if text.strip():
        assert stretch.strip()


CLUSTERS = st.lists(st.sampled_from(["总", "工会", "，", "\ud83d\ude00", "e\u0301"]), max_size=40)


@given(CLUSTERS.map("".join), QUERIES, st.integers(1, 20))
def test_a_passage_tears_no_character_apart(
    analyzer: Analyzer, text: str, query: str, width: int
) -> None:
    found = spans(text, parse(query).node, analyzer)
    stretch = "".join(piece.text for piece in passage(text, found, width) if piece.text != CUT)
    assert not stretch.startswith(("\u0301", "\ude00"))
    assert not stretch.endswith(("e", "\ud83d"))


@given(TEXTS, st.text("总工会劳模a1", min_size=1, max_size=4))
def test_every_occurrence_of_a_phrase_is_marked(analyzer: Analyzer, text: str, phrase: str) -> None:
    found = spans(text, Phrase(phrase), analyzer)
    assert bool(found) == (fold(phrase) in fold(text))
    rest = "".join("\n" if piece.mark else piece.text for piece in pieces(text, found))
    assert all(fold(phrase) not in fold(part) for part in rest.split("\n"))


def test_alternatives_are_marked_and_words_only_where_they_are_words(analyzer: Analyzer) -> None:
    node = Alternatives(
        Words("全国总工会"), (Weighted(Term("全总"), 0.5), Weighted(Phrase("中国工会"), 0.5))
    )
    text = "安全总监说，全總與中國工會、全国总工会都到了；" + "安全总量" * 60 + "全总部署"
    assert marked(text, node, analyzer) == ["全總", "中國工會", "全国总工会", "全总"]


SHOWN = [text for d in documents() for text in (d.title, d.body) if fold(text)]


@st.composite
def places(draw: st.DrawFn) -> tuple[str, int, int]:
    """A displayed text, and where a piece of it begins and ends."""
    text = draw(st.sampled_from(SHOWN))
    start = draw(st.integers(0, len(text) - 1))
    return text, start, draw(st.integers(start + 1, min(len(text), start + 20)))


FORMS = {"displayed": str, "spaced": " ".join, "upper": str.upper, "full-width": full_width}


@pytest.mark.parametrize("form", FORMS)
@given(places())
def test_what_was_typed_is_marked_where_it_was_read(
    analyzer: Analyzer, form: str, place: tuple[str, int, int]
) -> None:
    """Offsets are those of the text as displayed, whatever folding made of it."""
    text, start, end = place
    typed = FORMS[form](text[start:end])
    letters = {at for at in range(start, end) if fold(text[at])}
    for node in (Phrase(typed), Words(typed)):
        covered = {at for a, b in spans(text, node, analyzer) for at in range(a, b)}
        assert letters <= covered
    assert all(fold(typed) in fold(text[a:b]) for a, b in spans(text, Phrase(typed), analyzer))


@pytest.mark.parametrize("width", range(20, 60))
def test_a_passage_tears_no_number_and_no_latin_word_apart(analyzer: Analyzer, width: int) -> None:
    text = "会议认为劳模精神值得学习2020年10月9日GH12321平台上线WorkersUnion通报情况" * 3
    found = spans(text, Words("劳模"), analyzer)
    shown = "".join(piece.text for piece in passage(text, found, width) if piece.text != CUT)
    at = text.find(shown)
    assert at >= 0
    for place in (at, at + len(shown)):
        pair = text[place - 1 : place + 1] if 0 < place < len(text) else ""
        assert not (len(pair) == 2 and pair.isascii() and pair.isalnum())


def test_a_passage_ends_with_a_clause_where_one_ends_near(analyzer: Analyzer) -> None:
    text = "劳模代表发言，" + "职工认真听取报告" * 4 + "，" + "随后参观" * 30
    found = spans(text, Words("劳模"), analyzer)
    shown = passage(text, found, 50)
    assert shown[-1].text == CUT
    assert shown[-2].text.endswith("，")
