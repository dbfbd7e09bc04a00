from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tokenizers.analyzer import Analyzer, open_analyzer
from tokenizers.fingerprint import fingerprint
from tokenizers.folding import fold
from tokenizers.segmenter import JiebaSegmenter, RjiebaSegmenter
from tokenizers.written_dates import date_terms

MIXED = st.text(
    st.one_of(
        st.characters(codec=None, exclude_categories=()),
        st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF),
        st.sampled_from("總工會职工广元市abc019-./_:@ 　，“\u200b\u0301㍿㎡①〇○𠮷⺠豈Ａ１"),
    )
)


@pytest.fixture(scope="module")
def analyzer(tmp_path_factory: pytest.TempPathFactory) -> Analyzer:
    analyzer = open_analyzer(tmp_path_factory.mktemp("cache"))
    analyzer.index_words("总工会")  # loads: no example is to be timed for it
    return analyzer


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("总工会", "总工会 工会"),
        ("廣元市總工會", "广元市 广元 总工会 工会"),
        ("全国五一劳动奖章", "全国五一劳动奖章 全国 五一 五一劳动 五一劳动奖 五一劳动奖章 劳动"),
        ("的了在", "的 了 在"),
        ("，。！“”", ""),
        ("2020-10-90", "20201090 2020 10 90"),
        ("0839-3262473", "08393262473 0839 3262473"),
        ("ＡＢＣ１２３", "abc123 abc 123"),
        ("iphone15", "iphone15 iphone 15"),
        ("12351", "12351"),
        ("工\u200b会", "工会"),
        ("cafe\u0301", "cafe"),
        ("⺠主", "民主"),
        ("乾縣總工會", "干县 总工会 工会"),
        ("著名勞模", "着名 劳模"),
        ("𠮷野", "𠮷 野"),
        ("㎡", "m2"),
        ("", ""),
        ("\ud800", ""),
    ],
)
def test_a_document_gives_its_words_and_the_words_inside_them(
    analyzer: Analyzer, text: str, words: str
) -> None:
    assert analyzer.index_words(text) == words.split()


def test_the_dates_of_a_document_follow_its_words(analyzer: Analyzer) -> None:
    assert analyzer.index_words("2020/10/9会") == [
        *("2020109", "2020", "10", "9", "会", *date_terms("2020-10-09"))
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("广元市总工会", "广元市 总工会"),
        ("新就业形态劳动者", "新就业形态劳动者"),
        ("總工會２０２０-10", "總工會 ２０２０-10"),
        (" “劳动者\u200b港湾”…", "劳动者\u200b港湾"),
        ("?!", ""),
    ],
)
def test_a_query_gives_its_coarse_words_where_they_stand(
    analyzer: Analyzer, text: str, words: str
) -> None:
    found = analyzer.query_words(text)
    assert [text[word.start : word.end] for word in found] == words.split()
    assert [word.term for word in found] == [fold(word) for word in words.split()]


@pytest.mark.parametrize(
    ("query", "document"),
    [
        ("新就业形态", "为新就业形态劳动者送清凉"),
        ("五一劳动奖章", "榮獲全國五一勞動獎章"),
        ("总工会", "中华全国总工会召开会议"),
        ("合川", "重庆市合川区总工会"),
        ("兵团", "新疆生产建设兵团总工会"),
        ("IPHONE", "iphone15"),
    ],
)
def test_a_part_of_a_long_word_finds_it(analyzer: Analyzer, query: str, document: str) -> None:
    (word,) = analyzer.query_words(query)
    assert word.term in analyzer.index_words(document)


@pytest.mark.parametrize(
    ("query", "document"), [("总工", "总工会"), ("京市", "南京市"), ("鞍山市", "马鞍山市")]
)
def test_what_merely_straddles_words_is_no_word(
    analyzer: Analyzer, query: str, document: str
) -> None:
    assert fold(query) not in analyzer.index_words(document)


@given(text=MIXED)
def test_documents_hold_every_word_a_query_of_the_same_text_asks_for(
    analyzer: Analyzer, text: str
) -> None:
    terms = analyzer.index_words(text)
    assert {word.term for word in analyzer.query_words(text)} <= set(terms)
    assert all(term and fold(term) == term for term in terms)


@given(text=MIXED)
def test_the_words_of_a_query_cover_all_that_can_be_matched(analyzer: Analyzer, text: str) -> None:
    words = analyzer.query_words(text)
    assert "".join(word.term for word in words) == fold(text)
    assert all(fold(text[word.start : word.end]) == word.term for word in words)
    ends = [0, *(word.end for word in words)]
    assert all(end <= word.start for end, word in zip(ends, words, strict=False))


@given(text=MIXED)
def test_both_segmenters_make_the_same_analyzer(
    analyzer: Analyzer, reference: Analyzer, text: str
) -> None:
    assert analyzer.index_words(text) == reference.index_words(text)
    assert analyzer.query_words(text) == reference.query_words(text)


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> Analyzer:
    pytest.importorskip("rjieba")
    analyzer = Analyzer(JiebaSegmenter(tmp_path_factory.mktemp("cache")))
    analyzer.index_words("总工会")
    return analyzer


@given(text=MIXED)
def test_traditional_and_full_width_give_the_same_words(analyzer: Analyzer, text: str) -> None:
    simplified = text.translate(str.maketrans("總會１Ａ", "总会1a"))
    assert analyzer.query_words(text) == analyzer.query_words(simplified)
    assert analyzer.index_words(text) == analyzer.index_words(simplified)


def test_an_analyzer_carries_the_fingerprint_of_its_rules(tmp_path: Path) -> None:
    assert open_analyzer(tmp_path).fingerprint == fingerprint()
    assert Analyzer(RjiebaSegmenter()).fingerprint == fingerprint()


def test_everyone_who_asks_for_the_same_folder_shares_one_dictionary(tmp_path: Path) -> None:
    assert open_analyzer(tmp_path) is open_analyzer(tmp_path)
