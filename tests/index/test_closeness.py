"""Closeness: what it adds is what its parts add up to, whichever documents are looked at."""

from __future__ import annotations

import numpy as np
import pytest

from index.closeness import Closeness, Source
from index.codec import Codec
from index.document import Document
from index.query import Phrase, Words
from index.scoring import READERS
from index.whoosh_engine import WhooshEngine
from tokenizers.analyzer import Analyzer

LONG = "今天天气晴朗大家发言。" * 20
DOCUMENTS = [
    Document("a", "劳模疗养", f"劳模疗养团出发。{LONG}"),
    Document("b", "", f"{LONG}劳模疗养团出发，劳模疗养。"),
    Document("c", "", f"劳模疗养团出发。{LONG}"),
    Document("d", "会议", f"劳模到场。{LONG}疗养另议。"),
    Document("e", "会议", "𠮷祥劳模，劳模疗养。"),
    Document("f", "会议", ""),
]
ASKED = (
    (Words("劳模疗养团"),),
    (Words("劳模"), Words("疗养", weight=0.3)),
    (Words("劳模疗养", ("title",)),),
    (Phrase("劳模疗养团出发"), Words("𠮷祥")),
    (Words("团"),),
)


@pytest.fixture(scope="module")
def source(
    codec: type[Codec], analyzer: Analyzer, tmp_path_factory: pytest.TempPathFactory
) -> Source:
    folder = tmp_path_factory.mktemp("closeness")
    engine = WhooshEngine(folder / "index", folder, codec(), READERS, analyzer)
    engine.update(DOCUMENTS)
    state = engine._current()
    return Source(state, state.columns, state.ranking[1], analyzer, state.wordings)


def closeness(source: Source, asked: tuple[Words | Phrase, ...]) -> Closeness:
    assert READERS.nearness is not None
    return Closeness(asked, READERS.nearness, source)


@pytest.mark.parametrize("asked", ASKED, ids=lambda asked: " ".join(one.text for one in asked))
def test_parts_add_up_to_what_is_added(source: Source, asked: tuple[Words | Phrase, ...]) -> None:
    docs = np.arange(len(DOCUMENTS))
    close = closeness(source, asked)
    parts = [sum(part.score for part in close.parts(int(doc))) for doc in docs]
    assert close.of(docs).tolist() == pytest.approx(parts, rel=1e-5)
    # Who else is looked at changes nothing.
    assert [float(close.of(docs[i : i + 1])[0]) for i in docs] == pytest.approx(parts, rel=1e-5)


def test_nothing_is_added_to_nothing(source: Source) -> None:
    assert not len(closeness(source, ASKED[0]).of(np.empty(0, np.intp)))
    assert closeness(source, (Words("——"),)).of(np.arange(2)).tolist() == [0, 0]


def test_each_text_counts_for_what_it_is(source: Source) -> None:
    close = closeness(source, (Words("劳模疗养"),))
    texts = {id_: {part.text for part in close.parts(doc)} for doc, id_ in enumerate("abcdef")}
    assert texts["a"] == {"title", "body", "passage"}
    assert texts["b"] == {"body"}
    assert texts["c"] == {"body", "lead"}
    assert texts["f"] == set()
    alone = closeness(source, (Words("团"),))
    assert [len(alone.parts(doc)) for doc in range(3)] == [0, 1, 1]
