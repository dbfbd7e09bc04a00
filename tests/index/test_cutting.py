"""Texts cut ahead are the texts cut on the spot, whatever is cut with them."""

from __future__ import annotations

import pickle
from array import array

import pytest

from index import cutting
from index.cutting import cut, with_cuts
from index.document import SEPARATOR, CutText, Document
from index.query import TEXTS
from tokenizers.analyzer import Analyzer
from tokenizers.folding import fold
from tokenizers.segmenter import RjiebaSegmenter

PAGES = [
    Document("d1", "廣元市總工會慰问职工", "10月9日，广元市总工会走访职工（ＶＩＰ）。", "中工网"),
    Document("d2", "", ""),
    Document("d3", "广元市总工会", "工会组织帮助新就业形态劳动者。\nQQ：2020-10", "中工网"),
]


@pytest.fixture(scope="module")
def analyzer() -> Analyzer:
    return Analyzer(RjiebaSegmenter())


def words(text: CutText) -> list[str]:
    vocabulary = text.vocabulary.split(SEPARATOR)
    return [vocabulary[number] for number in array("I", text.numbers)]


@pytest.mark.parametrize("many", [cutting.MANY, 0], ids=["numbers go on", "numbers begin anew"])
def test_words_and_streams_are_those_of_the_text(
    analyzer: Analyzer, many: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cutting, "MANY", many)
    for pages in (PAGES, PAGES[::-1], PAGES[:1]):
        for page, cuts in zip(pages, cut(pages, analyzer), strict=True):
            texts = [getattr(page, text) for text in TEXTS]
            assert [words(one) for one in cuts] == [analyzer.index_words(text) for text in texts]
            assert [one.stream for one in cuts] == list(map(fold, texts))


def test_cuts_travel_and_share_their_vocabulary_there_too(analyzer: Analyzer) -> None:
    arrived = pickle.loads(pickle.dumps(with_cuts(PAGES, analyzer)))

    assert [page.cuts for page in arrived] == cut(PAGES, analyzer)
    assert len({id(page.cuts[1].vocabulary) for page in arrived}) == 1
