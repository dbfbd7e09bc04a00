"""Feedback: partial matches are ranked by how like they are to what is sought, and say so."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.document import Document
from index.engine import Engine
from index.feedback import Vectors
from index.parser import parse
from index.places import Streams
from index.query import Query, Sort
from index.result import Hit

SEASIDE = "海滨温泉，大家泡温泉看海滨日出。"
FACTORY = "车间机床，技术工人在车间里检修机床。"
TEXTS = st.lists(st.text("工会劳模疗养", max_size=12), min_size=1, max_size=5)
FILLER = [Document(f"z{n}", "会", "大家发言，会议按时举行。") for n in range(20)]


def partial(engine: Engine, text: str, **options: object) -> tuple[Hit, ...]:
    query = Query(parse(text).node, generous=True, limit=20, **options)  # type: ignore[arg-type]
    return engine.search(query).partial


def ids(hits: tuple[Hit, ...]) -> list[str]:
    return [hit.id for hit in hits]


def test_what_is_like_the_hits_comes_before_what_is_not(fresh: Engine) -> None:
    like = Document("like", "", f"劳模出发。{SEASIDE}")
    unlike = Document("unlike", "", f"劳模出发。{FACTORY}")
    fresh.update([*FILLER, unlike, like])
    assert set(ids(partial(fresh, "劳模 慰问"))[:2]) == {"like", "unlike"}
    fresh.update([Document(f"hit{n}", "", f"劳模慰问团出发。{SEASIDE}") for n in range(3)])
    found = partial(fresh, "劳模 慰问", explain=True)
    assert ids(found)[:2] == ["like", "unlike"]
    of_hits = {r.field: r.score for r in found[0].reasons if r.kind == "likeness"}
    of_others = {r.field: r.score for r in found[1].reasons if r.kind == "likeness"}
    assert of_hits["hits"] > of_others["hits"]


def test_what_is_like_the_texts_with_the_word_it_lacks_comes_first(fresh: Engine) -> None:
    context = [Document(f"c{n}", "", f"今年慰问开始。{SEASIDE}") for n in range(2)]
    like = Document("like", "", f"劳模出发。{SEASIDE}")
    unlike = [Document(f"a{n}", "", f"劳模出发。{FACTORY}") for n in range(6)]
    fresh.update([*FILLER, *context, *unlike, like])
    found = [hit for hit in partial(fresh, "劳模 慰问", explain=True) if hit.id[0] != "c"]
    assert len(found) == 7
    assert found[0].id == "like"
    reasons = {(r.string, r.field) for r in found[0].reasons if r.kind == "likeness"}
    assert ("慰问", "context") in reasons


def test_a_body_without_a_title_says_first_what_it_is_about(fresh: Engine) -> None:
    early = Document("early", "", "劳模。" + "会议按时举行。" * 30 + "大家发言。" * 9)
    late = Document("a-late", "", "会议按时举行。" * 30 + "大家发言。" * 9 + "劳模。")
    fresh.update([*FILLER, early, late])
    assert ids(partial(fresh, "劳模 疗养"))[:2] == ["early", "a-late"]


def test_among_texts_with_titles_nothing_is_compared(fresh: Engine) -> None:
    fresh.update([Document(f"h{n}", "会", f"劳模慰问团出发。{SEASIDE}") for n in range(3)])
    fresh.update([*FILLER, Document("p", "会", f"劳模出发。{SEASIDE}")])
    found = partial(fresh, "劳模 慰问", explain=True)
    assert ids(found) == ["p"]
    assert not [reason for reason in found[0].reasons if reason.kind == "likeness"]


@pytest.mark.parametrize("sort", [Sort.RELEVANCE, Sort.RECENT])
def test_the_parts_of_a_partial_match_add_up_to_its_score(fresh: Engine, sort: Sort) -> None:
    hits = [
        Document(f"h{n}", "", f"劳模疗养团。{SEASIDE}", date=f"20{10 + n}-05-01") for n in range(4)
    ]
    others = [
        Document(f"p{n}", "", f"{'劳模' if n % 2 else '疗养'}团。{SEASIDE if n % 3 else FACTORY}")
        for n in range(9)
    ]
    fresh.update([*FILLER, *hits, *others])
    found = partial(fresh, "劳模 疗养", sort=sort, explain=True)
    assert any(reason.kind == "likeness" for hit in found for reason in hit.reasons)
    for hit in found:
        assert sum(r.score for r in hit.reasons) == pytest.approx(hit.score, rel=1e-4)
    plain = partial(fresh, "劳模 疗养", sort=sort)
    assert [hit._replace(reasons=()) for hit in found] == list(plain)


def vectors(texts: list[str]) -> Vectors:
    return Vectors(Streams([text.encode("utf-16-le") for text in texts]), 0.9)


@given(TEXTS, st.data())
def test_likeness_is_a_share_and_the_same_in_any_order(
    texts: list[str], data: st.DataObject
) -> None:
    chosen = np.array(data.draw(st.lists(st.booleans(), min_size=len(texts), max_size=len(texts))))
    alike = vectors(texts).like(chosen)
    assert alike.min() >= 0 and alike.max() <= 1
    turned = vectors(texts[::-1]).like(chosen[::-1])
    assert turned[::-1].tolist() == pytest.approx(alike.tolist(), abs=2e-6)


def test_a_text_is_like_its_copy_and_unlike_what_shares_nothing_with_it() -> None:
    alike = vectors(["工会劳模", "工会劳模", "疗养", ""]).like(
        np.array([True, False, False, False])
    )
    assert alike.tolist() == [1, 1, 0, 0]
